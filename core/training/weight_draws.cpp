#include "core/training/weight_draws.h"

#include <cmath>
#include <utility>

#include <ATen/ATen.h>

namespace ld3m::training {

WeightDraws::WeightDraws(tensor::StateDict& state, at::Generator generator, std::string prefix)
    : m_state(&state), m_generator(std::move(generator)), m_prefix(std::move(prefix)) {}

WeightDraws WeightDraws::under(const std::string& name) const {
    return {*m_state, m_generator, m_prefix + name + "."};
}

at::Tensor WeightDraws::uniform(at::IntArrayRef shape, double bound) {
    return at::empty(shape, c10::TensorOptions(c10::kFloat)).uniform_(-bound, bound, m_generator);
}

void WeightDraws::put(const std::string& name, const at::Tensor& tensor) {
    m_state->tensors[m_prefix + name] = tensor;
}

void WeightDraws::conv(const std::string& name, std::int64_t inputs, std::int64_t outputs,
                       std::int64_t kernel) {
    const double bound = 1 / std::sqrt(static_cast<double>(inputs * kernel * kernel));
    put(name + ".weight", uniform({outputs, inputs, kernel, kernel}, bound));
    put(name + ".bias", uniform({outputs}, bound));
}

void WeightDraws::linear(const std::string& name, std::int64_t inputs, std::int64_t outputs, bool bias) {
    const double bound = 1 / std::sqrt(static_cast<double>(inputs));
    put(name + ".weight", uniform({outputs, inputs}, bound));
    if (bias)
        put(name + ".bias", uniform({outputs}, bound));
}

void WeightDraws::zeroConv(const std::string& name, std::int64_t inputs, std::int64_t outputs,
                           std::int64_t kernel) {
    put(name + ".weight", at::zeros({outputs, inputs, kernel, kernel}));
    put(name + ".bias", at::zeros({outputs}));
}

void WeightDraws::norm(const std::string& name, std::int64_t channels) {
    put(name + ".weight", at::ones({channels}));
    put(name + ".bias", at::zeros({channels}));
}

void WeightDraws::embedding(const std::string& name, std::int64_t rows, std::int64_t width) {
    put(name + ".weight", at::randn({rows, width}, m_generator, c10::TensorOptions(c10::kFloat)));
}

void WeightDraws::codebook(const std::string& name, std::int64_t codes, std::int64_t width) {
    put(name + ".weight", uniform({codes, width}, 1 / static_cast<double>(codes)));
}

} // namespace ld3m::training
