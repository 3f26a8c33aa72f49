// kind dm: distribution matching of all classes.
#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/kinds.h"
#include "core/data/augmentation.h"
#include "core/objectives/feature_match.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-5;

} // namespace

void compareDistributionMatching(const CaseFile& file, Comparison& comparison) {
    const Classifier classifier = classifierOf(file);
    const networks::Parameters parameters = parametersOf(file, classifier, "weight.");
    const auto seeds =
        file.json("seeds").get<std::vector<std::uint64_t>>(); // one a class; none without augmentation
    std::vector<data::Strategy> strategies;
    if (!seeds.empty())
        strategies = data::strategiesNamed({"color", "crop", "cutout", "flip", "scale", "rotate"});
    const auto images = file.input("in.syn").chunk(classifier.shape.classes);
    std::vector<at::Tensor> real, synthetic, losses, gradients;
    for (std::size_t label = 0; label < images.size(); ++label) {
        const auto augment = [&](const at::Tensor& x_BCHW) {
            return seeds.empty() ? x_BCHW : data::augmentSiamese(x_BCHW, strategies, seeds.at(label));
        };
        const auto mean = [&](const at::Tensor& x_BCHW) {
            return objectives::meanFeatures(*classifier.network, parameters, augment(x_BCHW));
        };
        real.push_back(mean(file.input("in.real.class" + std::to_string(label))));
        synthetic.push_back(mean(images[label]));
        const auto match =
            objectives::matchFeatures(*classifier.network, parameters, real.back(), images[label], augment);
        losses.push_back(match.loss);
        gradients.push_back(match.gradient_BCHW);
    }
    comparison.check("out.mean_real", at::stack(real), kTolerance);
    comparison.check("out.mean_syn", at::stack(synthetic), kTolerance);
    comparison.check("out.loss_per_class", at::stack(losses), kTolerance);
    comparison.check("out.loss_total", at::stack(losses).sum().view({1}), kTolerance);
    comparison.check("grad.images", at::cat(gradients), kTolerance);
}

} // namespace ld3m::parity
