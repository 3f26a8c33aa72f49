#include "core/diffusion/segment.h"

#include <ATen/TensorOperators.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace ld3m::diffusion {

Segment::Segment(const Function& function, const std::vector<at::Tensor>& inputs) {
    for (const at::Tensor& input : inputs)
        m_inputs.push_back(input.defined() ? input.detach().requires_grad_(true) : input);
    const at::AutoGradMode graph(true);
    m_result = function(m_inputs);
}

at::Tensor Segment::value() const {
    return m_result.detach();
}

std::vector<at::Tensor> Segment::pullBack(const at::Tensor& gradient) {
    std::vector<at::Tensor> defined;
    for (const at::Tensor& input : m_inputs)
        if (input.defined())
            defined.push_back(input);
    const std::vector<at::Tensor> found =
        torch::autograd::grad({m_result}, defined, {gradient}, /*retain_graph=*/false, /*create_graph=*/false,
                              /*allow_unused=*/true);
    m_result = at::Tensor();
    std::vector<at::Tensor> gradients;
    std::size_t next = 0;
    for (const at::Tensor& input : m_inputs)
        gradients.push_back(input.defined() ? found[next++] : at::Tensor());
    return gradients;
}

at::Tensor accumulated(const at::Tensor& total, const at::Tensor& part) {
    if (!part.defined())
        return total;
    return total.defined() ? total + part : part;
}

} // namespace ld3m::diffusion
