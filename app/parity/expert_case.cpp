// kind expert: an expert trajectory, epoch by epoch, in the stored order of batches and with the stored
// draws.
#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/kinds.h"
#include "core/data/augmentation_ops.h"
#include "core/experts/expert.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-5;
/// A bias before instance norm follows the rounding noise of its gradient.
constexpr double kOfIdleBias = 1e-3;

settings::ExpertSettings settingsOf(const CaseFile& file) {
    settings::ExpertSettings settings;
    settings.epochs = file.integer("epochs");
    settings.batch = file.integer("batch");
    settings.rate = file.number("lr");
    settings.momentum = file.number("momentum");
    settings.weight_decay = file.number("weight_decay");
    settings.decay = file.truth("decay");
    return settings;
}

/// Batches are counted over all epochs; `dsa_strategies` names what each of them drew.
at::Tensor augmented(const CaseFile& file, const at::Tensor& x_BCHW, std::size_t batch) {
    if (!file.truth("dsa"))
        return x_BCHW;
    const std::string prefix = "in.batch" + std::to_string(batch) + ".draw.";
    const auto strategy = file.json("dsa_strategies").at(batch).get<std::string>();
    const at::Tensor y_BCHW = data::operationNamed(
        strategy, x_BCHW, [&](const char* name) { return file.stored(prefix + name).flatten(); });
    return y_BCHW.defined() ? y_BCHW : throw UnknownCase("augmentation " + strategy);
}

} // namespace

void compareExpert(const CaseFile& file, Comparison& comparison) {
    const Classifier classifier = classifierOf(file);
    const settings::ExpertSettings settings = settingsOf(file);
    const at::Tensor images_NCHW = file.input("in.images"), labels_N = file.input("in.labels");
    const at::Tensor perms_EN = file.input("in.perms");
    experts::Expert expert(*classifier.network, settings, parametersOf(file, classifier, "out.epoch0."));
    std::vector<double> rate, loss, accuracy, test_loss;
    std::size_t batch = 0;
    for (std::int64_t epoch = 0; epoch <= settings.epochs; ++epoch) {
        if (epoch > 0) {
            rate.push_back(experts::rateAt(epoch - 1, settings));
            const experts::EpochOutcome outcome =
                expert.trainEpoch(labels_N, perms_EN[epoch - 1], [&](const at::Tensor& rows_B) {
                    return augmented(file, images_NCHW.index_select(0, rows_B), batch++);
                });
            loss.push_back(outcome.loss);
            accuracy.push_back(outcome.accuracy);
            // The file's test images are its training images.
            test_loss.push_back(at::cross_entropy_loss(expert.score(images_NCHW), labels_N).item<double>());
        }
        for (std::size_t i = 0; i < classifier.specs().size(); ++i)
            comparison.check("out.epoch" + std::to_string(epoch) + "." + classifier.specs()[i].name,
                             expert.parameters()[i], classifier.withoutEffect(i) ? kOfIdleBias : kTolerance);
    }
    const auto numbers = [](const std::vector<double>& values) { return at::tensor(values, at::kDouble); };
    comparison.checkNumbers("out.lr", numbers(rate), 1e-6);
    comparison.check("out.train_loss", numbers(loss), kTolerance);
    comparison.check("out.train_acc", numbers(accuracy), kTolerance);
    comparison.check("out.test_loss", numbers(test_loss), kTolerance);
}

} // namespace ld3m::parity
