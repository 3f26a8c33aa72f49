#include "core/evaluation/evaluation.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/data/augmentation.h"
#include "core/evaluation/rate_curve.h"
#include "core/evaluation/student.h"
#include "core/evaluation/test_pieces.h"
#include "core/tensor/random.h"
#include "core/tensor/cores.h"

namespace ld3m::evaluation {
namespace {

settings::NetworkKind kindOf(const std::string& network) {
    const auto names = settings::namesOf<settings::NetworkKind>();
    return static_cast<settings::NetworkKind>(std::find(names.begin(), names.end(), network) - names.begin());
}

/// A student with the generator of its batch orders and augmentations.
struct Trainee {
    Student student;
    at::Generator generator;
};

/// The fresh networks of one row: independent of each other, so on the CPU they train side by side.
class Cohort {
public:
    Cohort(const std::string& name, const networks::Network& network,
           const settings::EvaluationSettings& settings, const EvaluationContext& context,
           const c10::TensorOptions& options)
        : m_settings(settings), m_strategies(data::strategiesNamed(settings.augmentation)),
          m_context(context), m_onCpu(options.device().is_cpu()) {
        for (std::int64_t run = 0; run < settings.runs; ++run) {
            at::Generator fresh =
                tensor::generator(base::streamSeed(context.seed, "evaluation." + name, 0, run));
            m_trainees.push_back(
                {Student(network, networks::initialise(network, fresh, options)),
                 tensor::generator(base::streamSeed(context.seed, "evaluation." + name + ".draws", 0, run))});
        }
    }

    void train(const std::vector<at::Tensor>& images, const at::Tensor& labels_M,
               const std::function<void()>& epochDone) {
        for (std::int64_t epoch = 0; epoch < m_settings.epochs; ++epoch) {
            m_context.checkpoint();
            const double rate = rateAt(epoch, m_settings.epochs, m_settings.rate);
            each(static_cast<std::int64_t>(m_trainees.size()), [&](std::int64_t run) {
                Trainee& trainee = m_trainees[static_cast<std::size_t>(run)];
                const at::Tensor& images_M3HW = images[static_cast<std::size_t>(run) % images.size()];
                const at::Tensor order_M =
                    at::randperm(images_M3HW.size(0), trainee.generator, c10::TensorOptions(c10::kLong));
                trainee.student.trainEpoch(images_M3HW, labels_M, order_M.to(labels_M.device()),
                                           m_settings.batch, rate, [&](const at::Tensor& x_BCHW) {
                                               return data::augmentEach(x_BCHW, m_strategies,
                                                                        trainee.generator);
                                           });
            });
            epochDone();
        }
    }

    /// Right answers [runs, pieces], on the CPU.
    at::Tensor test(const std::vector<TestPiece>& pieces) const {
        const auto count = static_cast<std::int64_t>(pieces.size());
        std::vector<at::Tensor> right(pieces.size());
        each(count, [&](std::int64_t i) {
            const TestPiece& piece = pieces[static_cast<std::size_t>(i)];
            const at::Tensor images_B3HW = m_context.test.batch(piece.label, piece.indices);
            std::vector<at::Tensor> byRun;
            for (const Trainee& trainee : m_trainees)
                byRun.push_back(trainee.student.score(images_B3HW).argmax(1).eq(piece.label).sum());
            right[static_cast<std::size_t>(i)] = at::stack(byRun);
        });
        return at::stack(right, 1).to(at::kCPU, at::kLong);
    }

private:
    void each(std::int64_t count, const std::function<void(std::int64_t)>& body) const {
        if (m_onCpu)
            return tensor::sideBySide(count, body);
        for (std::int64_t i = 0; i < count; ++i)
            body(i);
    }

    const settings::EvaluationSettings& m_settings;
    std::vector<data::Strategy> m_strategies;
    const EvaluationContext& m_context;
    bool m_onCpu;
    std::vector<Trainee> m_trainees;
};

/// Accuracies out of the right answers of each run in each piece.
void score(reports::EvaluationRow& row, const at::Tensor& right_RP, const std::vector<TestPiece>& pieces,
           std::int64_t classes) {
    const std::int64_t runs = right_RP.size(0);
    const auto* right = right_RP.const_data_ptr<std::int64_t>();
    const auto images = static_cast<double>(imagesIn(pieces));
    std::vector<double> byClass(static_cast<std::size_t>(classes), 0),
        shown(static_cast<std::size_t>(classes), 0);
    row.accuracies.assign(static_cast<std::size_t>(runs), 0);
    for (std::size_t p = 0; p < pieces.size(); ++p) {
        const auto label = static_cast<std::size_t>(pieces[p].label);
        shown[label] += static_cast<double>(runs) * static_cast<double>(pieces[p].indices.size());
        for (std::size_t run = 0; run < row.accuracies.size(); ++run) {
            const auto hits = static_cast<double>(right[run * pieces.size() + p]);
            row.accuracies[run] += hits / images;
            byClass[label] += hits;
        }
    }
    for (std::size_t label = 0; label < byClass.size(); ++label)
        row.class_accuracies.push_back(shown[label] > 0 ? byClass[label] / shown[label] : 0);
}

} // namespace

std::vector<reports::EvaluationRow> evaluateSet(const std::string& set, const std::vector<at::Tensor>& images,
                                                const at::Tensor& labels_M,
                                                const settings::EvaluationSettings& settings,
                                                std::int64_t resolution, const EvaluationContext& context,
                                                const c10::TensorOptions& options) {
    const std::vector<TestPiece> pieces = testPieces(context.test, settings.test_images);
    const std::int64_t total = settings.epochs * static_cast<std::int64_t>(settings.networks.size());
    std::int64_t done = 0;
    std::vector<reports::EvaluationRow> rows;
    for (const std::string& name : settings.networks) {
        const auto network = networks::makeNetwork(
            kindOf(name),
            {.resolution = resolution, .classes = context.test.classes(), .width = settings.width});
        Cohort cohort(name, *network, settings, context, options);
        cohort.train(images, labels_M, [&] { context.progress(++done, total); });
        reports::EvaluationRow& row = rows.emplace_back(reports::EvaluationRow{set, name, {}, {}});
        score(row, cohort.test(pieces), pieces, context.test.classes());
    }
    return rows;
}

std::string protocolName(const settings::EvaluationSettings& settings, const data::Dataset& test) {
    return base::text("LD3M protocol, ", settings.epochs, settings.epochs == 1 ? " epoch, " : " epochs, ",
                      settings.runs, settings.runs == 1 ? " run, " : " runs, ",
                      imagesIn(testPieces(test, settings.test_images)), " test images");
}

} // namespace ld3m::evaluation
