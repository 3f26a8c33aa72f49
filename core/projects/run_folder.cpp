#include "core/projects/run_folder.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <ctime>
#include <iomanip>
#include <sstream>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/settings/recipe_file.h"
#include "core/settings/toml_document.h"

namespace ld3m::projects {
namespace {

constexpr const char* kFile = "run.toml";
constexpr const char* kTable = "provenance";

std::filesystem::path cleaned(const std::filesystem::path& folder) {
    const auto path = std::filesystem::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

std::string nowUtc() {
    const std::time_t now = std::time(nullptr);
    std::tm parts = {};
    ::gmtime_r(&now, &parts);
    std::ostringstream out;
    out << std::put_time(&parts, "%Y-%m-%dT%H:%M:%SZ");
    return out.str();
}

void makeAbsolute(std::string& path) {
    if (!path.empty())
        path = std::filesystem::absolute(path).lexically_normal().string();
}

// One list of the table's texts serves writing and reading.
template<typename P, typename Use>
void eachText(P& provenance, Use use) {
    use("name", provenance.name);
    use("version", provenance.version);
    use("created", provenance.created);
    use("device", provenance.device);
    use("prior_hash", provenance.prior_hash);
    use("parent", provenance.parent);
}

std::string toToml(const settings::Recipe& recipe, const Provenance& provenance) {
    std::string table = base::text("\n[", kTable, "]\n");
    eachText(provenance, [&table](const char* key, const std::string& text) {
        table += base::text(key, " = ", settings::toToml(settings::Value(text)), "\n");
    });
    table += base::text("parent_iteration = ", provenance.parent_iteration, "\n");
    std::string toml = settings::toToml(recipe);
    return toml.insert(toml.find('\n') + 1, table);
}

Provenance provenanceOf(const toml::table& document, const std::filesystem::path& file) {
    const toml::table* table = document[kTable].as_table();
    if (!table)
        throw base::InputError(base::text(file.string(), " has no [", kTable,
                                          "] table, so it is a recipe and no run; start it with ld3m run."));
    Provenance provenance;
    eachText(provenance,
             [table](const char* key, std::string& text) { text = (*table)[key].value_or(text); });
    provenance.parent_iteration = (*table)["parent_iteration"].value_or(std::int64_t{0});
    return provenance;
}

std::string numbered(std::int64_t iteration, const char* extension) {
    std::ostringstream out;
    out << std::setw(6) << std::setfill('0') << iteration << extension;
    return out.str();
}

// Files named <digits><extension>; anything else in the folder is none of ours.
std::vector<std::int64_t> iterationsIn(const std::filesystem::path& folder, const char* extension) {
    std::vector<std::int64_t> iterations;
    std::error_code problem;
    for (const auto& entry : std::filesystem::directory_iterator(folder, problem)) {
        const std::string stem = entry.path().stem().string();
        std::int64_t iteration = -1;
        const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), iteration);
        if (entry.path().extension() == extension && error == std::errc() &&
            end == stem.data() + stem.size() && iteration >= 0)
            iterations.push_back(iteration);
    }
    std::sort(iterations.begin(), iterations.end());
    return iterations;
}

} // namespace

RunFolder::RunFolder(std::filesystem::path path, settings::Recipe recipe, Provenance provenance)
    : m_path(std::move(path)), m_recipe(std::move(recipe)), m_provenance(std::move(provenance)) {}

RunFolder RunFolder::create(const std::filesystem::path& folder, const settings::Recipe& recipe,
                            const Provenance& provenance) {
    RunFolder run(cleaned(folder), recipe, provenance);
    if (isRun(run.m_path))
        throw base::InputError(
            base::text(run.m_path.string(), " already holds a run; resume it, or give a new folder."));
    makeAbsolute(run.m_recipe.dataset.path);
    makeAbsolute(run.m_recipe.prior.checkpoint);
    if (run.m_provenance.name.empty())
        run.m_provenance.name = run.id();
    if (run.m_provenance.created.empty())
        run.m_provenance.created = nowUtc();
    try {
        files::writeAtomically(run.m_path / kFile, toToml(run.m_recipe, run.m_provenance));
    } catch (const base::RunError& problem) {
        throw base::InputError(problem.what());
    }
    return run;
}

RunFolder RunFolder::open(const std::filesystem::path& folder) {
    const std::filesystem::path path = cleaned(folder);
    if (!isRun(path))
        throw base::InputError(base::text(path.string(), " is no run: it has no ", kFile,
                                          "; give a folder such as one under runs/."));
    const std::filesystem::path file = path / kFile;
    const std::string text = files::readText(file);
    const settings::Recipe recipe = settings::parseRecipe(text, file.string(), path, {kTable});
    return RunFolder(path, recipe, provenanceOf(settings::parseToml(text, file.string()), file));
}

bool RunFolder::isRun(const std::filesystem::path& folder) {
    std::error_code problem;
    return std::filesystem::is_regular_file(folder / kFile, problem);
}

std::string RunFolder::id() const {
    return m_path.filename().string();
}

std::string RunFolder::name() const {
    return m_provenance.name.empty() ? id() : m_provenance.name;
}

std::filesystem::path RunFolder::metricsFile() const {
    return m_path / "metrics.jsonl";
}
std::filesystem::path RunFolder::lockFile() const {
    return m_path / "run.lock";
}

std::filesystem::path RunFolder::checkpointFile(std::int64_t iteration) const {
    return m_path / "checkpoints" / numbered(iteration, ".safetensors");
}
std::filesystem::path RunFolder::sheetFile(std::int64_t iteration) const {
    return m_path / "images" / numbered(iteration, ".safetensors");
}
std::filesystem::path RunFolder::evaluationFile(std::int64_t iteration) const {
    return m_path / "evaluations" / numbered(iteration, ".json");
}

std::vector<std::int64_t> RunFolder::checkpoints() const {
    return iterationsIn(m_path / "checkpoints", ".safetensors");
}
std::int64_t RunFolder::newestCheckpoint() const {
    const std::vector<std::int64_t> stored = checkpoints();
    if (stored.empty())
        throw base::InputError(
            base::text(m_path.string(), " has no checkpoint yet: let the run reach one first."));
    return stored.back();
}
std::int64_t RunFolder::chosenCheckpoint(std::optional<std::int64_t> wanted) const {
    const std::int64_t chosen = wanted ? *wanted : newestCheckpoint();
    if (!std::filesystem::exists(checkpointFile(chosen)))
        throw base::InputError(base::text(m_path.string(), " has no checkpoint of iteration ", chosen,
                                          "; the nearest are listed by ld3m inspect ", m_path.string(), "."));
    return chosen;
}
std::int64_t RunFolder::nearestCheckpoint(std::int64_t iteration) const {
    std::int64_t nearest = newestCheckpoint();
    for (const std::int64_t stored : checkpoints())
        if (const auto closer = std::abs(stored - iteration), known = std::abs(nearest - iteration);
            closer < known || (closer == known && stored < nearest))
            nearest = stored;
    return nearest;
}
std::vector<std::int64_t> RunFolder::sheets() const {
    return iterationsIn(m_path / "images", ".safetensors");
}
std::vector<std::int64_t> RunFolder::evaluations() const {
    return iterationsIn(m_path / "evaluations", ".json");
}

} // namespace ld3m::projects
