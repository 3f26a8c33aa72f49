#include "core/tensor/random.h"

#include <algorithm>

#include <ATen/CPUGeneratorImpl.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/randperm.h>

namespace ld3m::tensor {

at::Generator generator(std::uint64_t seed) {
    return at::detail::createCPUGenerator(seed);
}

at::Tensor normal(at::IntArrayRef shape, std::uint64_t seed, const c10::TensorOptions& options) {
    return at::randn(shape, generator(seed), c10::TensorOptions(c10::kFloat)).to(options);
}

std::vector<std::int64_t> sample(std::int64_t count, std::int64_t size, std::uint64_t seed) {
    const at::Tensor order_N = at::randperm(size, generator(seed), c10::TensorOptions(c10::kLong));
    const auto* first = order_N.const_data_ptr<std::int64_t>();
    return {first, first + std::min(count, size)};
}

} // namespace ld3m::tensor
