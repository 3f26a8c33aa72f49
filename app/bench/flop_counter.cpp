#include "app/bench/flop_counter.h"

#include <atomic>
#include <memory>
#include <string_view>
#include <vector>

#include <ATen/core/ivalue.h>
#include <ATen/record_function.h>

namespace ld3m::bench {
namespace {

std::atomic<std::int64_t> counted = 0;
/// Operators that are counted may be made of others that would be counted as well.
thread_local int within = 0;

struct Inside : at::ObserverContext {};

std::int64_t positions(const at::Tensor& x) {
    return x.numel() / (x.size(0) * x.size(1));
}

/// Positions of a convolution's result for one image: x [B, C, ...], weight [O, I, ...].
std::int64_t resultPositions(c10::ArrayRef<const c10::IValue> inputs) {
    const at::Tensor x = inputs[0].toTensor(), weight = inputs[1].toTensor();
    const auto stride = inputs[3].toIntVector(), padding = inputs[4].toIntVector(),
               dilation = inputs[5].toIntVector();
    std::int64_t count = 1;
    for (std::int64_t d = 2; d < x.dim(); ++d) {
        const auto k = static_cast<std::size_t>(d - 2);
        const auto of = [k](const std::vector<std::int64_t>& values) {
            return values.size() > k ? values[k] : values.front();
        };
        count *= (x.size(d) + 2 * of(padding) - of(dilation) * (weight.size(d) - 1) - 1) / of(stride) + 1;
    }
    return count;
}

/// convolution(x, weight, bias, stride, padding, dilation, transposed, ...)
std::int64_t convolution(c10::ArrayRef<const c10::IValue> inputs) {
    const at::Tensor x = inputs[0].toTensor();
    const std::int64_t places = inputs[6].toBool() ? positions(x) : resultPositions(inputs);
    return x.size(0) * places * inputs[1].toTensor().numel();
}

/// convolution_backward(gradient, x, weight, bias sizes, stride, padding, dilation, transposed, output
/// padding, groups, mask): as many multiplications for each of the two gradients as forward.
std::int64_t convolutionBackward(c10::ArrayRef<const c10::IValue> inputs) {
    const at::Tensor gradient = inputs[0].toTensor(), x = inputs[1].toTensor();
    const auto mask = inputs[10].toBoolList();
    const std::int64_t places = inputs[7].toBool() ? positions(x) : positions(gradient);
    return ((mask[0] ? 1 : 0) + (mask[1] ? 1 : 0)) * x.size(0) * places * inputs[2].toTensor().numel();
}

/// [..., n, k] x [..., k, m]
std::int64_t product(const at::Tensor& a, const at::Tensor& b) {
    return a.numel() * b.size(-1);
}

std::int64_t multiplications(std::string_view name, c10::ArrayRef<const c10::IValue> inputs) {
    if (name == "aten::convolution")
        return convolution(inputs);
    if (name == "aten::convolution_backward")
        return convolutionBackward(inputs);
    if (name == "aten::mm" || name == "aten::bmm")
        return product(inputs[0].toTensor(), inputs[1].toTensor());
    if (name == "aten::addmm" || name == "aten::baddbmm")
        return product(inputs[1].toTensor(), inputs[2].toTensor());
    return 0;
}

std::unique_ptr<at::ObserverContext> begin(const at::RecordFunction& function) {
    if (within > 0) {
        ++within;
        return std::make_unique<Inside>();
    }
    const std::int64_t found = multiplications(function.name(), function.inputs());
    if (found == 0)
        return nullptr;
    counted += found;
    ++within;
    return std::make_unique<Inside>();
}

void end(const at::RecordFunction&, at::ObserverContext* context) {
    if (context)
        --within;
}

} // namespace

FlopCounter::FlopCounter() {
    counted = 0;
    m_handle = at::addGlobalCallback(
        at::RecordFunctionCallback(begin, end).needsInputs(true).scopes({at::RecordScope::FUNCTION}));
}

FlopCounter::~FlopCounter() {
    at::removeCallback(m_handle);
}

double FlopCounter::flops() const {
    return 2.0 * static_cast<double>(counted.load());
}

} // namespace ld3m::bench
