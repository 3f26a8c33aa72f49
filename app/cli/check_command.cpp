// ld3m check: what stands in the way of a run, before it starts.
#include <filesystem>
#include <iostream>
#include <memory>

#include <nlohmann/json.hpp>

#include "app/cli/commands.h"
#include "app/cli/fresh_folder.h"
#include "app/cli/interrupt.h"
#include "app/cli/status_line.h"
#include "core/distillation/preflight.h"
#include "core/jobs/control.h"
#include "core/projects/project.h"
#include "core/settings/recipe_file.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

struct CheckOptions {
    std::string recipe;
    std::vector<std::string> overrides;
    bool json = false;
};

template<typename T>
Json orNull(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

Json toJson(const reports::PreflightReport& report) {
    Json lines = Json::array();
    for (const reports::CheckLine& line : report.lines) {
        Json one = {{"level", reports::nameOf(line.level)},
                    {"subject", line.subject},
                    {"found", line.found},
                    {"fix", line.fix},
                    {"key", line.key}};
        if (line.value)
            one["value"] = std::visit([](const auto& value) { return Json(value); }, *line.value);
        lines.push_back(std::move(one));
    }
    return {{"level", reports::nameOf(report.level())}, {"summary", reports::summaryOf(report)},
            {"classes", orNull(report.classes)},        {"images", orNull(report.images)},
            {"peak_bytes", orNull(report.peak_bytes)},  {"memory_total", report.memory_total},
            {"seconds", orNull(report.seconds)},        {"lines", lines}};
}

int check(const CheckOptions& options) {
    settings::Recipe recipe;
    fs::path runs;
    if (projects::Project::isProject(options.recipe)) {
        const projects::Project project = projects::Project::open(options.recipe);
        recipe = project.recipe();
        runs = project.runsFolder();
    } else {
        recipe = settings::readRecipe(options.recipe);
        runs = freshFolder(options.recipe).parent_path();
    }
    settings::applyOverrides(recipe, options.overrides);
    watchInterrupts();
    StatusLine status;
    jobs::Control control;
    reports::CheckWatch watch;
    watch.checkpoint = [&] {
        if (interrupted())
            control.stop();
        control.checkpoint();
    };
    watch.progress = [&](const reports::Progress& now) { status.show(now.what); };
    try {
        const reports::PreflightReport report = distillation::Preflight().check(recipe, runs, watch);
        status.clear();
        std::cout << (options.json ? toJson(report).dump(2) + "\n" : reports::toText(report)) << std::flush;
        return report.firstProblem() ? kFailed : kDone;
    } catch (const jobs::Stopped&) {
        status.clear();
        return kInterrupted;
    } catch (...) {
        status.clear();
        throw;
    }
}

} // namespace

void addCheckCommand(CLI::App& app, Action& action) {
    const auto options = std::make_shared<CheckOptions>();
    CLI::App* command = app.add_subcommand(
        "check",
        "Say what stands in the way of a run, how much memory and how long it will take; exit code 1 "
        "where there are problems");
    command->add_option("recipe", options->recipe, "Recipe file (.toml) or project folder")->required();
    command
        ->add_option("--set", options->overrides, "KEY=VALUE instead of the recipe's, as in prior.steps=20")
        ->take_all()
        ->allow_extra_args(false);
    command->add_flag("--json", options->json, "One JSON object");
    command->callback([options, &action] { action = [options] { return check(*options); }; });
}

} // namespace ld3m::cli
