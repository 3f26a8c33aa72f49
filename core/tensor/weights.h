// A view of a state dict under a prefix, as network parts see their weights: weights.under("mid.block_1").
#pragma once

#include <memory>
#include <string>

#include <c10/core/TensorOptions.h>

#include "core/tensor/state_dict.h"

namespace ld3m::tensor {

class Weights {
public:
    /// Weights taken from `state` come out on `options`' device, in its floating type.
    Weights(std::shared_ptr<const StateDict> state, const c10::TensorOptions& options,
            std::string prefix = {});

    /// The weights whose names continue with "name.". An empty name gives the same view.
    Weights under(const std::string& name) const;

    bool has(const std::string& name) const;      ///< exactly this tensor
    bool hasUnder(const std::string& name) const; ///< some tensor below "name."

    /// The tensor, moved and cast, contiguous. @throws base::InputError naming the full name.
    at::Tensor take(const std::string& name) const;

    /// Its shape, without loading it. @throws base::InputError
    std::vector<std::int64_t> shape(const std::string& name) const;

    const std::string& prefix() const { return m_prefix; }
    const c10::TensorOptions& options() const { return m_options; }
    const std::map<std::string, std::string>& metadata() const { return m_state->metadata; }

private:
    std::shared_ptr<const StateDict> m_state;
    c10::TensorOptions m_options;
    std::string m_prefix; ///< empty or ending in "."
};

} // namespace ld3m::tensor
