// kind optimiser: three steps of SGD with momentum on Z, c and a learnable rate.
#include <ATen/core/Tensor.h>

#include "app/parity/kinds.h"
#include "core/tensor/sgd.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-6;

struct Group {
    const char* prefix;
    const char* rate_of_z; ///< setting
    bool z_learns;
};

/// `gradient` and `result` are the stem of names that go on with ".step1"; an empty gradient: it does not
/// learn.
void compareSteps(const CaseFile& file, Comparison& comparison, const std::string& start,
                  const std::string& gradient, const std::string& result, const char* rate,
                  const std::string& momentum) {
    at::Tensor value = file.input(start);
    tensor::SgdMomentum sgd;
    for (int i = 1; file.has(result + ".step" + std::to_string(i)); ++i) {
        const std::string step = ".step" + std::to_string(i);
        sgd.step(value, gradient.empty() ? at::Tensor() : file.input(gradient + step), file.number(rate),
                 file.number("momentum"));
        comparison.check(result + step, value, kTolerance);
    }
    if (file.has(momentum))
        comparison.check(momentum, sgd.velocity, kTolerance);
}

} // namespace

void compareOptimiser(const CaseFile& file, Comparison& comparison) {
    for (const Group& group : {Group{"out.ld3m", "lr_w", true}, Group{"out.glad", "lr_img", true},
                               Group{"out.ld3m_frozen_z", "lr_w", false}}) {
        const std::string prefix = group.prefix;
        compareSteps(file, comparison, "in.c", "in.grad.c", prefix + ".c", "lr_w", prefix + ".momentum.c");
        compareSteps(file, comparison, "in.z", group.z_learns ? "in.grad.z" : "", prefix + ".z",
                     group.rate_of_z, prefix + ".momentum.z");
    }
    compareSteps(file, comparison, "in.syn_lr", "in.grad.syn_lr", "out.syn_lr", "lr_lr", "");
}

} // namespace ld3m::parity
