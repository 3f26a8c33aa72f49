// A second process that writes a run folder, told line by line what to do next: the test program itself,
// started with --write-run. Its test class therefore has LD3M_WRITER_MAIN instead of QTEST_GUILESS_MAIN.
#pragma once

#include <fstream>
#include <iostream>
#include <sstream>

#include <QProcess>
#include <QtTest>

#include "core/reports/run_events_json.h"
#include "tests/support/scripted_engine.h"

namespace ld3m::tests {

/// What the second process does: one word and a number a line; answers each line with "done".
inline int writeRun(const std::filesystem::path& path) {
    const projects::RunFolder folder = projects::RunFolder::create(path, scriptedRecipe(), {});
    const projects::RunLock lock(folder.lockFile());
    std::int64_t iteration = 0;
    std::string torn;
    std::cout << "done" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        std::istringstream words(line);
        std::string word;
        std::int64_t number = 0;
        words >> word >> number;
        if (word == "iterate") { // so many more
            projects::MetricsWriter metrics(folder.metricsFile());
            while (number-- > 0)
                metrics.append(scriptedReport(++iteration));
        } else if (word == "tear") { // half a line
            torn = reports::toJsonLine(scriptedReport(++iteration)) + "\n";
            std::ofstream(folder.metricsFile(), std::ios::app) << torn.substr(0, torn.size() / 2);
        } else if (word == "mend") { // its other half
            std::ofstream(folder.metricsFile(), std::ios::app) << torn.substr(torn.size() / 2);
        } else if (word == "sheet") {
            projects::writeSheet(folder.sheetFile(number), scriptedSheet(number));
        } else if (word == "evaluate") {
            projects::MetricsWriter(folder.metricsFile()).append(scriptedTable(number));
        } else if (word == "checkpoint") {
            files::writeAtomically(folder.checkpointFile(number), "scripted");
        } else if (word == "cut") { // as a run that is taken up again
            projects::MetricsWriter::truncateAfter(folder.metricsFile(), number);
            for (const std::int64_t sheet : folder.sheets())
                if (sheet > number)
                    std::filesystem::remove(folder.sheetFile(sheet));
            iteration = number;
        }
        std::cout << "done" << std::endl;
    }
    return 0;
}

class RunWriter {
public:
    explicit RunWriter(const std::filesystem::path& folder) {
        m_process.start(QCoreApplication::applicationFilePath(),
                        {"--write-run", QString::fromStdString(folder.string())});
        awaitDone();
    }
    ~RunWriter() { leave(); }

    /// Returns when it is on the disk.
    void tell(const QByteArray& command) {
        m_process.write(command + "\n");
        awaitDone();
    }
    /// Ends the process as a power cut would.
    void kill() {
        m_process.kill();
        m_process.waitForFinished();
    }
    void leave() {
        m_process.closeWriteChannel();
        m_process.waitForFinished();
    }

private:
    void awaitDone() {
        QByteArray answer;
        while (!answer.endsWith("done\n") && m_process.waitForReadyRead(20000))
            answer += m_process.readAllStandardOutput();
        if (!answer.endsWith("done\n"))
            throw std::runtime_error("the writing process gave no answer");
    }

    QProcess m_process;
};

} // namespace ld3m::tests

#define LD3M_WRITER_MAIN(TestClass)                                                                          \
    int main(int count, char** values) {                                                                     \
        if (count == 3 && std::string(values[1]) == "--write-run")                                           \
            return ld3m::tests::writeRun(values[2]);                                                         \
        QCoreApplication application(count, values);                                                         \
        TestClass test;                                                                                      \
        return QTest::qExec(&test, count, values);                                                           \
    }
