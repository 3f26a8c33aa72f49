#include "core/diffusion/class_embedder.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::diffusion {

ClassEmbedder::ClassEmbedder(at::Tensor embedding_ND, std::optional<std::int64_t> unconditional)
    : m_embedding_ND(std::move(embedding_ND)), m_unconditional(unconditional) {
    if (m_embedding_ND.dim() != 2)
        throw base::InputError(base::text("A class embedding has shape [classes, width], but this one has ",
                                          m_embedding_ND.sizes(), "."));
    const std::int64_t rows = m_embedding_ND.size(0);
    if (unconditional && (*unconditional < 0 || *unconditional >= rows))
        throw base::InputError(base::text("The unconditional class ", *unconditional,
                                          " lies outside the class embedding, which has ", rows, " rows."));
}

at::Tensor ClassEmbedder::embed(const at::Tensor& ids_B) const {
    const at::Tensor plain_B = ids_B.to(at::kCPU, at::kLong).contiguous();
    const auto* ids = plain_B.const_data_ptr<std::int64_t>();
    for (std::int64_t i = 0; i < plain_B.numel(); ++i)
        if (ids[i] < 0 || ids[i] >= m_embedding_ND.size(0))
            throw base::InputError(
                base::text("Class ", ids[i], " lies outside the prior's class embedding, which has ",
                           m_embedding_ND.size(0), " rows: choose classes that the prior was trained on."));
    return m_embedding_ND.index_select(0, plain_B.to(m_embedding_ND.device())).unsqueeze(1);
}

at::Tensor ClassEmbedder::unconditional(std::int64_t count) const {
    if (!m_unconditional)
        throw base::InputError(
            "This prior has no unconditional class, so it cannot be guided: set prior.guidance to 1.");
    return m_embedding_ND[*m_unconditional].expand({count, 1, width()});
}

std::int64_t ClassEmbedder::classes() const {
    return m_embedding_ND.size(0) - (m_unconditional ? 1 : 0);
}

std::int64_t ClassEmbedder::width() const {
    return m_embedding_ND.size(1);
}

} // namespace ld3m::diffusion
