// Fresh layers with PyTorch's default initialisation, added to a state dict by name.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Generator.h>

#include "core/tensor/state_dict.h"

namespace ld3m::training {

class WeightDraws {
public:
    /// Layers go to `state` under "prefix.".
    WeightDraws(tensor::StateDict& state, at::Generator generator, std::string prefix = {});
    WeightDraws under(const std::string& name) const;

    /// Weights and bias uniform in +-1/sqrt(fan_in).
    void conv(const std::string& name, std::int64_t inputs, std::int64_t outputs, std::int64_t kernel);
    void linear(const std::string& name, std::int64_t inputs, std::int64_t outputs, bool bias = true);
    /// The convolution that a residual branch ends with: all zero, so that the block starts as the identity.
    void zeroConv(const std::string& name, std::int64_t inputs, std::int64_t outputs, std::int64_t kernel);
    /// Weight 1, bias 0.
    void norm(const std::string& name, std::int64_t channels);
    /// Standard normal rows, [rows, width].
    void embedding(const std::string& name, std::int64_t rows, std::int64_t width);
    /// Uniform in +-1/codes, [codes, width].
    void codebook(const std::string& name, std::int64_t codes, std::int64_t width);

private:
    at::Tensor uniform(at::IntArrayRef shape, double bound);
    void put(const std::string& name, const at::Tensor& tensor);

    tensor::StateDict* m_state;
    at::Generator m_generator;
    std::string m_prefix; ///< empty or ending in "."
};

} // namespace ld3m::training
