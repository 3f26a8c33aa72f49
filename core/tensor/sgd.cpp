#include "core/tensor/sgd.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

namespace ld3m::tensor {

void SgdMomentum::step(at::Tensor& parameter, const at::Tensor& gradient, double rate, double momentum,
                       double weight_decay) {
    if (!gradient.defined())
        return;
    const at::NoGradGuard noGraph;
    if (!velocity.defined())
        velocity = gradient.detach().clone();
    else
        velocity.mul_(momentum).add_(gradient);
    if (weight_decay != 0)
        velocity.add_(parameter, weight_decay);
    parameter.sub_(velocity, rate);
}

} // namespace ld3m::tensor
