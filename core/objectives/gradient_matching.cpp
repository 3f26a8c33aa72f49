#include "core/objectives/gradient_matching.h"

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/objectives/class_by_class.h"
#include "core/objectives/inner_epoch.h"
#include "core/objectives/matching_network.h"
#include "core/tensor/random.h"

namespace ld3m::objectives {

GradientMatching::GradientMatching(const settings::Recipe& recipe, const data::Dataset& real,
                                   const c10::TensorOptions& options)
    : m_settings(recipe.objective), m_strategies(data::strategiesNamed(recipe.objective.augmentation)),
      m_seed(static_cast<std::uint64_t>(recipe.distillation.seed)), m_real(real), m_options(options),
      m_network(matchingNetwork(recipe, real.classes())),
      m_loops(matchingLoops(recipe.objective, recipe.distillation.ipc)) {}

void GradientMatching::apply(const settings::ObjectiveSettings& objective) {
    m_settings.real_batch = objective.real_batch;
}

ClassMatch GradientMatching::matchOne(const MatchingRule& rule, const at::Tensor& images_K3HW,
                                      const Turn& turn, std::int64_t label) const {
    const std::int64_t index = turn.outer * m_real.classes() + label;
    const auto augment = [this, seed = base::streamSeed(m_seed, "augmentation", turn.iteration, index)](
                             const at::Tensor& x_B3HW) {
        return data::augmentSiamese(x_B3HW, m_strategies, seed);
    };
    const auto chosen = tensor::sample(m_settings.real_batch, m_real.classSize(label),
                                       base::streamSeed(m_seed, "batch", turn.iteration, index));
    at::Generator dropout = tensor::generator(base::streamSeed(m_seed, "dropout", turn.iteration, index));
    MatchingRule training = rule;
    training.dropout = &dropout;
    const auto real = realGradient(training, augment(m_real.batch(label, chosen)), label);
    return matchClass(training, real, images_K3HW, label, augment);
}

Match GradientMatching::match(const at::Tensor& images_M3HW, const Turn& turn,
                              const std::function<void()>& checkpoint) {
    if (turn.outer == 0) {
        at::Generator generator = tensor::generator(base::streamSeed(m_seed, "network", turn.iteration));
        m_parameters = networks::initialise(*m_network, generator, m_options);
    }
    const networks::Parameters leaves = matchingLeaves(m_parameters, m_settings.distance);
    const MatchingRule rule{*m_network, leaves, m_settings.distance, m_settings.real_gradient};
    return matchByClass(images_M3HW, m_real.classes(), checkpoint,
                        [&](std::int64_t label, const at::Tensor& images_K3HW) {
                            return matchOne(rule, images_K3HW, turn, label);
                        });
}

void GradientMatching::between(const at::Tensor& images_M3HW, const Turn& turn,
                               const std::function<void()>& checkpoint) {
    const std::int64_t count = images_M3HW.size(0);
    const auto options = m_options.dtype(at::kLong);
    const at::Tensor labels_M =
        at::arange(m_real.classes(), options).repeat_interleave(count / m_real.classes());
    for (std::int64_t epoch = 0; epoch < m_loops.inner; ++epoch) {
        checkpoint();
        const std::int64_t index = turn.outer * m_loops.inner + epoch;
        const auto order =
            tensor::sample(count, count, base::streamSeed(m_seed, "inner order", turn.iteration, index));
        at::Generator draws =
            tensor::generator(base::streamSeed(m_seed, "inner augmentation", turn.iteration, index));
        trainEpoch(*m_network, m_parameters, images_M3HW, labels_M,
                   {.order_M = at::tensor(order, at::kLong).to(options),
                    .batch = m_settings.network_batch,
                    .rate = m_settings.network_rate,
                    .dropout = &draws,
                    .augment = [&](const at::Tensor& x_B3HW) {
                        return data::augmentEach(x_B3HW, m_strategies, draws);
                    }});
    }
}

} // namespace ld3m::objectives
