#include "core/training/learner.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/training/rate_schedule.h"

namespace ld3m::training {
namespace {

std::vector<at::Tensor> valuesOf(const tensor::StateDict& state) {
    std::vector<at::Tensor> values;
    for (const auto& [name, tensor] : state.tensors)
        values.push_back(tensor);
    return values;
}

std::shared_ptr<tensor::StateDict> copyOf(const tensor::StateDict& state, const c10::TensorOptions& options,
                                          bool learns) {
    auto copy = std::make_shared<tensor::StateDict>();
    for (const auto& [name, tensor] : state.tensors)
        copy->tensors[name] = tensor.detach().to(options).contiguous().clone().set_requires_grad(learns);
    return copy;
}

void put(tensor::StateDict& file, const char* kind, const tensor::StateDict& weights,
         const std::vector<at::Tensor>& values) {
    std::size_t i = 0;
    for (const auto& [name, tensor] : weights.tensors)
        file.tensors[base::text(kind, ".", name)] = values[i++];
}

std::vector<at::Tensor> get(const tensor::StateDict& file, const char* kind,
                            const tensor::StateDict& weights) {
    std::vector<at::Tensor> values;
    for (const auto& [name, tensor] : weights.tensors) {
        const at::Tensor& value = file.at(base::text(kind, ".", name));
        if (value.sizes() != tensor.sizes())
            throw base::InputError(base::text("The saved ", name, " has shape ", value.sizes(), ", expected ",
                                              tensor.sizes(),
                                              ": the training was saved with other settings."));
        values.push_back(value);
    }
    return values;
}

} // namespace

Learner::Learner(const tensor::StateDict& initial, const settings::OptimiserSettings& optimiser,
                 const c10::TensorOptions& options)
    : m_optimiser(optimiser), m_weights(copyOf(initial, options, true)),
      m_averaged(copyOf(initial, options, false)), m_parameters(valuesOf(*m_weights)),
      m_adamw(m_parameters, {.weight_decay = optimiser.weight_decay}) {}

double Learner::step(const at::Tensor& loss, std::int64_t k) {
    const double rate = rateAt(m_optimiser, k);
    m_adamw.step(torch::autograd::grad({loss}, m_parameters, {}, {}, false, /*allow_unused=*/true), rate);
    const at::NoGradGuard no_graph;
    const double decay =
        std::min(m_optimiser.average, static_cast<double>(1 + k) / static_cast<double>(10 + k));
    std::size_t i = 0;
    for (auto& [name, average] : m_averaged->tensors)
        average.lerp_(m_parameters[i++], 1 - decay);
    return rate;
}

void Learner::save(tensor::StateDict& file) const {
    put(file, "weights", *m_weights, m_parameters);
    put(file, "averaged", *m_weights, valuesOf(*m_averaged));
    put(file, "first", *m_weights, m_adamw.first());
    put(file, "second", *m_weights, m_adamw.second());
    file.tensors["adamw_steps"] = at::tensor(m_adamw.steps(), at::kLong);
}

void Learner::load(const tensor::StateDict& file) {
    const at::NoGradGuard no_graph;
    const std::vector<at::Tensor> weights = get(file, "weights", *m_weights);
    const std::vector<at::Tensor> averaged = get(file, "averaged", *m_weights);
    std::size_t i = 0;
    for (auto& [name, average] : m_averaged->tensors) {
        m_parameters[i].copy_(weights[i]);
        average.copy_(averaged[i]);
        ++i;
    }
    m_adamw.restore(file.at("adamw_steps").item<std::int64_t>(), get(file, "first", *m_weights),
                    get(file, "second", *m_weights));
}

} // namespace ld3m::training
