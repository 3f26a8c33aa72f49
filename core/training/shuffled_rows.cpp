#include "core/training/shuffled_rows.h"

#include <algorithm>
#include <utility>
#include <vector>

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/tensor/random.h"

namespace ld3m::training {

ShuffledRows::ShuffledRows(std::int64_t size, std::int64_t batch, std::uint64_t seed, std::string purpose)
    : m_size(size), m_batch(batch), m_seed(seed), m_purpose(std::move(purpose)) {}

const at::Tensor& ShuffledRows::pass(std::int64_t number) {
    if (number != m_number) {
        m_order_N = at::randperm(m_size, tensor::generator(base::streamSeed(m_seed, m_purpose, number)),
                                 c10::TensorOptions(c10::kLong));
        m_number = number;
    }
    return m_order_N;
}

at::Tensor ShuffledRows::at(std::int64_t k) {
    std::vector<at::Tensor> pieces;
    for (std::int64_t place = k * m_batch, end = place + m_batch; place < end;) {
        const std::int64_t within = place % m_size;
        const std::int64_t count = std::min(end - place, m_size - within);
        pieces.push_back(pass(place / m_size).narrow(0, within, count));
        place += count;
    }
    return at::cat(pieces);
}

} // namespace ld3m::training
