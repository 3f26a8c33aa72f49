// What a scripted run says: values that a test knows in advance.
#pragma once

#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::tests {

/// Two classes, images of 4 x 4 pixels; every pixel is (iteration, 100 label, 50 k).
inline reports::ImageSheet scriptedSheet(std::int64_t iteration, std::int64_t ipc = 2) {
    reports::ImageSheet sheet;
    sheet.iteration = iteration;
    sheet.ipc = ipc;
    sheet.height = 4;
    sheet.width = 4;
    sheet.class_names = {"cat", "dog"};
    std::vector<std::uint8_t> bytes;
    for (int label = 0; label < 2; ++label)
        for (int k = 0; k < int(ipc); ++k)
            for (int pixel = 0; pixel < 16; ++pixel) {
                bytes.push_back(static_cast<std::uint8_t>(iteration));
                bytes.push_back(static_cast<std::uint8_t>(100 * label));
                bytes.push_back(static_cast<std::uint8_t>(50 * k));
            }
    sheet.rgb = std::make_shared<const std::vector<std::uint8_t>>(std::move(bytes));
    return sheet;
}

/// The iteration that the pixels of a scripted sheet were made at; -1 for an empty one.
inline std::int64_t pictured(const reports::ImageSheet& sheet) {
    return sheet.rgb && !sheet.rgb->empty() ? sheet.rgb->front() : -1;
}

/// Loss 12 / i, ||dL/dZ|| 3 / i, ||dL/dc|| 0.5 / i, a quarter of a second of which 0.1 s synthesise.
inline reports::IterationReport scriptedReport(std::int64_t iteration, const settings::Recipe& recipe = {}) {
    const double i = double(iteration);
    reports::IterationReport report;
    report.iteration = iteration;
    report.loss = 12 / i;
    report.class_losses = {8 / i, 4 / i};
    report.latent_grad_norm = 3 / i;
    report.conditioning_grad_norm = 0.5 / i;
    report.latent_rate = recipe.distillation.latent_rate;
    report.conditioning_rate = recipe.distillation.conditioning_rate;
    report.seconds = 0.25;
    report.phases = {0.1, 0.08, 0.06, 0.01};
    return report;
}

/// ConvNet: (40 + i) ± 1 % on the synthetic set, 25 ± 0 % on random real images.
inline reports::EvaluationTable scriptedTable(std::int64_t iteration) {
    const double mean = 0.40 + 0.01 * double(iteration);
    reports::EvaluationTable table;
    table.iteration = iteration;
    table.protocol = "scripted, 2 runs";
    table.rows = {{"synthetic", "convnet", {mean - 0.01, mean + 0.01}, {mean, mean}},
                  {"random real", "convnet", {0.25, 0.25}, {0.25, 0.25}}};
    return table;
}

/// 20 iterations; a sheet every 5, an evaluation and a checkpoint every 10. Names no file that is read.
inline settings::Recipe scriptedRecipe() {
    settings::Recipe recipe;
    recipe.dataset.path = "/data/pets";
    recipe.prior.kind = settings::PriorKind::pixel;
    recipe.distillation.ipc = 2;
    recipe.distillation.iterations = 20;
    recipe.evaluation.every = 10;
    recipe.run.preview_every = 5;
    recipe.run.checkpoint_every = 10;
    return recipe;
}

/// The same with a prior of this kind and five reverse steps; the scripted run reads no checkpoint.
inline settings::Recipe scriptedRecipe(settings::PriorKind kind) {
    settings::Recipe recipe = scriptedRecipe();
    recipe.prior.kind = kind;
    recipe.prior.steps = 5;
    recipe.prior.checkpoint = "some.safetensors";
    return recipe;
}

} // namespace ld3m::tests
