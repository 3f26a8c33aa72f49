// Stochastic gradient descent with momentum, one parameter at a time. Its whole state is the velocity.
#pragma once

#include <ATen/core/Tensor.h>

namespace ld3m::tensor {

/// g' = g + weight_decay p;  v = g' at the first step, later momentum v + g';  p -= rate v. No dampening.
struct SgdMomentum {
    at::Tensor velocity; ///< undefined before the first step; saved and restored by its owner

    /// Steps `parameter` in place, outside any graph. An undefined gradient skips the step, momentum
    /// included.
    void step(at::Tensor& parameter, const at::Tensor& gradient, double rate, double momentum,
              double weight_decay = 0);
};

} // namespace ld3m::tensor
