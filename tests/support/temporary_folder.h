// A folder of its own for each test, removed afterwards.
#pragma once

#include <filesystem>
#include <stdexcept>

#include <QTemporaryDir>

namespace ld3m::tests {

class TemporaryFolder {
public:
    TemporaryFolder() {
        if (!m_folder.isValid())
            throw std::runtime_error("no temporary folder");
    }
    std::filesystem::path path() const { return m_folder.path().toStdString(); }
    std::filesystem::path operator/(const char* name) const { return path() / name; }

private:
    QTemporaryDir m_folder;
};

} // namespace ld3m::tests
