#include "core/sweeps/point_run.h"

#include <algorithm>
#include <csignal>
#include <cstring>

#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/reports/evaluation_choice.h"
#include "core/settings/recipe_file.h"

namespace ld3m::sweeps {
namespace {

constexpr std::size_t kLogTail = 16384;
constexpr const char* kProgramSays = "ld3m: ";

std::filesystem::path writtenRecipe(const SweepFolder& folder, const SweepPoint& point) {
    const std::filesystem::path file = folder.recipeFile(point.id);
    files::writeAtomically(file, settings::toToml(point.recipe));
    return file;
}

std::string lastLine(std::string text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.pop_back();
    const auto end = text.rfind('\n');
    return end == std::string::npos ? text : text.substr(end + 1);
}

void forget(PointStatus& status) {
    status.iteration = 0;
    status.loss.reset();
    status.accuracy.reset();
    status.accuracy_deviation.reset();
    status.seconds = 0;
    status.iteration_seconds.reset();
    status.host_memory = 0;
    status.device_memory = 0;
}

} // namespace

PointRun::PointRun(const SweepFolder& folder, const SweepPoint& point, const std::filesystem::path& program,
                   const ChildProcess::Variables& variables)
    : m_id(point.id), m_process(program,
                                {"run", writtenRecipe(folder, point).string(), "--run",
                                 folder.runFolder(point.id).string(), "--resume", "--json"},
                                folder.logFile(point.id), variables),
      m_metrics(folder.runFolder(point.id) / "metrics.jsonl") {}

void PointRun::follow(PointStatus& status) {
    const std::vector<reports::Event> events = m_metrics.readNew();
    if (m_metrics.restarted())
        forget(status);
    for (const reports::Event& event : events) {
        if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
            status.iteration = report->iteration;
            status.loss = report->loss;
            status.seconds += report->seconds;
            status.iteration_seconds = status.seconds / static_cast<double>(report->iteration);
            status.host_memory = std::max(status.host_memory, report->memory.host);
            status.device_memory = std::max(status.device_memory, report->memory.device);
        } else if (const auto* table = std::get_if<reports::EvaluationTable>(&event)) {
            if (const auto accuracy = reports::accuracyOf(*table)) {
                status.accuracy = *accuracy;
                status.accuracy_deviation = reports::deviationOf(*table);
            }
        }
    }
}

std::string sentenceOf(const Ending& ending, const std::string& log) {
    if (ending.killed)
        return base::text(
            "The process was ended by signal ", ending.number, " (", ::strsignal(ending.number),
            ending.number == SIGKILL
                ? "), as the system does when memory runs out: run fewer jobs at once, or lower "
                  "objective.real_batch."
                : ").");
    if (const auto said = log.rfind(kProgramSays); said != std::string::npos) {
        const auto begin = said + std::strlen(kProgramSays);
        return log.substr(begin, log.find('\n', begin) - begin);
    }
    const std::string last = lastLine(log);
    return last.empty() ? base::text("The process ended with code ", ending.number, " and said nothing.")
                        : last;
}

void recordFailure(const SweepFolder& folder, const std::string& id, const Ending& ending) {
    std::string log = files::readText(folder.logFile(id));
    if (log.size() > kLogTail)
        log.erase(0, log.size() - kLogTail);
    files::writeAtomically(folder.failureFile(id), base::text(sentenceOf(ending, log), "\n\n", log));
}

} // namespace ld3m::sweeps
