// What the runs of a sweep have left on the disk, and who is still at work there.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/run_result.h"
#include "tests/support/program.h"

namespace ld3m::tests {

inline std::vector<std::filesystem::path> runsIn(const std::filesystem::path& sweep) {
    std::vector<std::filesystem::path> runs;
    std::error_code missing;
    for (const auto& entry : std::filesystem::directory_iterator(sweep / "runs", missing))
        if (projects::RunFolder::isRun(entry.path()))
            runs.push_back(entry.path());
    return runs;
}

inline std::vector<projects::RunResult> finishedIn(const std::filesystem::path& sweep) {
    std::vector<projects::RunResult> finished;
    for (const std::filesystem::path& run : runsIn(sweep))
        if (auto result = projects::readRunResult(run); result.state == reports::RunState::finished)
            finished.push_back(std::move(result));
    return finished;
}

/// Iterations as metrics.jsonl has them, in its order.
inline QList<int> iterationsOf(const std::filesystem::path& run) {
    QList<int> iterations;
    for (const QString& line : QString::fromStdString(files::readText(run / "metrics.jsonl")).split('\n'))
        if (const QJsonObject event = QJsonDocument::fromJson(line.toUtf8()).object();
            event["event"] == "iteration")
            iterations << event["iteration"].toInt();
    return iterations;
}

/// What a run that is taken up, or done again, would change.
inline std::map<std::string, std::string> traces(const std::vector<projects::RunResult>& runs) {
    std::map<std::string, std::string> traces;
    for (const projects::RunResult& run : runs)
        traces[run.id] =
            files::readText(run.folder / "metrics.jsonl") + files::readText(run.folder / "run.toml") +
            std::to_string(
                std::filesystem::last_write_time(run.folder / "metrics.jsonl").time_since_epoch().count()) +
            std::to_string(
                std::filesystem::last_write_time(run.folder / "checkpoints").time_since_epoch().count());
    return traces;
}

/// Processes whose command line names this folder.
inline int processesOn(const std::filesystem::path& folder) {
    int count = 0;
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
        QFile command(toQt(entry.path() / "cmdline"));
        if (entry.path().filename().string().find_first_not_of("0123456789") == std::string::npos &&
            command.open(QIODevice::ReadOnly) && command.readAll().contains(folder.string().c_str()))
            ++count;
    }
    return count;
}

} // namespace ld3m::tests
