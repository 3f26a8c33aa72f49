// kind dc_outer: one iteration of gradient matching with outer and inner loops, in pixel space.
#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/kinds.h"
#include "core/objectives/class_match.h"
#include "core/objectives/inner_epoch.h"
#include "core/tensor/sgd.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-5;
/// A bias before instance norm follows the rounding noise of its gradient.
constexpr double kOfIdleBias = 1e-3;

class OuterLoops {
public:
    OuterLoops(const CaseFile& file, Comparison& comparison)
        : m_file(file), m_comparison(comparison), m_classifier(classifierOf(file)),
          m_parameters(parametersOf(file, m_classifier, "weight.")), m_images(file.input("in.syn")) {}

    void run() {
        const std::int64_t outer = m_file.integer("outer_loop");
        std::vector<at::Tensor> losses;
        for (std::int64_t loop = 1; loop <= outer; ++loop) {
            losses.push_back(matchAndStep(std::to_string(loop)));
            if (loop < outer)
                train(loop);
        }
        m_comparison.check("out.loss", at::stack(losses), kTolerance);
        m_comparison.check("out.loss_avg", at::stack(losses).mean().view({1}), kTolerance);
        m_comparison.check("out.inner_loss", at::tensor(m_inner_loss, at::kDouble), kTolerance);
        m_comparison.check("out.inner_acc", at::tensor(m_inner_accuracy, at::kDouble), kTolerance);
    }

private:
    /// Losses of the classes [C].
    at::Tensor matchAndStep(const std::string& loop) {
        const auto leaves = objectives::matchingLeaves(m_parameters, settings::Distance::layerwise);
        const objectives::MatchingRule rule{*m_classifier.network, leaves, settings::Distance::layerwise,
                                            settings::RealGradient::half_batches};
        const auto images = m_images.chunk(m_classifier.shape.classes);
        std::vector<at::Tensor> losses, gradients;
        for (std::int64_t label = 0; label < m_classifier.shape.classes; ++label) {
            const auto real =
                realGradient(rule, m_file.input("in.real.class" + std::to_string(label)), label);
            const auto match = matchClass(rule, real, images[static_cast<std::size_t>(label)], label,
                                          [](const at::Tensor& x_BCHW) { return x_BCHW; });
            losses.push_back(match.loss);
            gradients.push_back(match.gradient_BCHW);
        }
        m_comparison.check("grad.images.outer" + loop, at::cat(gradients), kTolerance);
        m_sgd.step(m_images, at::cat(gradients), m_file.number("lr_img"), m_file.number("momentum_img"));
        m_comparison.check("out.images.outer" + loop, m_images, kTolerance);
        return at::stack(losses);
    }

    void train(std::int64_t loop) {
        const std::int64_t epochs = m_file.integer("inner_loop"), batch = m_file.integer("batch_train");
        const at::Tensor labels = m_file.input("in.labels"), perms = m_file.input("in.perms");
        for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
            const at::Tensor order = perms[(loop - 1) * epochs + epoch];
            const auto batches = order.split(batch);
            std::size_t next = 0;
            double loss = 0, right = 0;
            const auto look = [&](const at::Tensor& x_BCHW) {
                const at::NoGradGuard no_graph;
                const at::Tensor wanted = labels.index_select(0, batches.at(next++));
                const at::Tensor logits = m_classifier.network->forward(x_BCHW, m_parameters).to(at::kDouble);
                loss += at::cross_entropy_loss(logits, wanted, {}, at::Reduction::Sum).item<double>();
                right += static_cast<double>(logits.argmax(1).eq(wanted).sum().item<std::int64_t>());
                return x_BCHW;
            };
            objectives::trainEpoch(
                *m_classifier.network, m_parameters, m_images, labels,
                {.order_M = order, .batch = batch, .rate = m_file.number("lr_net"), .augment = look});
            m_inner_loss.push_back(loss / static_cast<double>(labels.size(0)));
            m_inner_accuracy.push_back(right / static_cast<double>(labels.size(0)));
        }
        for (std::size_t i = 0; i < m_parameters.size(); ++i)
            m_comparison.check("out.net.outer" + std::to_string(loop) + "." + m_classifier.specs()[i].name,
                               m_parameters[i], m_classifier.withoutEffect(i) ? kOfIdleBias : kTolerance);
    }

    const CaseFile& m_file;
    Comparison& m_comparison;
    Classifier m_classifier;
    networks::Parameters m_parameters;
    at::Tensor m_images;
    tensor::SgdMomentum m_sgd;
    std::vector<double> m_inner_loss, m_inner_accuracy; ///< one an epoch, before each step
};

} // namespace

void compareOuterLoops(const CaseFile& file, Comparison& comparison) {
    if (file.truth("dsa"))
        throw UnknownCase("dc_outer with augmentation, whose draws belong to no seed");
    if (file.text("dis_metric") != "ours")
        throw UnknownCase("dc_outer with another distance than ours");
    OuterLoops(file, comparison).run();
}

} // namespace ld3m::parity
