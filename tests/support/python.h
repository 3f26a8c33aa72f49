// Real Python with PyTorch or another package, where this machine has it.
#pragma once

#include <QProcess>
#include <QString>
#include <QtTest>

namespace ld3m::tests {

struct PythonRun {
    bool there = false; ///< a python3 on the PATH imports `package` (the source folder's .deps/python counts)
    QString package;
    int code = -1;
    QString out;
    QString error;
};

/// `program`, which needs `package`, with `arguments` in sys.argv[1:].
inline PythonRun runPythonWith(const QString& package, const QString& program,
                               const QStringList& arguments = {}) {
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
    PythonRun done;
    if (run({"-c", "import " + package}).code == 0) {
        done = run(QStringList{"-c", program} + arguments);
        done.there = true;
    }
    done.package = package;
    return done;
}

inline PythonRun runPythonWithTorch(const QString& program, const QStringList& arguments = {}) {
    return runPythonWith("torch", program, arguments);
}

} // namespace ld3m::tests

/// Leaves the test, in words, where there is no Python with that package.
#define LD3M_NEEDS_PYTHON(run)                                                                               \
    do {                                                                                                     \
        if (!(run).there)                                                                                    \
            QSKIP(qPrintable("no python3 on the PATH can import " + (run).package));                         \
    } while (false)
