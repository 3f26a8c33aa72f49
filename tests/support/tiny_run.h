// A whole run small enough for a test: two classes of made-up images and, where wanted, the bundled prior.
#pragma once

#include <cmath>
#include <filesystem>

#include "core/images/image_file.h"
#include "core/settings/recipe.h"

namespace ld3m::tests {

/// Writes train/ and test/ with two classes that differ in colour and stripes; `count` images each.
inline void writeTinyDataset(const std::filesystem::path& folder, int count = 6, int side = 16) {
    for (const char* split : {"train", "test"})
        for (int label = 0; label < 2; ++label)
            for (int k = 0; k < count; ++k) {
                images::Rgb8 image;
                image.height = side;
                image.width = side;
                for (int row = 0; row < side; ++row)
                    for (int column = 0; column < side; ++column) {
                        const int stripe = label == 0 ? row : column;
                        const double wave =
                            0.5 + 0.4 * std::sin(0.9 * stripe + k + (split[1] == 'e' ? 0.5 : 0.0));
                        image.bytes.push_back(static_cast<std::uint8_t>(255 * wave));
                        image.bytes.push_back(
                            static_cast<std::uint8_t>(label == 0 ? 200 - 3 * k : 40 + 3 * row));
                        image.bytes.push_back(
                            static_cast<std::uint8_t>(label == 0 ? 40 + 2 * column : 190 - k));
                    }
                const auto file =
                    folder / split / (label == 0 ? "rows" : "columns") / (std::to_string(k) + ".png");
                std::filesystem::create_directories(file.parent_path());
                images::writePng(file, image);
            }
}

/// Pixel prior, four iterations, everything small. Change what the test is about.
inline settings::Recipe tinyRecipe(const std::filesystem::path& dataset) {
    settings::Recipe recipe;
    recipe.dataset.path = dataset.string();
    recipe.dataset.resolution = 16;
    recipe.prior.kind = settings::PriorKind::pixel;
    recipe.distillation.iterations = 4;
    recipe.distillation.latent_rate = 0.5;
    recipe.objective.real_batch = 4;
    recipe.objective.width = 8;
    recipe.objective.depth = 2;
    recipe.evaluation.runs = 2;
    recipe.evaluation.epochs = 4;
    recipe.evaluation.width = 8;
    recipe.run.checkpoint_every = 2;
    recipe.run.preview_every = 1;
    recipe.device.kind = settings::DeviceKind::cpu;
    recipe.device.threads = 2;
    return recipe;
}

/// The same through the bundled latent diffusion prior, at its native 32 px.
inline settings::Recipe tinyDiffusionRecipe(const std::filesystem::path& dataset) {
    settings::Recipe recipe = tinyRecipe(dataset);
    recipe.dataset.resolution = 32;
    recipe.prior.kind = settings::PriorKind::latent_diffusion;
    recipe.prior.checkpoint =
        (std::filesystem::path(LD3M_SOURCE_FOLDER) / "resources/priors/cifar10-small.safetensors").string();
    recipe.prior.steps = 2;
    return recipe;
}

} // namespace ld3m::tests
