// kinds network and network_init: scores, features and gradients of a classifier; its fresh parameters from a
// seed.
#include <cmath>

#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/gradient.h"
#include "app/parity/kinds.h"
#include "core/tensor/random.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-5;
constexpr double kOfParameters = 1.5e-5;
constexpr double kNearlyZero = 1e-4;
constexpr double kOfKinkedScores = 5e-5;
constexpr double kOfKinkedGradients = 1e-2; // 2-norm

/// In fp32 some of the many ReLUs and maxima see numbers within rounding of their kink and switch, other ones
/// on every processor: single pixels of a gradient move by per cents. In fp64 none does.
bool kinksSwitch(const CaseFile& file, settings::NetworkKind kind) {
    return c10::typeMetaToScalarType(file.options().dtype()) != c10::kDouble &&
           (kind == settings::NetworkKind::alexnet || kind == settings::NetworkKind::vgg11 ||
            kind == settings::NetworkKind::resnet18);
}

/// u in [0, 1): an integer hash of a parameter's number, an element's place and the salt.
double hashed(std::uint64_t number, std::uint64_t place, std::uint64_t salt) {
    std::uint64_t z =
        (number + 1) * 0x9E3779B97F4A7C15U + (place + 1) * 0xD1B54A32D192ED03U + salt * 0x2545F4914F6CDD1DU;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    z ^= z >> 31;
    return std::ldexp(static_cast<double>(z >> 11), -53);
}

/// Weights too many to store: offset + amplitude (2u - 1), rounded to float.
at::Tensor formulaParameter(const networks::ParameterSpec& spec, std::uint64_t number, std::uint64_t salt,
                            double gain) {
    double offset = 0, amplitude = 0.25;
    if (spec.start == networks::Start::uniform_fan_in)
        amplitude = (spec.shape.size() == 1 ? 1 : gain) / std::sqrt(static_cast<double>(spec.fan_in));
    else if (spec.start == networks::Start::ones)
        offset = 1;
    else if (spec.start == networks::Start::normal)
        amplitude = std::sqrt(3.0);
    at::Tensor values = at::empty(spec.shape, at::kFloat);
    float* value = values.mutable_data_ptr<float>();
    for (std::int64_t i = 0; i < values.numel(); ++i)
        value[i] = static_cast<float>(
            offset + amplitude * (2 * hashed(number, static_cast<std::uint64_t>(i), salt) - 1));
    return values;
}

networks::Parameters parametersOfCase(const CaseFile& file, const Classifier& classifier) {
    if (!file.hasSetting("salt") || file.has("weight." + classifier.specs().front().name))
        return parametersOf(file, classifier, "weight.");
    networks::Parameters parameters;
    for (const networks::ParameterSpec& spec : classifier.specs())
        parameters.push_back(formulaParameter(spec, parameters.size(),
                                              static_cast<std::uint64_t>(file.integer("salt")),
                                              file.number("gain"))
                                 .to(file.options()));
    return parameters;
}

} // namespace

void compareNetwork(const CaseFile& file, Comparison& comparison) {
    const Classifier classifier = classifierOf(file);
    std::vector<at::Tensor> points;
    for (const at::Tensor& parameter : parametersOfCase(file, classifier))
        points.push_back(leaf(parameter));
    const networks::Parameters parameters = points;
    const at::Tensor x_BCHW = leaf(file.input("in.x"));
    points.push_back(x_BCHW);

    const bool kinked = kinksSwitch(file, classifier.kind);
    const double ofScores = kinked ? kOfKinkedScores : kTolerance;
    const at::Tensor logits_BC = classifier.network->forward(x_BCHW, parameters);
    comparison.check("out.logits", logits_BC, ofScores);
    if (file.has("out.embed")) // the published AlexNet, VGG-11 and ViT have none
        comparison.check("out.embed", classifier.network->embed(x_BCHW, parameters), ofScores);
    // Labels 0, 1, 2, ... in turn.
    const at::Tensor labels_B =
        at::arange(logits_BC.size(0), x_BCHW.options().dtype(at::kLong).requires_grad(false))
            .remainder(logits_BC.size(1));
    comparison.check("out.ce", at::cross_entropy_loss(logits_BC, labels_B).view({1}), ofScores);
    const auto found = gradients(logits_BC, points, file.input("in.cotangent"));
    const auto checkGradient = [&](const std::string& key, const at::Tensor& value, double tolerance) {
        if (kinked)
            comparison.checkByNorm(key, value, kOfKinkedGradients);
        else
            comparison.check(key, value, tolerance);
    };
    checkGradient("grad.x", found.back(), kTolerance);
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const std::string& name = classifier.specs()[i].name;
        const bool stored = file.has("grad." + name);
        const std::string key = (stored ? "grad." : "out.gradnorm.") + name;
        // A sum of millions of squares loses digits in fp32.
        const at::Tensor value = stored ? found[i] : found[i].to(at::kDouble).norm().view({1});
        if (classifier.withoutEffect(i))
            comparison.checkZero(key, value, kNearlyZero);
        else
            checkGradient(key, value, kOfParameters);
    }
}

void compareNetworkStart(const CaseFile& file, Comparison& comparison) {
    const Classifier classifier = classifierOf(file);
    at::Generator generator = tensor::generator(static_cast<std::uint64_t>(file.integer("seed")));
    const auto parameters =
        networks::initialise(*classifier.network, generator, at::TensorOptions(at::kFloat));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        const std::string& name = classifier.specs()[i].name;
        const at::Tensor all = parameters[i].flatten();
        const at::Tensor exact = all.to(at::kDouble);
        const at::Tensor deviation = (exact - exact.mean()).square().mean().sqrt();
        comparison.checkNumbers("out.head." + name, all.slice(0, 0, file.stored("out.head." + name).numel()),
                                0);
        comparison.checkNumbers("out.stats." + name,
                                at::stack({exact.min(), exact.max(), exact.mean(), deviation}), 1e-6);
    }
}

} // namespace ld3m::parity
