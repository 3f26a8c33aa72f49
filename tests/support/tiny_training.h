// The training of a prior small enough for a test: two classes of made-up images at 16 px, a few steps of
// each part.
#pragma once

#include <filesystem>

#include "core/settings/prior_recipe.h"
#include "core/training/train_prior.h"
#include "tests/support/tiny_run.h"

namespace ld3m::tests {

inline settings::PriorRecipe tinyTraining(const std::filesystem::path& dataset) {
    settings::PriorRecipe recipe;
    recipe.dataset.path = dataset.string();
    recipe.dataset.resolution = 16;
    recipe.autoencoder.width = 8;
    recipe.autoencoder.multipliers = {"1", "2"};
    recipe.autoencoder.groups = 4;
    recipe.autoencoder.codes = 16;
    recipe.autoencoder.perceptual = 0.1;
    recipe.autoencoder.restart_every = 3;
    recipe.autoencoder.optimiser.steps = 12;
    recipe.autoencoder.optimiser.batch = 4;
    recipe.diffusion.width = 16;
    recipe.diffusion.multipliers = {"1", "2"};
    recipe.diffusion.head_channels = 8;
    recipe.diffusion.context = 8;
    recipe.diffusion.optimiser.steps = 10;
    recipe.diffusion.optimiser.batch = 6;
    recipe.classifier.width = 8;
    recipe.classifier.optimiser.steps = 6;
    recipe.classifier.optimiser.batch = 4;
    recipe.run.report_every = 2;
    recipe.run.checkpoint_every = 5;
    recipe.run.sheet_every = 6;
    recipe.run.samples = 2;
    recipe.device.kind = settings::DeviceKind::cpu;
    recipe.device.threads = 1;
    return recipe;
}

struct Trained {
    std::vector<reports::Event> events;

    template<typename Kind>
    std::vector<Kind> all() const {
        std::vector<Kind> chosen;
        for (const reports::Event& event : events)
            if (const Kind* kind = std::get_if<Kind>(&event))
                chosen.push_back(*kind);
        return chosen;
    }
    std::vector<reports::TrainingReport> of(const std::string& part) const {
        std::vector<reports::TrainingReport> chosen;
        for (const reports::TrainingReport& report : all<reports::TrainingReport>())
            if (report.part == part)
                chosen.push_back(report);
        return chosen;
    }
    reports::RunState lastState() const { return all<reports::StateChange>().back().state; }
};

inline Trained trainToEnd(const settings::PriorRecipe& recipe, const std::filesystem::path& folder,
                          bool resume = false) {
    jobs::Control control;
    reports::Published published;
    training::trainPrior(recipe, folder, resume, control, published);
    return {published.events.drain()};
}

} // namespace ld3m::tests
