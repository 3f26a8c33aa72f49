// Real Python with PyTorch, where this machine has it.
#pragma once

#include <QProcess>
#include <QString>
#include <QtTest>

namespace ld3m::tests {

struct PythonRun {
    bool there = false; ///< a python3 on the PATH imports torch (the source folder's .deps/python counts)
    int code = -1;
    QString out;
    QString error;
};

/// `program` with `arguments` in sys.argv[1:].
inline PythonRun runPythonWithTorch(const QString& program, const QStringList& arguments = {}) {
    const auto run = [](const QStringList& all) {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("PYTHONPATH",
                           QString(LD3M_SOURCE_FOLDER "/.deps/python:") + environment.value("PYTHONPATH"));
        process.setProcessEnvironment(environment);
        process.start("python3", all);
        PythonRun done;
        if (!process.waitForFinished(50000))
            process.kill();
        else if (process.exitStatus() == QProcess::NormalExit)
            done.code = process.exitCode();
        done.out = QString::fromUtf8(process.readAllStandardOutput());
        done.error = QString::fromUtf8(process.readAllStandardError());
        return done;
    };
    if (run({"-c", "import torch"}).code != 0)
        return {};
    PythonRun done = run(QStringList{"-c", program} + arguments);
    done.there = true;
    return done;
}

} // namespace ld3m::tests

/// Leaves the test, in words, where there is no Python with torch.
#define LD3M_NEEDS_PYTHON(run)                                                                               \
    do {                                                                                                     \
        if (!(run).there)                                                                                    \
            QSKIP("no python3 on the PATH can import torch");                                                \
    } while (false)
