// Objectives on a small dataset in memory: three classes of noise, a small network.
#pragma once

#include <ATen/ATen.h>

#include "core/objectives/objective.h"
#include "core/tensor/random.h"

namespace ld3m::tests {

constexpr std::int64_t kClasses = 3;
constexpr std::int64_t kPerClass = 5;
constexpr std::int64_t kSize = 16;

inline data::Dataset noiseDataset(const c10::TensorOptions& options, std::uint64_t seed = 1) {
    const at::Tensor noise =
        tensor::normal({kClasses * kPerClass, 3, kSize, kSize}, seed, at::TensorOptions(at::kFloat));
    const at::Tensor images = (noise * 50 + 128).clamp(0, 255).to(at::kByte);
    return {images,
            {0, kPerClass, 2 * kPerClass, 3 * kPerClass},
            {"a", "b", "c"},
            at::tensor({0.5, 0.45, 0.4}),
            at::tensor({0.2, 0.25, 0.3}),
            options};
}

inline settings::Recipe smallRecipe() {
    settings::Recipe recipe;
    recipe.dataset.resolution = kSize;
    recipe.distillation.seed = 4;
    recipe.objective.real_batch = 3;
    recipe.objective.width = 8;
    recipe.objective.depth = 2;
    return recipe;
}

inline bool same(const objectives::Match& left, const objectives::Match& right) {
    return left.loss == right.loss && left.class_losses == right.class_losses &&
           at::equal(left.gradient_M3HW, right.gradient_M3HW);
}

} // namespace ld3m::tests
