#include "core/distillation/earlier_runs.h"

#include <algorithm>
#include <set>
#include <vector>

#include "core/base/error.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"

namespace ld3m::distillation {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLooked = 12; ///< newest runs whose settings are read
constexpr std::size_t kTail = 50;   ///< newest iterations that count
constexpr std::size_t kFewest = 2;

/// What may differ without an iteration costing more or less.
const std::set<std::string> kSteering = {"prior.steps",
                                         "prior.residual_curve",
                                         "prior.residual_points",
                                         "prior.encoder_input",
                                         "prior.generated_mean",
                                         "prior.weights",
                                         "dataset.skip_broken",
                                         "dataset.normalisation",
                                         "distillation.iterations",
                                         "distillation.seed",
                                         "distillation.latent_rate",
                                         "distillation.conditioning_rate",
                                         "distillation.momentum",
                                         "distillation.init",
                                         "distillation.initial_draw",
                                         "objective.network_rate",
                                         "objective.student_rate",
                                         "objective.student_rate_rate",
                                         "objective.max_start_epoch",
                                         "objective.expert_epochs"};

bool costs(const std::string& key) {
    return !kSteering.contains(key) && !key.starts_with("run.") && !key.starts_with("evaluation.");
}

bool evaluateAlike(const settings::Recipe& one, const settings::Recipe& other) {
    return std::ranges::none_of(settings::difference(one, other), [](const settings::Difference& each) {
        return each.key.starts_with("evaluation.") && each.key != "evaluation.every";
    });
}

template<typename T>
T medianOf(std::vector<T> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

/// Newest first.
std::vector<fs::path> runsIn(const fs::path& folder) {
    std::vector<std::pair<fs::file_time_type, fs::path>> found;
    std::error_code none;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, none))
        if (projects::RunFolder::isRun(entry.path()))
            found.emplace_back(fs::last_write_time(entry.path() / "run.toml", none), entry.path());
    std::ranges::sort(found, std::greater<>());
    std::vector<fs::path> runs;
    for (std::size_t i = 0; i < std::min(kLooked, found.size()); ++i)
        runs.push_back(found[i].second);
    return runs;
}

struct Measured {
    std::vector<reports::IterationReport> reports; ///< since the last change of a setting that costs
    std::vector<double> evaluations;
    std::int64_t steps = 0;
    bool alike = true; ///< as the run was edited while it was on
};

Measured measuredIn(const projects::RunFolder& run) {
    Measured measured;
    measured.steps = run.recipe().prior.steps;
    for (const reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew()) {
        if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
            measured.reports.push_back(*report);
        } else if (const auto* table = std::get_if<reports::EvaluationTable>(&event)) {
            measured.evaluations.push_back(table->seconds);
        } else if (const auto* change = std::get_if<reports::SettingChange>(&event)) {
            const auto* steps = std::get_if<std::int64_t>(&change->after);
            if (change->key == "prior.steps" && steps) {
                measured.steps = *steps;
                measured.reports.clear();
            } else if (costs(change->key)) {
                measured.alike = false;
            }
        }
    }
    return measured;
}

EarlierPace paceOf(const projects::RunFolder& run, const Measured& measured, const settings::Recipe& recipe) {
    const std::size_t count = std::min(kTail, measured.reports.size());
    const double ratio = recipe.prior.kind == settings::PriorKind::latent_diffusion
                             ? static_cast<double>(recipe.prior.steps) / static_cast<double>(measured.steps)
                             : 1;
    std::vector<double> seconds;
    for (std::size_t i = measured.reports.size() - count; i < measured.reports.size(); ++i) {
        const reports::IterationReport& report = measured.reports[i];
        const double stepped = report.phases.synthesize + report.phases.pull_back;
        seconds.push_back(report.seconds + (ratio - 1) * stepped);
    }
    const bool evaluated = !measured.evaluations.empty() && evaluateAlike(recipe, run.recipe());
    return {.run = run.provenance().name,
            .seconds = medianOf(seconds),
            .steps = measured.steps,
            .iterations = static_cast<std::int64_t>(count),
            .evaluation_seconds = evaluated ? medianOf(measured.evaluations) : 0};
}

} // namespace

bool costsAlike(const settings::Recipe& one, const settings::Recipe& other) {
    return std::ranges::none_of(settings::difference(one, other),
                                [](const settings::Difference& each) { return costs(each.key); });
}

std::optional<EarlierPace> earlierPace(const settings::Recipe& recipe, const std::string& device,
                                       const fs::path& runs) {
    for (const fs::path& folder : runsIn(runs)) {
        try {
            const projects::RunFolder run = projects::RunFolder::open(folder);
            if (run.provenance().device != device || !costsAlike(recipe, run.recipe()))
                continue;
            if (const Measured measured = measuredIn(run);
                measured.alike && measured.reports.size() >= kFewest)
                return paceOf(run, measured, recipe);
        } catch (const base::InputError&) {
            continue; // a run that cannot be read tells nothing
        }
    }
    return {};
}

} // namespace ld3m::distillation
