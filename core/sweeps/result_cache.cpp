#include "core/sweeps/result_cache.h"

#include <sstream>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/sweeps/point_status.h"

namespace ld3m::sweeps {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::int64_t timeOf(const fs::path& file) {
    std::error_code missing;
    const auto time = fs::last_write_time(file, missing);
    return missing ? 0 : static_cast<std::int64_t>(time.time_since_epoch().count());
}

std::optional<double> numberIn(const Json& line, const char* key) {
    const auto found = line.find(key);
    return found != line.end() && found->is_number() ? std::optional(found->get<double>()) : std::nullopt;
}

Json toJson(const std::optional<double>& number) {
    return number ? Json(*number) : Json();
}

} // namespace

ResultCache::ResultCache(const SweepFolder& folder) : m_folder(folder) {
    std::error_code missing;
    if (!fs::exists(folder.resultsFile(), missing))
        return;
    try {
        std::istringstream lines(files::readText(folder.resultsFile()));
        for (std::string text; std::getline(lines, text);) {
            const Json line = Json::parse(text);
            Known known{line.at("stamp").get<Stamp>(), {}};
            PointStatus& status = known.status;
            status.id = line.at("id").get<std::string>();
            status.state = PointState::finished;
            status.iteration = line.at("iteration").get<std::int64_t>();
            status.iterations = line.at("iterations").get<std::int64_t>();
            status.loss = numberIn(line, "loss");
            status.accuracy = numberIn(line, "accuracy");
            status.accuracy_deviation = numberIn(line, "accuracy_deviation");
            status.seconds = numberIn(line, "seconds").value_or(0);
            status.iteration_seconds = numberIn(line, "iteration_seconds");
            status.host_memory = line.at("host_memory").get<std::int64_t>();
            status.device_memory = line.at("device_memory").get<std::int64_t>();
            m_known.insert_or_assign(status.id, std::move(known));
        }
    } catch (const std::exception&) {
        m_known.clear(); // whatever stands there: the runs say it anew
    }
}

std::string ResultCache::toLine(const Known& known) {
    const PointStatus& status = known.status;
    return Json{{"id", status.id},
                {"stamp", known.stamp},
                {"iteration", status.iteration},
                {"iterations", status.iterations},
                {"loss", toJson(status.loss)},
                {"accuracy", toJson(status.accuracy)},
                {"accuracy_deviation", toJson(status.accuracy_deviation)},
                {"seconds", status.seconds},
                {"iteration_seconds", toJson(status.iteration_seconds)},
                {"host_memory", status.host_memory},
                {"device_memory", status.device_memory}}
        .dump();
}

ResultCache::Stamp ResultCache::stampOf(const std::string& id) const {
    const fs::path run = m_folder.runFolder(id);
    std::error_code missing;
    const auto size = fs::file_size(run / "metrics.jsonl", missing);
    return {missing ? -1 : static_cast<std::int64_t>(size), timeOf(run / "metrics.jsonl"),
            timeOf(run / "evaluations"), timeOf(run / "run.toml")};
}

PointStatus ResultCache::read(const SweepPoint& point) {
    const auto known = m_known.find(point.id);
    const Stamp stamp = stampOf(point.id); // before it is read: what comes in between is read again
    if (known != m_known.end() && known->second.stamp == stamp && stamp[0] >= 0)
        return known->second.status;
    PointStatus status = pointStatus(m_folder, point);
    if (status.state == PointState::finished) {
        m_known.insert_or_assign(point.id, Known{stamp, status});
        ++m_unsaved;
    }
    return status;
}

void ResultCache::save() {
    if (m_unsaved == 0)
        return;
    std::string text;
    for (const auto& [id, known] : m_known)
        text += toLine(known) + '\n';
    try {
        files::writeAtomically(m_folder.resultsFile(), text);
    } catch (const base::RunError&) {
        // A folder of somebody else, or a full disk: next time the runs are read.
    }
    m_unsaved = 0;
}

} // namespace ld3m::sweeps
