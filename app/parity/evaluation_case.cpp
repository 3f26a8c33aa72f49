// kinds evaluation_rate and evaluation_run: the protocol's rates and averaging; one network trained and
// tested.
#include <ATen/ATen.h>

#include "app/parity/classifier_parts.h"
#include "app/parity/kinds.h"
#include "core/evaluation/rate_curve.h"
#include "core/evaluation/student.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-5;
/// A bias before instance norm follows the rounding noise of its gradient.
constexpr double kOfIdleBias = 1e-3;

/// Per epoch: mean loss and accuracy of each batch before its step, and the rate.
struct Record {
    std::vector<double> loss, accuracy, rate;
};

struct Counted {
    double loss = 0, right = 0;
};

Counted counted(const at::Tensor& logits_BC, const at::Tensor& labels_B) {
    const at::Tensor exact_BC = logits_BC.to(at::kDouble);
    return {at::cross_entropy_loss(exact_BC, labels_B).item<double>() * static_cast<double>(labels_B.size(0)),
            static_cast<double>(exact_BC.argmax(1).eq(labels_B).sum().item<std::int64_t>())};
}

Counted before(const Classifier& classifier, const evaluation::Student& student, const at::Tensor& x_BCHW,
               const at::Tensor& labels_B) {
    const at::NoGradGuard no_graph;
    return counted(classifier.network->forward(x_BCHW, student.parameters()), labels_B);
}

Record train(const CaseFile& file, const Classifier& classifier, evaluation::Student& student) {
    const at::Tensor images = file.input("in.images"), labels = file.input("in.labels");
    const at::Tensor perms = file.input("in.perms");
    const std::int64_t epochs = file.integer("epochs"), batch = file.integer("batch");
    Record record;
    for (std::int64_t epoch = 0; epoch < epochs; ++epoch) {
        Counted sum;
        const double rate = evaluation::rateAt(epoch, epochs, file.number("lr"));
        for (const at::Tensor& rows_B : perms[epoch].split(batch)) {
            const at::Tensor x_BCHW = images.index_select(0, rows_B);
            const at::Tensor labels_B = labels.index_select(0, rows_B);
            const Counted one = before(classifier, student, x_BCHW, labels_B);
            sum.loss += one.loss;
            sum.right += one.right;
            student.step(x_BCHW, labels_B, rate);
        }
        student.endEpoch();
        record.rate.push_back(rate);
        record.loss.push_back(sum.loss / static_cast<double>(images.size(0)));
        record.accuracy.push_back(sum.right / static_cast<double>(images.size(0)));
    }
    return record;
}

} // namespace

void compareEvaluationRate(const CaseFile& file, Comparison& comparison) {
    for (const auto& [name, stored] : file.tensors()) {
        std::vector<double> values;
        if (const std::string stem = "out.lr64."; name.starts_with(stem)) { // out.lr64.EPOCHS.PEAK
            const std::string rest = name.substr(stem.size());
            const double peak = std::stod(rest.substr(rest.find('.') + 1));
            for (std::int64_t epoch = 0; epoch < std::stoll(rest); ++epoch)
                values.push_back(evaluation::rateAt(epoch, std::stoll(rest), peak));
            comparison.checkNumbers(name, at::tensor(values, at::kDouble), 1e-13);
        } else if (name.starts_with("out.ema_decay64.")) { // of updates 1, 2, ...; recorded in fp32
            for (std::int64_t update = 1; update <= stored.numel(); ++update)
                values.push_back(evaluation::averagingDecay(update));
            comparison.checkNumbers(name, at::tensor(values, at::kDouble), 1e-7);
        }
    }
}

void compareEvaluationRun(const CaseFile& file, Comparison& comparison) {
    const Classifier classifier = classifierOf(file);
    if (file.hasSetting("aug") && file.truth("aug"))
        throw UnknownCase("evaluation_run with augmentation, whose draws belong to no seed");
    evaluation::Student student(*classifier.network, parametersOf(file, classifier, "weight."));
    const Record record = train(file, classifier, student);
    const auto numbers = [](const std::vector<double>& values) { return at::tensor(values, at::kDouble); };
    comparison.checkNumbers("out.lr", numbers(record.rate), 1e-6);
    comparison.check("out.train_loss", numbers(record.loss), kTolerance);
    comparison.check("out.train_acc", numbers(record.accuracy), kTolerance);
    for (std::size_t i = 0; i < classifier.specs().size(); ++i) {
        const std::string& name = classifier.specs()[i].name;
        const double tolerance = classifier.withoutEffect(i) ? kOfIdleBias : kTolerance;
        comparison.check("out.final." + name, student.parameters()[i], tolerance);
        comparison.check("out.ema." + name, student.averaged()[i], tolerance);
    }
    const at::NoGradGuard no_graph;
    const at::Tensor images = file.input("in.test_images"), labels = file.input("in.test_labels");
    const at::Tensor logits = student.score(images);
    const Counted test = counted(logits, labels);
    const double all = static_cast<double>(images.size(0));
    comparison.check("out.test_logits_ema", logits, kTolerance);
    comparison.check("out.test_logits_final", classifier.network->forward(images, student.parameters()),
                     kTolerance);
    comparison.check("out.test_loss", numbers({test.loss / all}), kTolerance);
    comparison.check("out.test_acc", numbers({test.right / all}), kTolerance);
}

} // namespace ld3m::parity
