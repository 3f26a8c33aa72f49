// A reference file of a network with weights by formula, held against what the engine computes.
#pragma once

#include "core/networks/network.h"
#include "tests/support/formula_weights.h"
#include "tests/support/gradient.h"

namespace ld3m::tests {

/// Mean cross-entropy with labels 0, 1, 2, ... in turn, as the reference files have it.
inline at::Tensor crossEntropy(const at::Tensor& logits_BC) {
    const at::Tensor labels_B = at::arange(logits_BC.size(0), at::TensorOptions(at::kLong));
    return at::cross_entropy_loss(logits_BC, labels_B.remainder(logits_BC.size(1)));
}

/// An instance norm takes a plane's mean away, and with it the bias of the convolution before: its gradient
/// is zero but for rounding.
inline bool isBiasBeforeNorm(const std::vector<networks::ParameterSpec>& specs, std::size_t i) {
    return i > 0 && i + 1 < specs.size() && specs[i].shape.size() == 1 && specs[i - 1].shape.size() == 4 &&
           specs[i + 1].start == networks::Start::ones;
}

/// Scores, features where the file has them, loss, and gradients of <scores, in.cotangent> by the image and,
/// as norms, by every parameter, computed in precision `type`. In fp32 a ReLU or maximum within rounding of
/// its kink may switch, which moves single pixels of a gradient by up to per cents: there `tolerance` is for
/// the 2-norm.
inline void compareWithFormulaCase(const networks::Network& network, const tensor::StateDict& file,
                                   at::ScalarType type, double tolerance) {
    networks::Parameters inputs;
    for (const at::Tensor& parameter : formulaParameters(network, std::stoull(file.metadata.at("salt")),
                                                         std::stod(file.metadata.at("gain"))))
        inputs.push_back(leaf(parameter.to(type)));
    const at::Tensor x_BCHW = leaf(file.at("in.x").to(type));
    const at::Tensor logits_BC = network.forward(x_BCHW, inputs);
    LD3M_COMPARE(logits_BC, file.at("out.logits"), tolerance);
    if (file.has("out.embed"))
        LD3M_COMPARE(network.embed(x_BCHW, inputs), file.at("out.embed"), tolerance);
    LD3M_COMPARE(crossEntropy(logits_BC).view({1}), file.at("out.ce"), tolerance);
    inputs.push_back(x_BCHW);
    const auto gradients = torch::autograd::grad({logits_BC}, inputs, {file.at("in.cotangent").to(type)});
    if (type == at::kDouble)
        LD3M_COMPARE(gradients.back(), file.at("grad.x"), tolerance);
    const at::Tensor off = gradients.back().sub(file.at("grad.x")).norm().div(file.at("grad.x").norm());
    QVERIFY2(off.item<double>() <= 100 * tolerance, qPrintable(QString::number(off.item<double>())));
    for (std::size_t i = 0; i < network.specs().size(); ++i) {
        const std::string& name = network.specs()[i].name;
        const at::Tensor norm =
            gradients[i].to(at::kDouble).norm().view({1}); // millions of squares: not in fp32
        if (isBiasBeforeNorm(network.specs(), i))
            QVERIFY2(norm.item<double>() < 1e-3, name.c_str());
        else
            LD3M_COMPARE(norm, file.at("out.gradnorm." + name), tolerance);
    }
}

} // namespace ld3m::tests
