#include "core/diffusion/codebook.h"

#include <ATen/TensorOperators.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/kernels/nearest_code.h"

namespace ld3m::diffusion {

Codebook::Codebook(at::Tensor embedding_KD) : m_embedding_KD(std::move(embedding_KD)) {
    if (m_embedding_KD.dim() != 2 || m_embedding_KD.size(0) < 1)
        throw base::InputError(base::text("A codebook has shape [codes, channels], but this one has ",
                                          m_embedding_KD.sizes(), "."));
}

at::Tensor Codebook::indices(const at::Tensor& z_BDHW) const {
    const at::Tensor z_BHWD = z_BDHW.detach().permute({0, 2, 3, 1});
    const at::Tensor index_N = kernels::nearestCode(z_BHWD.reshape({-1, z_BDHW.size(1)}), m_embedding_KD);
    return index_N.view({z_BDHW.size(0), z_BDHW.size(2), z_BDHW.size(3)});
}

at::Tensor Codebook::quantize(const at::Tensor& z_BDHW) const {
    const at::Tensor index_BHW = indices(z_BDHW);
    const at::Tensor code_ND = m_embedding_KD.index_select(0, index_BHW.flatten());
    const at::Tensor code_BDHW =
        code_ND.view({z_BDHW.size(0), z_BDHW.size(2), z_BDHW.size(3), z_BDHW.size(1)}).permute({0, 3, 1, 2});
    return z_BDHW + (code_BDHW - z_BDHW).detach();
}

} // namespace ld3m::diffusion
