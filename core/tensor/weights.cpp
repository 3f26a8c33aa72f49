#include "core/tensor/weights.h"

namespace ld3m::tensor {

Weights::Weights(std::shared_ptr<const StateDict> state, const c10::TensorOptions& options,
                 std::string prefix)
    : m_state(std::move(state)), m_options(options), m_prefix(std::move(prefix)) {}

Weights Weights::under(const std::string& name) const {
    return {m_state, m_options, name.empty() ? m_prefix : m_prefix + name + "."};
}

bool Weights::has(const std::string& name) const {
    return m_state->has(m_prefix + name);
}

bool Weights::hasUnder(const std::string& name) const {
    const std::string start = m_prefix + name + ".";
    const auto first = m_state->tensors.lower_bound(start);
    return first != m_state->tensors.end() && first->first.starts_with(start);
}

at::Tensor Weights::take(const std::string& name) const {
    return m_state->at(m_prefix + name).to(m_options).contiguous();
}

std::vector<std::int64_t> Weights::shape(const std::string& name) const {
    return m_state->at(m_prefix + name).sizes().vec();
}

} // namespace ld3m::tensor
