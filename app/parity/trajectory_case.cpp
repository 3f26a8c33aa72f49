// kind mtt: trajectory matching of one student, in all the ways that exist for its gradients.
#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/kinds.h"
#include "core/data/augmentation_ops.h"
#include "core/objectives/unrolled_trajectory.h"

namespace ld3m::parity {
namespace {

using settings::TrajectoryGradient;

constexpr double kTolerance = 1e-5;
/// A difference of parameters over the rate.
constexpr double kOfSum = 5e-5;

/// Each step's strategy with the numbers that the file stores for it.
at::Tensor augmented(const CaseFile& file, const at::Tensor& x_BCHW, std::int64_t step) {
    const auto strategies = file.json("dsa_strategies").get<std::vector<std::string>>();
    if (strategies.empty())
        return x_BCHW;
    const std::string prefix = "in.step" + std::to_string(step) + ".draw.";
    const std::string& strategy = strategies.at(static_cast<std::size_t>(step));
    const at::Tensor y_BCHW = data::operationNamed(
        strategy, x_BCHW, [&](const char* name) { return file.stored(prefix + name).flatten(); });
    return y_BCHW.defined() ? y_BCHW : throw UnknownCase("augmentation " + strategy);
}

at::Tensor flat(const networks::Parameters& parameters) {
    std::vector<at::Tensor> parts;
    for (const at::Tensor& parameter : parameters)
        parts.push_back(parameter.detach().flatten());
    return at::cat(parts);
}

void compareGradients(Comparison& comparison, const std::string& way,
                      const objectives::TrajectoryMatch& match) {
    comparison.check("grad." + way + "_images", match.gradient_M3HW, kTolerance);
    comparison.check("grad." + way + "_syn_lr", match.rate_gradient.view({1}), kTolerance);
}

} // namespace

void compareTrajectoryMatching(const CaseFile& file, Comparison& comparison) {
    const Classifier classifier = classifierOf(file);
    const networks::Parameters start = parametersOf(file, classifier, "weight.");
    const networks::Parameters target = parametersOf(file, classifier, "in.target.");
    const at::Tensor images = file.input("in.syn"), labels = file.input("in.labels");
    const auto permutation = [&](std::int64_t k) { return file.input("in.perm" + std::to_string(k)); };
    const double rate = file.stored("in.syn_lr").item<double>();
    const objectives::StudentCourse course{
        .network = *classifier.network,
        .start = start,
        .target = target,
        .rate = rate,
        .batches = objectives::studentBatches(images.size(0), file.integer("batch_syn"),
                                              file.integer("steps"), permutation),
        .augment = [&](const at::Tensor& x_BCHW, std::int64_t step) {
            return augmented(file, x_BCHW, step);
        }};

    std::vector<at::Tensor> way;
    const auto watch = [&](const networks::Parameters& theta) { way.push_back(flat(theta)); };
    const auto exact = matchTrajectory(course, TrajectoryGradient::exact, images, labels, watch);
    const auto first = matchTrajectory(course, TrajectoryGradient::first_order, images, labels);
    for (std::size_t step = 0; step < way.size(); ++step)
        comparison.check("out.student.step" + std::to_string(step), way[step], kTolerance);
    comparison.check("out.gradient_sum", (way.front() - way.back()) / rate, kOfSum);
    comparison.check("out.param_dist", (way.front() - flat(target)).square().sum().view({1}), kTolerance);
    for (const char* loss : {"unrolled_loss", "released_grand_loss", "glad_grand_loss"})
        comparison.check(std::string("out.") + loss, exact.loss.view({1}), kTolerance);
    comparison.check("out.first_order_loss", first.loss.view({1}), kTolerance);

    compareGradients(comparison, "sweep", exact);
    compareGradients(comparison, "unrolled", unrollTrajectory(course, images, labels));
    compareGradients(comparison, "first_order", first);
    compareGradients(comparison, "glad", first);
    compareGradients(comparison, "released",
                     matchTrajectory(course, TrajectoryGradient::released, images, labels));
}

} // namespace ld3m::parity
