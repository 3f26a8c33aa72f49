// Class embeddings of a conditional model: one row per class, and one for "no class" (guidance).
#pragma once

#include <optional>

#include <ATen/core/Tensor.h>

namespace ld3m::diffusion {

class ClassEmbedder {
public:
    /// embedding_ND; `unconditional` is the row that stands for no class, if the model has one.
    ClassEmbedder(at::Tensor embedding_ND, std::optional<std::int64_t> unconditional);

    /// [B, 1, D] for class ids (int64 [B]). @throws base::InputError for an id outside the table.
    at::Tensor embed(const at::Tensor& ids_B) const;
    /// [count, 1, D]. @throws base::InputError when the model has no such row: use guidance 1.
    at::Tensor unconditional(std::int64_t count) const;

    bool hasUnconditional() const { return m_unconditional.has_value(); }
    std::int64_t classes() const; ///< rows without the unconditional one
    std::int64_t width() const;   ///< D

private:
    at::Tensor m_embedding_ND;
    std::optional<std::int64_t> m_unconditional;
};

} // namespace ld3m::diffusion
