// The command line program as a user starts it.
#pragma once

#include <filesystem>

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QtTest>

namespace ld3m::tests {

struct Finished {
    int code = -1;
    QString out;
    QString error;

    QStringList lines() const { return out.split('\n', Qt::SkipEmptyParts); }
    QStringList errorLines() const { return error.split('\n', Qt::SkipEmptyParts); }
};

inline QString programPath() {
    return QString(LD3M_PROGRAM_FOLDER) + "/ld3m";
}

inline Finished runProgram(const QStringList& arguments, const QString& folder = {}) {
    QProcess process;
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(programPath(), arguments);
    if (!process.waitForFinished(50000)) {
        process.kill();
        process.waitForFinished();
    }
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -process.exitCode(),
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

inline QString toQt(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

/// --set arguments that make a run of writeTinyDataset() images take a second, for a recipe that is all
/// defaults.
inline QStringList tinySettings(const std::filesystem::path& dataset) {
    QStringList arguments;
    for (const QString& each :
         {QString("dataset.path=") + toQt(dataset), QString("dataset.resolution=16"),
          QString("prior.kind=pixel"), QString("distillation.iterations=4"),
          QString("objective.real_batch=4"), QString("objective.width=8"), QString("objective.depth=2"),
          QString("evaluation.every=0"), QString("run.checkpoint_every=2"), QString("run.preview_every=2"),
          QString("device.kind=cpu"), QString("device.threads=1")})
        arguments << "--set" << each;
    return arguments;
}

} // namespace ld3m::tests
