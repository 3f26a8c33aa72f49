// Which images each training step sees: endless passes over the data, each in its own random order.
#pragma once

#include <cstdint>
#include <string>

#include <ATen/core/Tensor.h>

namespace ld3m::training {

class ShuffledRows {
public:
    /// `size` rows, `batch` of them in each step; the orders follow from `seed` and `purpose`.
    ShuffledRows(std::int64_t size, std::int64_t batch, std::uint64_t seed, std::string purpose);

    /// Rows of step k, int64 [batch] on the CPU: places k batch .. (k + 1) batch - 1 of the passes one after
    /// another.
    at::Tensor at(std::int64_t k);

private:
    const at::Tensor& pass(std::int64_t number);

    std::int64_t m_size;
    std::int64_t m_batch;
    std::uint64_t m_seed;
    std::string m_purpose;
    std::int64_t m_number = -1;
    at::Tensor m_order_N; ///< of pass m_number
};

} // namespace ld3m::training
