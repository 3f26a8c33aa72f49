// A temporary folder kept in memory where the system has such a place: runs sync every file they write, which
// a busy disk makes slow.
#pragma once

#include <filesystem>
#include <stdexcept>

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

namespace ld3m::tests {

class MemoryFolder {
public:
    MemoryFolder() {
        if (!m_folder.isValid())
            throw std::runtime_error("no temporary folder");
    }
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const char* name) const { return path() / name; }

private:
    static QString place() {
        const QString memory = QStringLiteral("/dev/shm");
        return QFileInfo(memory).isWritable() ? memory : QDir::tempPath();
    }

    QTemporaryDir m_folder{place() + QStringLiteral("/ld3m-XXXXXX")};
};

} // namespace ld3m::tests
