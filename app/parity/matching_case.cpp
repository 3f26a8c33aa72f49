// kinds match_loss and dc: distances of parameter gradients; gradient matching of all classes.
#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/gradient.h"
#include "app/parity/kinds.h"
#include "core/data/augmentation.h"
#include "core/objectives/class_match.h"
#include "core/objectives/gradient_distance.h"

namespace ld3m::parity {
namespace {

using settings::Distance;
using settings::RealGradient;

constexpr double kTolerance = 1e-5;
constexpr double kOfParameters = 1.5e-5;
constexpr double kOfImages = 2e-5;
constexpr double kNearlyZero = 1e-4;

Distance distanceNamed(const std::string& name) {
    if (name == "ours")
        return Distance::layerwise;
    if (name == "mse")
        return Distance::mse;
    if (name == "cos")
        return Distance::cosine;
    throw UnknownCase("distance " + name);
}

void compareDistance(const CaseFile& file, Comparison& comparison, const std::string& name) {
    const Distance distance = distanceNamed(name);
    std::vector<at::Tensor> synthetic, real;
    std::vector<std::string> keys;
    for (int i = 0; file.has("in.syn." + std::to_string(i)); ++i) {
        const std::string number = std::to_string(i);
        const at::Tensor point = leaf(file.input("in.syn." + number));
        const at::Tensor other = file.input("in.real." + number);
        const bool counted = objectives::counts(distance, point.dim());
        const at::Tensor alone = counted ? objectives::gradientDistance(distance, {point}, {other})
                                         : at::zeros({}, file.options());
        if (file.has("out.layer." + name + "." + number))
            comparison.check("out.layer." + name + "." + number, alone.view({1}), kTolerance);
        if (!counted) {
            comparison.check("grad." + name + "." + number, at::zeros_like(point), 0);
            continue;
        }
        synthetic.push_back(point);
        real.push_back(other);
        keys.push_back("grad." + name + "." + number);
    }
    const at::Tensor loss = objectives::gradientDistance(distance, synthetic, real);
    comparison.check("out.loss." + name, loss.view({1}), kTolerance);
    const auto found = torch::autograd::grad({loss}, synthetic);
    for (std::size_t i = 0; i < keys.size(); ++i)
        comparison.check(keys[i], found[i], kTolerance);
}

/// One file of gradient matching, and what it was made with.
class MatchingCase {
public:
    explicit MatchingCase(const CaseFile& file)
        : m_file(file), m_classifier(classifierOf(file)), m_distance(distanceNamed(file.text("dis_metric"))),
          m_seeds(file.json("seeds").get<std::vector<std::uint64_t>>()) {
        if (!m_seeds.empty()) // the published strategy string names all; the seeds pick one for each class
            m_strategies = data::strategiesNamed({"color", "crop", "cutout", "flip", "scale", "rotate"});
    }

    void compareParameterGradients(Comparison& comparison) const {
        // With this distance every parameter counts, so all stored gradients can be compared.
        const auto parameters = leaves(Distance::mse);
        for (std::int64_t label = 0; label < m_classifier.shape.classes; ++label) {
            const std::string key = "out.class" + std::to_string(label);
            compareGradients(comparison, key + ".g_real.",
                             objectives::realGradient({*m_classifier.network, parameters, Distance::mse,
                                                       RealGradient::half_batches},
                                                      augmented(real(label), label), label));
            compareGradients(comparison, key + ".g_syn.",
                             objectives::realGradient({*m_classifier.network, parameters, Distance::mse,
                                                       RealGradient::whole_batch},
                                                      augmented(synthetic(label), label), label));
        }
    }

    void compareMatches(Comparison& comparison, RealGradient real_gradient, const std::string& which) const {
        const auto parameters = leaves(m_distance);
        const objectives::MatchingRule rule{*m_classifier.network, parameters, m_distance, real_gradient};
        std::vector<at::Tensor> losses, gradients;
        for (std::int64_t label = 0; label < m_classifier.shape.classes; ++label) {
            const auto match =
                matchClass(rule, realGradient(rule, augmented(real(label), label), label), synthetic(label),
                           label, [&](const at::Tensor& x_BCHW) { return augmented(x_BCHW, label); });
            losses.push_back(match.loss);
            gradients.push_back(match.gradient_BCHW);
        }
        const at::Tensor losses_C = at::stack(losses);
        comparison.check("out." + which + "loss_per_class", losses_C, kTolerance);
        comparison.check("out." + which + "loss_total", losses_C.sum().view({1}), kTolerance);
        comparison.check("grad." + which + "images", at::cat(gradients), kOfImages);
    }

private:
    networks::Parameters leaves(Distance distance) const {
        return objectives::matchingLeaves(parametersOf(m_file, m_classifier, "weight."), distance);
    }
    at::Tensor real(std::int64_t label) const {
        return m_file.input("in.real.class" + std::to_string(label));
    }
    at::Tensor synthetic(std::int64_t label) const {
        return m_file.input("in.syn").chunk(m_classifier.shape.classes)[static_cast<std::size_t>(label)];
    }
    at::Tensor augmented(const at::Tensor& x_BCHW, std::int64_t label) const {
        return m_seeds.empty()
                   ? x_BCHW
                   : data::augmentSiamese(x_BCHW, m_strategies, m_seeds.at(static_cast<std::size_t>(label)));
    }
    void compareGradients(Comparison& comparison, const std::string& prefix,
                          const std::vector<at::Tensor>& found) const {
        for (std::size_t i = 0; i < found.size(); ++i) {
            const std::string key = prefix + m_classifier.specs()[i].name;
            if (m_classifier.withoutEffect(i))
                comparison.checkZero(key, found[i], kNearlyZero);
            else
                comparison.check(key, found[i], kOfParameters);
        }
    }

    const CaseFile& m_file;
    Classifier m_classifier;
    Distance m_distance;
    std::vector<std::uint64_t> m_seeds; ///< one a class; none without augmentation
    std::vector<data::Strategy> m_strategies;
};

} // namespace

void compareMatchLoss(const CaseFile& file, Comparison& comparison) {
    for (const auto& [name, tensor] : file.tensors())
        if (const std::string stem = "out.loss."; name.starts_with(stem))
            compareDistance(file, comparison, name.substr(stem.size()));
}

void compareGradientMatching(const CaseFile& file, Comparison& comparison) {
    const MatchingCase matching(file);
    matching.compareParameterGradients(comparison);
    matching.compareMatches(comparison, RealGradient::half_batches, "");
    matching.compareMatches(comparison, RealGradient::whole_batch, "fullbatch_");
}

} // namespace ld3m::parity
