// Building and reading a network's parameters in published order.
#pragma once

#include "core/networks/network.h"

namespace ld3m::networks {

enum class Bias { yes, no };

/// A convolution's or linear map's `name`.weight, of which `weight` is the shape (outputs first), and its
/// bias.
void addLearned(std::vector<ParameterSpec>& specs, const std::string& name, std::vector<std::int64_t> weight,
                Bias bias = Bias::yes);

/// A norm's `name`.weight of ones and `name`.bias of zeros.
void addNorm(std::vector<ParameterSpec>& specs, const std::string& name,
             const std::vector<std::int64_t>& extent);

/// Hands out parameters one after the other, as forward passes use them.
class ParameterReader {
public:
    explicit ParameterReader(const Parameters& parameters) : m_next(parameters.data()) {}
    const at::Tensor& next() { return *m_next++; }

private:
    const at::Tensor* m_next;
};

} // namespace ld3m::networks
