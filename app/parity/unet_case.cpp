// kind unet: eps(x, t, context) and gradients of sum(eps r), for each context that the file holds.
#include "app/parity/gradient.h"
#include "app/parity/kinds.h"
#include "app/parity/model_parts.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 3e-5;

/// What follows "out.eps": "" without context, ".1tok", ".3tok".
std::vector<std::string> contextsOf(const CaseFile& file) {
    const std::string stem = "out.eps";
    std::vector<std::string> endings;
    for (const auto& [name, tensor] : file.tensors())
        if (name.starts_with(stem))
            endings.push_back(name.substr(stem.size()));
    return endings;
}

} // namespace

void compareUNet(const CaseFile& file, Comparison& comparison) {
    const auto unet = unetOf(file);
    const at::Tensor t_B = file.input("in.t"), r_BCHW = file.input("in.r");
    if (file.has("out.t_emb"))
        comparison.check("out.t_emb",
                         diffusion::timeEmbedding(t_B, file.stored("out.t_emb").size(1), file.input("in.x")),
                         1e-6);
    for (const std::string& ending : contextsOf(file)) {
        std::vector<at::Tensor> points = {leaf(file.input("in.x"))};
        if (unet->conditional())
            points.push_back(leaf(file.input("in.context" + ending)));
        const at::Tensor eps_BCHW = (*unet)(points[0], t_B, unet->conditional() ? points[1] : at::Tensor());
        comparison.check("out.eps" + ending, eps_BCHW, kTolerance);
        const auto found = gradients(eps_BCHW, points, r_BCHW);
        comparison.check("grad.x" + ending, found[0], kTolerance);
        if (unet->conditional())
            comparison.check("grad.context" + ending, found[1], kTolerance);
    }
}

} // namespace ld3m::parity
