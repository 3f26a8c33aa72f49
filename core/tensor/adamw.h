// AdamW: Adam with decoupled weight decay.
#pragma once

#include <cstdint>
#include <vector>

#include <ATen/core/Tensor.h>

namespace ld3m::tensor {

struct AdamWRule {
    double beta1 = 0.9;
    double beta2 = 0.99;
    double epsilon = 1e-8;
    double weight_decay = 0;
};

/// At step n:  p -= rate weight_decay p;  m = beta1 m + (1 - beta1) g;  v = beta2 v + (1 - beta2) g^2;
/// p -= rate (m / (1 - beta1^n)) / (sqrt(v / (1 - beta2^n)) + epsilon).
class AdamW {
public:
    AdamW(const std::vector<at::Tensor>& parameters, AdamWRule rule);

    /// Steps the parameters in place, outside any graph. An undefined gradient leaves its parameter as it is.
    void step(const std::vector<at::Tensor>& gradients, double rate);

    std::int64_t steps() const { return m_steps; }
    const std::vector<at::Tensor>& first() const { return m_first; }   ///< m, in the parameters' order
    const std::vector<at::Tensor>& second() const { return m_second; } ///< v
    /// Continues a saved state.
    void restore(std::int64_t steps, const std::vector<at::Tensor>& first,
                 const std::vector<at::Tensor>& second);

private:
    std::vector<at::Tensor> m_parameters;
    AdamWRule m_rule;
    std::int64_t m_steps = 0;
    std::vector<at::Tensor> m_first;
    std::vector<at::Tensor> m_second;
};

} // namespace ld3m::tensor
