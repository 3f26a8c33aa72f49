#include "core/objectives/distribution_matching.h"

#include <ATen/core/Tensor.h>

#include "core/base/seeds.h"
#include "core/objectives/class_by_class.h"
#include "core/objectives/feature_match.h"
#include "core/objectives/matching_network.h"
#include "core/tensor/random.h"

namespace ld3m::objectives {

DistributionMatching::DistributionMatching(const settings::Recipe& recipe, const data::Dataset& real,
                                           const c10::TensorOptions& options)
    : m_settings(recipe.objective), m_strategies(data::strategiesNamed(recipe.objective.augmentation)),
      m_seed(static_cast<std::uint64_t>(recipe.distillation.seed)), m_real(real), m_options(options),
      m_network(matchingNetwork(recipe, real.classes())) {}

void DistributionMatching::apply(const settings::ObjectiveSettings& objective) {
    m_settings.real_batch = objective.real_batch;
}

ClassMatch DistributionMatching::matchOne(const networks::Parameters& parameters,
                                          const at::Tensor& images_K3HW, std::int64_t iteration,
                                          std::int64_t label) const {
    const auto augment =
        [this, seed = base::streamSeed(m_seed, "augmentation", iteration, label)](const at::Tensor& x_B3HW) {
            return data::augmentSiamese(x_B3HW, m_strategies, seed);
        };
    const auto chosen = tensor::sample(m_settings.real_batch, m_real.classSize(label),
                                       base::streamSeed(m_seed, "batch", iteration, label));
    at::Generator dropout = tensor::generator(base::streamSeed(m_seed, "dropout", iteration, label));
    const at::Tensor real_F =
        meanFeatures(*m_network, parameters, augment(m_real.batch(label, chosen)), &dropout);
    return matchFeatures(*m_network, parameters, real_F, images_K3HW, augment, &dropout);
}

Match DistributionMatching::match(const at::Tensor& images_M3HW, const Turn& turn,
                                  const std::function<void()>& checkpoint) {
    at::Generator generator = tensor::generator(base::streamSeed(m_seed, "network", turn.iteration));
    const networks::Parameters parameters = networks::initialise(*m_network, generator, m_options);
    return matchByClass(images_M3HW, m_real.classes(), checkpoint,
                        [&](std::int64_t label, const at::Tensor& images_K3HW) {
                            return matchOne(parameters, images_K3HW, turn.iteration, label);
                        });
}

} // namespace ld3m::objectives
