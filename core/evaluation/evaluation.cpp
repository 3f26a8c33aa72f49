#include "core/evaluation/evaluation.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/text.h"
#include "core/evaluation/cohort.h"
#include "core/evaluation/rate_curve.h"
#include "core/settings/protocols.h"

namespace ld3m::evaluation {
namespace {

constexpr std::int64_t kMostClasses =
    200; // more make a confusion matrix that no file should hold and nobody reads

settings::NetworkKind kindOf(const std::string& network) {
    const auto names = settings::namesOf<settings::NetworkKind>();
    return static_cast<settings::NetworkKind>(std::find(names.begin(), names.end(), network) - names.begin());
}

/// Accuracies out of the answers of each run, int64 [runs, true, answered].
void score(reports::EvaluationRow& row, const at::Tensor& answers_RCC) {
    const at::Tensor right_RC = answers_RCC.diagonal(0, 1, 2).to(at::kDouble);
    const at::Tensor shown_RC = answers_RCC.sum(2).to(at::kDouble);
    const auto numbers = [](const at::Tensor& of) {
        const at::Tensor values = of.contiguous();
        return std::vector<double>(values.const_data_ptr<double>(),
                                   values.const_data_ptr<double>() + values.numel());
    };
    row.accuracies = numbers(right_RC.sum(1) / shown_RC.sum(1));
    row.class_accuracies = numbers(right_RC.sum(0) / shown_RC.sum(0).clamp_min(1));
    if (answers_RCC.size(1) > kMostClasses)
        return;
    const at::Tensor confusion = answers_RCC.sum(0).contiguous();
    row.confusion.assign(confusion.const_data_ptr<std::int64_t>(),
                         confusion.const_data_ptr<std::int64_t>() + confusion.numel());
}

std::unique_ptr<networks::Network> networkFor(settings::NetworkKind kind,
                                              const settings::EvaluationSettings& settings,
                                              std::int64_t resolution, std::int64_t classes) {
    return networks::makeNetwork(kind,
                                 {.resolution = settings.resolution > 0 ? settings.resolution : resolution,
                                  .classes = classes,
                                  .width = settings.width});
}

std::string counted(std::int64_t count, const char* one, const char* many) {
    return base::text(count, " ", count == 1 ? one : many);
}

} // namespace

Subject subjectOf(const std::string& name, const std::vector<at::Tensor>& images, const at::Tensor& labels,
                  const settings::EvaluationSettings& settings) {
    const bool soft = labels.dim() == 2;
    const at::Tensor used = soft && settings.labels != settings::Labels::set ? labels.argmax(1) : labels;
    Subject subject{name, {}};
    for (const at::Tensor& each : images)
        subject.sets.push_back(std::make_shared<TensorSet>(resized(each, settings.resolution), used));
    return subject;
}

void requireNetworks(const settings::EvaluationSettings& settings, std::int64_t resolution,
                     std::int64_t classes) {
    for (const std::string& name : settings.networks)
        networkFor(kindOf(name), settings, resolution, classes);
}

double peakRate(settings::NetworkKind network, const settings::EvaluationSettings& settings,
                std::optional<double> learned) {
    if (settings.learned_rate && learned)
        return *learned;
    return network == settings::NetworkKind::vgg11 && settings.vgg_rate > 0 ? settings.vgg_rate
                                                                            : settings.rate;
}

std::vector<reports::EvaluationRow> evaluate(const Subject& subject,
                                             const settings::EvaluationSettings& settings,
                                             std::int64_t resolution, const EvaluationContext& context,
                                             const c10::TensorOptions& options) {
    const std::vector<TestPiece> pieces = testPieces(context.test, settings.test_images);
    const std::int64_t epochs = subject.epochs > 0 ? subject.epochs : settings.epochs;
    const std::int64_t total =
        passesOf(settings.schedule, epochs) * static_cast<std::int64_t>(settings.networks.size());
    const LessonPlan plan(settings, context.test, context.teacher);
    std::vector<const TrainingSet*> sets;
    for (const auto& set : subject.sets)
        sets.push_back(set.get());
    std::int64_t done = 0;
    std::vector<reports::EvaluationRow> rows;
    for (const std::string& name : settings.networks) {
        const settings::NetworkKind kind = kindOf(name);
        const auto network = networkFor(kind, settings, resolution, context.test.classes());
        Cohort cohort(name, *network, settings, plan, context, options);
        cohort.train(sets, {epochs, peakRate(kind, settings, subject.learned_rate)},
                     [&] { context.progress(++done, total); });
        score(rows.emplace_back(reports::EvaluationRow{subject.name, name, {}, {}}), cohort.test(pieces));
    }
    return rows;
}

std::string protocolName(const settings::EvaluationSettings& settings, const data::Dataset& test) {
    std::vector<std::string> departures;
    for (const settings::Difference& each : settings::deviations(settings)) {
        const std::string name = each.key.substr(each.key.find('.') + 1);
        const auto written = [](const settings::Value& value) {
            const std::string text = settings::toText(value);
            return text.empty() ? std::string("none") : text;
        };
        departures.push_back(
            base::text(name, " = ", written(each.after), " instead of ", written(each.before)));
    }
    const std::string text =
        base::text(nameOf(settings.protocol), " protocol, ", counted(settings.epochs, "epoch", "epochs"),
                   ", ", counted(settings.runs, "run", "runs"), ", ",
                   imagesIn(testPieces(test, settings.test_images)), " test images");
    return departures.empty() ? text : text + "; " + base::join(departures, "; ");
}

} // namespace ld3m::evaluation
