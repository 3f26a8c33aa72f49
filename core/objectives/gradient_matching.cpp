#include "core/objectives/gradient_matching.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/base/seeds.h"
#include "core/tensor/random.h"
#include "core/tensor/cores.h"

namespace ld3m::objectives {

GradientMatching::GradientMatching(const settings::Recipe& recipe, const data::Dataset& real,
                                   const c10::TensorOptions& options)
    : m_settings(recipe.objective), m_strategies(data::strategiesNamed(recipe.objective.augmentation)),
      m_seed(static_cast<std::uint64_t>(recipe.distillation.seed)), m_real(real), m_options(options),
      m_network(networks::makeNetwork(recipe.objective.network, {.resolution = recipe.dataset.resolution,
                                                                 .classes = real.classes(),
                                                                 .width = recipe.objective.width,
                                                                 .depth = recipe.objective.depth,
                                                                 .norm = recipe.objective.norm})) {}

void GradientMatching::apply(const settings::ObjectiveSettings& objective) {
    m_settings.real_batch = objective.real_batch;
}

ClassMatch GradientMatching::matchOne(const MatchingRule& rule, const at::Tensor& images_K3HW,
                                      std::int64_t iteration, std::int64_t label) const {
    const auto augment =
        [this, seed = base::streamSeed(m_seed, "augmentation", iteration, label)](const at::Tensor& x_B3HW) {
            return data::augmentSiamese(x_B3HW, m_strategies, seed);
        };
    const auto chosen = tensor::sample(m_settings.real_batch, m_real.classSize(label),
                                       base::streamSeed(m_seed, "batch", iteration, label));
    const auto real = realGradient(rule, augment(m_real.batch(label, chosen)), label);
    return matchClass(rule, real, images_K3HW, label, augment);
}

Match GradientMatching::match(const at::Tensor& images_M3HW, std::int64_t iteration,
                              const std::function<void()>& checkpoint) {
    at::Generator generator = tensor::generator(base::streamSeed(m_seed, "network", iteration));
    const networks::Parameters parameters =
        matchingLeaves(networks::initialise(*m_network, generator, m_options), m_settings.distance);
    const MatchingRule rule{*m_network, parameters, m_settings.distance, m_settings.real_gradient};

    // Classes are independent: on the CPU each core takes whole ones, which spares every operator its fork
    // and join.
    const std::int64_t classes = m_real.classes();
    const std::vector<at::Tensor> images = images_M3HW.chunk(classes);
    const std::int64_t atOnce = images_M3HW.is_cpu() ? at::get_num_threads() : 1;
    std::vector<ClassMatch> matches(static_cast<std::size_t>(classes));
    for (std::int64_t first = 0; first < classes; first += atOnce) {
        checkpoint();
        tensor::sideBySide(std::min(atOnce, classes - first), [&](std::int64_t offset) {
            const std::int64_t label = first + offset;
            matches[label] = matchOne(rule, images[label], iteration, label);
        });
    }

    std::vector<at::Tensor> losses, gradients;
    for (const ClassMatch& one : matches) {
        losses.push_back(one.loss);
        gradients.push_back(one.gradient_BCHW);
    }
    const at::Tensor losses_C = at::stack(losses).to(at::kCPU, at::kDouble);
    const auto* values = losses_C.const_data_ptr<double>();
    return {losses_C.sum().item<double>(), {values, values + classes}, at::cat(gradients)};
}

} // namespace ld3m::objectives
