#include "app/bench/bench_options.h"

#include <iostream>
#include <vector>

#include <CLI/CLI.hpp>

#include "core/base/bundled.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "generated/version.h"

namespace ld3m::bench {
namespace {

struct SettingOption {
    const char* option;
    const char* setting; ///< that it is another word for
    const char* value;   ///< the benchmark's default
    const char* help;
};

constexpr SettingOption kSettings[] = {
    {"--steps", "prior.steps", "10", "Reverse steps T"},
    {"--guidance", "prior.guidance", "3", "Guidance scale; 1 skips the unconditional half"},
    {"--memory", "prior.memory", "automatic", "automatic, keep, per_step or two_pass"},
    {"--ipc", "distillation.ipc", "1", "Synthetic images per class"},
    {"--resolution", "dataset.resolution", "32", "Side of the images"},
    {"--real", "objective.real_batch", "64", "Real images per class and iteration"},
    {"--width", "objective.width", "64", "Width of the ConvNet"},
    {"--precision", "device.precision", "fp32", "fp32 or fp64"},
    {"--device", "device.kind", "automatic", "automatic, cpu or cuda"},
    {"--threads", "device.threads", "0", "Threads on the CPU; 0: all cores"},
};

std::filesystem::path bundledPrior() {
    const std::filesystem::path prior = base::bundledFile("resources/priors/cifar10-small.safetensors");
    if (prior.empty())
        throw base::InputError("The bundled prior is not beside this program: name one with --checkpoint, or "
                               "take a published structure with --structure cin256-v2.");
    return prior;
}

void requireAtLeastOne(const char* option, std::int64_t value) {
    if (value < 1)
        throw base::InputError(base::text(option, " ", value, " measures nothing: give 1 or more."));
}

} // namespace

std::optional<BenchOptions> readOptions(int argc, const char* const* argv) {
    BenchOptions options;
    CLI::App app("Times one LD3M iteration phase by phase, on random images: no dataset is needed.");
    app.set_version_flag("--version", std::string("ld3m-bench ") + kVersion);
    std::vector<std::string> values;
    for (const SettingOption& each : kSettings)
        values.emplace_back(each.value);
    for (std::size_t i = 0; i < std::size(kSettings); ++i)
        app.add_option(kSettings[i].option, values[i], kSettings[i].help)->capture_default_str();
    app.add_option("--classes", options.classes, "Classes")->capture_default_str();
    app.add_option("--iterations", options.iterations, "Iterations to measure, after a first one to warm up")
        ->capture_default_str();
    app.add_option("--checkpoint", options.checkpoint, "Prior (default: the bundled one)");
    app.add_option("--structure", options.structure,
                   "Published structure with random weights: cin256-v2, cin, ...");
    app.add_option("--keys", options.keys,
                   "List of tensors with random weights: a line each, \"name [2, 3]\"");
    app.add_flag("--trajectories", options.trajectories,
                 "Memory of trajectory matching by student steps, in place of an iteration");
    app.add_flag("--json", options.json, "One JSON object on standard output");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() != 0)
            throw base::InputError(base::text(problem.what(), "; ld3m-bench --help lists the options."));
        app.exit(problem);
        return std::nullopt;
    }

    for (std::size_t i = 0; i < std::size(kSettings); ++i)
        settings::applyOverride(options.recipe, base::text(kSettings[i].setting, "=", values[i]));
    requireAtLeastOne("--classes", options.classes);
    requireAtLeastOne("--iterations", options.iterations);
    const int models = !options.checkpoint.empty() + !options.structure.empty() + !options.keys.empty();
    if (models > 1)
        throw base::InputError("--checkpoint, --structure and --keys each name a model: give one of them.");
    if (models == 0 && !options.trajectories)
        options.checkpoint = bundledPrior();
    return options;
}

} // namespace ld3m::bench
