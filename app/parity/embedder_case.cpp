// kind class_embedder: rows of the class embedding, and the one that stands for no class.
#include <ATen/core/Tensor.h>

#include "app/parity/kinds.h"
#include "core/diffusion/class_embedder.h"

namespace ld3m::parity {

void compareClassEmbedder(const CaseFile& file, Comparison& comparison) {
    std::optional<std::int64_t> unconditional;
    if (file.hasSetting("unconditional_id"))
        unconditional = file.integer("unconditional_id");
    const diffusion::ClassEmbedder embedder(file.weights().take("embedding.weight"), unconditional);
    comparison.check("out.c", embedder.embed(file.stored("in.ids")), 1e-6);
    if (file.has("out.uc"))
        comparison.check("out.uc", embedder.unconditional(file.stored("out.uc").size(0)), 1e-6);
}

} // namespace ld3m::parity
