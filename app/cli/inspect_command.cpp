// ld3m inspect: says what a file or folder is.
#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/commands.h"
#include "app/cli/dataset_report.h"
#include "app/cli/job_console.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/checkpoint_report.h"
#include "core/experts/describe_experts.h"
#include "core/files/atomic_file.h"
#include "core/projects/metrics_file.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/projects/stored_evaluations.h"
#include "core/reports/evaluation_choice.h"
#include "core/reports/run_events_json.h"
#include "core/sets/describe_set.h"
#include "core/sets/import_set.h"
#include "core/settings/recipe_file.h"
#include "core/settings/validation.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;

std::string describeRecipe(const settings::Recipe& recipe) {
    const settings::Recipe defaults;
    std::string out;
    for (const settings::Difference& each : settings::difference(defaults, recipe))
        out += base::text("  ", each.key, " = ", settings::toToml(each.after), "\n");
    return out.empty() ? "  all settings at their defaults\n" : out;
}

std::string describeRun(const fs::path& path) {
    const projects::RunFolder run = projects::RunFolder::open(path);
    std::int64_t iterations = 0;
    double lastLoss = 0;
    double seconds = 0;
    for (const reports::Event& event : projects::MetricsReader(run.metricsFile()).readNew())
        if (const auto* report = std::get_if<reports::IterationReport>(&event)) {
            iterations = report->iteration;
            lastLoss = report->loss;
            seconds += report->seconds;
        }
    std::string out =
        base::text("Run ", run.provenance().name, ", made ", run.provenance().created, " by version ",
                   run.provenance().version, " on ", run.provenance().device, "\n", iterations, " of ",
                   run.recipe().distillation.iterations, " iterations");
    if (iterations > 0)
        out += base::text(", last loss ", lastLoss, ", ", seconds / static_cast<double>(iterations),
                          " seconds an iteration");
    out += base::text("\nCheckpoints: ", run.checkpoints().size(), ", image sheets: ", run.sheets().size(),
                      "\n");
    const std::vector<reports::EvaluationTable> tables = projects::storedEvaluations(run);
    for (const reports::EvaluationTable& table : tables)
        out += base::text("Iteration ", table.iteration, ": ", describe(table), "\n");
    if (tables.size() > 1)
        out += reports::lastAndBest(tables) + "\n";
    if (!run.provenance().prior_hash.empty())
        out += base::text("Prior SHA-256: ", run.provenance().prior_hash, "\n");
    return out + "Settings that differ from the defaults:\n" + describeRecipe(run.recipe());
}

std::string describeRecipeFile(const fs::path& file) {
    const settings::Recipe recipe = settings::readRecipe(file);
    std::string out = "Recipe; settings that differ from the defaults:\n" + describeRecipe(recipe);
    for (const std::string& problem : settings::problemsOf(recipe))
        out += "Problem: " + problem + "\n";
    return out;
}

std::string describe(const fs::path& path) {
    if (!fs::exists(path))
        throw base::InputError(base::text(path.string(),
                                          " does not exist: give a dataset, run or project folder, a "
                                          "checkpoint or a recipe."));
    if (projects::RunFolder::isRun(path))
        return describeRun(path);
    if (fs::exists(path / "project.toml")) {
        const projects::Project project = projects::Project::open(path);
        return base::text("Project ", project.name(), ", ", project.runs().size(), " runs\n",
                          describeRecipe(project.recipe()));
    }
    if (experts::looksLikeExperts(path))
        return experts::describeExperts(path);
    if (sets::isSet(path))
        return sets::describeSet(path);
    if (fs::is_directory(path))
        return describeDataset(path);
    if (path.extension() == ".toml")
        return describeRecipeFile(path);
    return diffusion::toText(diffusion::examineCheckpoint(path));
}

} // namespace

void addInspectCommand(CLI::App& app, Action& action) {
    const auto path = std::make_shared<std::string>();
    CLI::App* command =
        app.add_subcommand("inspect", "Say what a dataset, run, project, checkpoint or recipe is");
    command->add_option("path", *path, "File or folder")->required();
    command->callback([path, &action] {
        action = [path] {
            std::cout << describe(*path);
            return kDone;
        };
    });
}

} // namespace ld3m::cli
