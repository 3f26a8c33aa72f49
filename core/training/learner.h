// Weights that learn: named leaf tensors, their AdamW and their moving average. Networks are built from
// weights() or averaged() and follow every step, because both are changed in place.
#pragma once

#include <memory>

#include "core/settings/training_settings.h"
#include "core/tensor/adamw.h"
#include "core/tensor/state_dict.h"

namespace ld3m::training {

class Learner {
public:
    /// Every tensor of `initial` learns.
    Learner(const tensor::StateDict& initial, const settings::OptimiserSettings& optimiser,
            const c10::TensorOptions& options);

    /// Leaves that require gradients.
    std::shared_ptr<const tensor::StateDict> weights() const { return m_weights; }
    /// Constants: after step k each is decay a + (1 - decay) w, decay = min(average, (1 + k) / (10 + k)).
    std::shared_ptr<const tensor::StateDict> averaged() const { return m_averaged; }

    /// Step k of the training, down the gradient of `loss`. @returns the rate it took
    double step(const at::Tensor& loss, std::int64_t k);

    void save(tensor::StateDict& file) const;
    /// @throws base::InputError when `file` holds another network's.
    void load(const tensor::StateDict& file);

private:
    settings::OptimiserSettings m_optimiser;
    std::shared_ptr<tensor::StateDict> m_weights;
    std::shared_ptr<tensor::StateDict> m_averaged;
    std::vector<at::Tensor> m_parameters; ///< the same leaves, in the order of their names
    tensor::AdamW m_adamw;
};

} // namespace ld3m::training
