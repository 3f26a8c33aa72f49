#include "core/sweeps/sweep_folder.h"

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"
#include "core/sweeps/plan_file.h"

namespace ld3m::sweeps {
namespace {

namespace fs = std::filesystem;

constexpr const char* kPlan = "sweep.toml";
constexpr const char* kRecipe = "recipe.toml";

fs::path cleaned(const fs::path& folder) {
    const fs::path path = fs::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

/// What all points have in common, for the project that the folder is as well.
settings::Recipe commonRecipe(const SweepPlan& plan) {
    settings::Recipe recipe = plan.recipe;
    const auto fields = settings::fieldsOf(recipe);
    for (const bool presets : {true, false})
        for (const projects::Change& change : plan.set)
            if (const settings::Field& field = settings::fieldNamed(fields, change.key);
                field.about().preset == presets)
                field.set(change.value);
    return recipe;
}

/// Runs in `folder` that were made with other settings than the plan's point of that name, a sentence each.
std::vector<std::string> strangersAmong(const SweepFolder& folder) {
    std::vector<std::string> sentences;
    for (const SweepPoint& point : folder.points()) {
        const fs::path run = folder.runFolder(point.id);
        if (!projects::RunFolder::isRun(run))
            continue;
        const auto different = settings::difference(point.recipe, projects::RunFolder::open(run).recipe());
        if (!different.empty())
            sentences.push_back(base::text(run.string(), " was made with ", different.front().key, " = ",
                                           settings::toText(different.front().after), ", not ",
                                           settings::toText(different.front().before),
                                           ": move it away, or give another --into folder."));
    }
    return sentences;
}

} // namespace

SweepFolder::SweepFolder(fs::path path, SweepPlan plan, std::vector<SweepPoint> points)
    : m_path(std::move(path)), m_plan(std::move(plan)), m_points(std::move(points)) {
    for (std::size_t place = 0; place < m_points.size(); ++place)
        m_places.emplace(m_points[place].id, place);
}

SweepFolder SweepFolder::create(const fs::path& folder, const SweepPlan& plan) {
    const SweepFolder sweep(cleaned(folder), plan, soundPointsOf(plan));
    if (fs::exists(sweep.m_path / kPlan))
        throw base::InputError(
            base::text(sweep.m_path.string(), " already holds a ", kPlan, ": give another folder."));
    sweep.write();
    return sweep;
}

SweepFolder SweepFolder::open(const fs::path& folder) {
    const fs::path path = cleaned(folder);
    if (!isSweep(path))
        throw base::InputError(base::text(path.string(), " is no sweep: it has no ", kPlan, " with its ",
                                          kRecipe, "; make one with ld3m sweep SWEEP.toml --into ",
                                          folder.string(), "."));
    SweepPlan plan = readPlan(path / kPlan);
    std::vector<SweepPoint> points = soundPointsOf(plan);
    return SweepFolder(path, std::move(plan), std::move(points));
}

SweepFolder SweepFolder::createOrOpen(const fs::path& folder, const SweepPlan& plan, bool replace) {
    if (!isSweep(folder))
        return create(folder, plan);
    const SweepFolder there = open(folder);
    const std::vector<std::string> changed = differenceOf(there.plan(), plan);
    if (changed.empty())
        return there;
    if (!replace)
        throw base::InputError(base::text(
            there.path().string(), " holds a sweep of another plan (changed: ", base::join(changed, ", "),
            "): give another --into folder, or --force to run the new plan there; "
            "runs of points that stay are kept."));
    const SweepFolder sweep(there.path(), plan, soundPointsOf(plan));
    if (const auto strangers = strangersAmong(sweep); !strangers.empty())
        throw base::InputError(base::join(strangers, "\n"));
    sweep.write();
    // What failed may have failed for what the plan changed.
    fs::remove_all(sweep.m_path / "failed");
    return sweep;
}

bool SweepFolder::isSweep(const fs::path& folder) {
    std::error_code problem;
    return fs::is_regular_file(folder / kPlan, problem) && fs::is_regular_file(folder / kRecipe, problem);
}

void SweepFolder::write() const {
    try {
        files::writeAtomically(m_path / kRecipe, settings::toToml(m_plan.recipe));
        if (!projects::Project::isProject(m_path))
            projects::Project::create(m_path, m_plan.name, commonRecipe(m_plan));
        files::writeAtomically(m_path / kPlan, toToml(m_plan, kRecipe));
    } catch (const base::RunError& problem) {
        throw base::InputError(problem.what());
    }
}

fs::path SweepFolder::runFolder(const std::string& id) const {
    return m_path / "runs" / id;
}
fs::path SweepFolder::recipeFile(const std::string& id) const {
    return m_path / "recipes" / (id + ".toml");
}
fs::path SweepFolder::logFile(const std::string& id) const {
    return m_path / "logs" / (id + ".log");
}
fs::path SweepFolder::failureFile(const std::string& id) const {
    return m_path / "failed" / (id + ".txt");
}
fs::path SweepFolder::lockFile() const {
    return m_path / "sweep.lock";
}
fs::path SweepFolder::resultsFile() const {
    return m_path / "finished.jsonl";
}
fs::path SweepFolder::arrangementFile() const {
    return m_path / "order.toml";
}

std::vector<std::string> SweepFolder::ids() const {
    std::vector<std::string> ids;
    for (const SweepPoint& point : m_points)
        ids.push_back(point.id);
    return ids;
}

const SweepPoint& SweepFolder::point(const std::string& id) const {
    return m_points[m_places.at(id)];
}

std::optional<std::string> SweepFolder::failure(const std::string& id) const {
    std::error_code problem;
    if (!fs::exists(failureFile(id), problem))
        return std::nullopt;
    const std::string text = files::readText(failureFile(id));
    return text.substr(0, text.find('\n'));
}

} // namespace ld3m::sweeps
