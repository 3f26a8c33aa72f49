// Whole evaluations of small sets that are easy, impossible or interrupted.
#include <QtTest>

#include "core/evaluation/evaluation.h"
#include "core/jobs/control.h"
#include "tests/support/tiny_dataset.h"

using namespace ld3m;

class EvaluationTest : public QObject {
    Q_OBJECT

    data::Dataset m_test = tests::tinyDataset({40, 40, 20});
    c10::TensorOptions m_cpu = c10::TensorOptions().dtype(at::kFloat);
    settings::EvaluationSettings m_settings = [] {
        settings::EvaluationSettings settings;
        settings.runs = 3;
        settings.epochs = 30;
        settings.rate = 0.05;
        settings.width = 8;
        settings.augmentation = {"flip", "crop"};
        return settings;
    }();

    at::Tensor oneOfEach(std::int64_t shift = 0) const {
        std::vector<at::Tensor> images;
        for (std::int64_t label = 0; label < 3; ++label)
            images.push_back(m_test.batch((label + shift) % 3, {0}));
        return at::cat(images);
    }

    std::vector<reports::EvaluationRow> rows(const std::vector<at::Tensor>& images,
                                             const evaluation::EvaluationContext& context) const {
        return evaluation::evaluate(evaluation::subjectOf("synthetic", images, at::arange(3), m_settings),
                                    m_settings, 8, context, m_cpu);
    }

    reports::EvaluationRow evaluate(const at::Tensor& images,
                                    const evaluation::EvaluationContext& context) const {
        return rows({images}, context).front();
    }

private Q_SLOTS:
    void aTellingSetTeaches() {
        const auto row = evaluate(oneOfEach(), {.test = m_test, .seed = 5});
        QCOMPARE(row.set, std::string("synthetic"));
        QCOMPARE(row.network, std::string("convnet"));
        QCOMPARE(row.accuracies.size(), std::size_t(3));
        QCOMPARE(row.class_accuracies.size(), std::size_t(3));
        QVERIFY2(row.mean() > 0.9, qPrintable(QString::number(row.mean())));
    }

    void wrongLabelsTeachWrongAnswers() {
        QVERIFY(evaluate(oneOfEach(1), {.test = m_test, .seed = 5}).mean() < 0.1);
    }

    void eachRunMayHaveImagesOfItsOwn() {
        m_settings.epochs = 3;
        const auto judge = [&](const std::vector<at::Tensor>& images) {
            return rows(images, {.test = m_test, .seed = 5}).front().accuracies;
        };
        const auto right = judge({oneOfEach()}), wrong = judge({oneOfEach(1)});
        QCOMPARE(judge({oneOfEach(), oneOfEach(1), oneOfEach()}),
                 (std::vector<double>{right[0], wrong[1], right[2]}));
        m_settings.epochs = 30;
    }

    void classAccuraciesAddUpToTheMean() {
        m_settings.epochs = 2;
        const auto row = evaluate(oneOfEach(), {.test = m_test, .seed = 5});
        const double all =
            (40 * row.class_accuracies[0] + 40 * row.class_accuracies[1] + 20 * row.class_accuracies[2]) /
            100;
        QVERIFY(std::abs(all - row.mean()) < 1e-12);
        m_settings.epochs = 30;
    }

    void equalSeedsGiveEqualNumbers() {
        m_settings.epochs = 3;
        const auto first = evaluate(oneOfEach(), {.test = m_test, .seed = 5});
        QCOMPARE(evaluate(oneOfEach(), {.test = m_test, .seed = 5}).accuracies, first.accuracies);
        m_settings.runs = 2;
        const auto fewer = evaluate(oneOfEach(), {.test = m_test, .seed = 5});
        QCOMPARE(fewer.accuracies[1],
                 first.accuracies[1]); // a run's draws do not depend on how many runs there are
        m_settings.runs = 3;
        m_settings.epochs = 30;
    }

    void tellsItsProgressAndItsProtocol() {
        std::vector<std::int64_t> told;
        evaluate(oneOfEach(),
                 {.test = m_test, .seed = 5, .progress = [&](std::int64_t done, std::int64_t total) {
                      QCOMPARE(total, std::int64_t(30));
                      told.push_back(done);
                  }});
        QCOMPARE(told.size(), std::size_t(30));
        QCOMPARE(told.back(), std::int64_t(30));
        m_settings.test_images = 30;
        QCOMPARE(evaluation::protocolName(m_settings, m_test),
                 "ld3m protocol, 30 epochs, 3 runs, 30 test images; epochs = 30 instead of 1000; "
                 "rate = 0.05 instead of 0.001; augmentation = flip, crop instead of color, crop, cutout, "
                 "flip, scale, "
                 "rotate");
        m_settings.test_images = 0;
    }

    void aStopEndsItBetweenEpochs() {
        int epochs = 0;
        const evaluation::EvaluationContext context{.test = m_test, .seed = 5, .checkpoint = [&] {
                                                        if (++epochs > 4)
                                                            throw jobs::Stopped();
                                                    }};
        QVERIFY_EXCEPTION_THROWN(evaluate(oneOfEach(), context), jobs::Stopped);
        QCOMPARE(epochs, 5);
    }
};

QTEST_APPLESS_MAIN(EvaluationTest)
#include "evaluation_test.moc"
