// Crops, colour, mixing and the teacher's answers: what a batch goes through before a step.
#include "core/evaluation/lesson.h"

#include <QtTest>

#include <ATen/ATen.h>

#include "core/evaluation/image_noise.h"
#include "core/evaluation/mixing.h"
#include "core/tensor/random.h"
#include "tests/support/tiny_dataset.h"

using namespace ld3m;
using namespace ld3m::evaluation;

class LessonTest : public QObject {
    Q_OBJECT

    at::Generator m_generator = tensor::generator(7);
    at::Tensor m_images = at::rand({6, 3, 12, 12}, m_generator);
    at::Tensor m_labels = at::tensor({0, 1, 2, 0, 1, 2}, at::kLong);
    data::Dataset m_real = tests::tinyDataset({4, 4, 4});

    static settings::EvaluationSettings plain() {
        settings::EvaluationSettings settings;
        settings.augmentation = {};
        return settings;
    }

private Q_SLOTS:
    void windowsKeepTheirAreaAndRatio() {
        double least = 1, most = 0;
        for (int i = 0; i < 500; ++i) {
            const Window window = cropWindow(100, 100, 0.25, m_generator);
            QVERIFY(window.top >= 0 && window.top + window.height <= 100);
            QVERIFY(window.left >= 0 && window.left + window.width <= 100);
            const double area = double(window.height * window.width) / 10000;
            const double ratio = double(window.width) / double(window.height);
            QVERIFY(area > 0.24 && ratio > 0.73 && ratio < 1.36);
            least = std::min(least, area);
            most = std::max(most, area);
        }
        QVERIFY2(least < 0.35 && most > 0.85, qPrintable(QString("%1 %2").arg(least).arg(most)));
    }

    void aWindowThatNeverFitsIsCentral() {
        const Window window =
            cropWindow(10, 100, 1, m_generator); // area 1 and a legal ratio exclude each other
        QCOMPARE(window.height, std::int64_t{10});
        QCOMPARE(window.width, std::int64_t{13}); // 10 times 4/3
        QCOMPARE(window.left, std::int64_t{43});
    }

    void cropsShowAPartOfTheirImage() {
        // A ramp from left to right stays one, with a smaller range.
        const at::Tensor ramp = at::arange(12, at::kFloat).expand({4, 3, 12, 12}).contiguous();
        const at::Tensor cropped = cropEach(ramp, 0.2, m_generator);
        QCOMPARE(cropped.sizes(), ramp.sizes());
        const at::Tensor range = cropped.amax({1, 2, 3}) - cropped.amin({1, 2, 3});
        QVERIFY((range <= 11).all().item<bool>() && (range > 2).all().item<bool>());
        QVERIFY(!at::equal(range[0], range[1]) || !at::equal(range[1], range[2]));
        QVERIFY(((cropped.slice(3, 1) - cropped.slice(3, 0, -1)) >= -1e-5).all().item<bool>());
    }

    void jitterKeepsGreyGrey() {
        const at::Tensor grey = at::full({5, 3, 4, 4}, 0.5, at::kFloat);
        const at::Tensor out = jitterEach(grey, 0.4, m_generator);
        QVERIFY(at::allclose(out.select(1, 0), out.select(1, 2), 1e-4, 1e-5));
        const at::Tensor level = out.select(1, 0).amax({1, 2});
        QVERIFY((level >= 0.29).all().item<bool>() && (level <= 0.71).all().item<bool>());
        QVERIFY(level.std(0).item<double>() > 0.01); // each image has a factor of its own
        QVERIFY(at::allclose(jitterEach(m_images, 0, m_generator), m_images, 1e-4, 1e-5));
    }

    void lightingShiftsWholeImages() {
        const at::Tensor shift = lightEach(m_images, 0.1, m_generator) - m_images;
        QVERIFY(at::allclose(shift, shift.mean({2, 3}, true).expand_as(shift), 0, 1e-6));
        QVERIFY(shift.abs().amax().item<double>() > 1e-4 && shift.abs().amax().item<double>() < 0.2);
    }

    // kept 0.75: sides of half the image, centre (1, 6) cut off at the top.
    void cutBoxesAreCutOff() {
        const Box box = cutBox(0.75, 1, 6, 12, 12);
        QCOMPARE(box.top, std::int64_t{0});
        QCOMPARE(box.bottom, std::int64_t{4});
        QCOMPARE(box.left, std::int64_t{3});
        QCOMPARE(box.right, std::int64_t{9});
        QCOMPARE(cutBox(1, 5, 5, 12, 12).area(), std::int64_t{0});
    }

    void cutMixTakesABoxAndCountsByArea() {
        const at::Tensor flat =
            at::arange(6, at::kFloat).view({6, 1, 1, 1}).expand({6, 3, 12, 12}).contiguous();
        for (int i = 0; i < 20; ++i) {
            const Mixed batch = mixed(flat, settings::Mix::cutmix, 1, m_generator);
            const at::Tensor own = batch.x_BCHW.eq(flat).to(at::kDouble).mean({1, 2, 3});
            for (int image = 0; image < 6; ++image) {
                const bool itself = batch.partner_B[image].item<std::int64_t>() == image;
                QVERIFY(std::abs(own[image].item<double>() - (itself ? 1 : batch.kept)) < 1e-9);
            }
            const at::Tensor labels = mixedLabels(m_labels, batch, 3);
            QVERIFY(at::allclose(labels.sum(1), at::ones({6})));
        }
    }

    void mixupIsAWeightedSum() {
        const Mixed batch = mixed(m_images, settings::Mix::mixup, 0.8, m_generator);
        QVERIFY(batch.kept > 0 && batch.kept < 1);
        const at::Tensor expected =
            m_images * batch.kept + m_images.index_select(0, batch.partner_B) * (1 - batch.kept);
        QVERIFY(at::allclose(batch.x_BCHW, expected));
        const at::Tensor soft = at::softmax(at::rand({6, 3}, m_generator), 1);
        QVERIFY(at::allclose(mixedLabels(soft, batch, 3),
                             soft * batch.kept + soft.index_select(0, batch.partner_B) * (1 - batch.kept)));
    }

    void aPlainLessonChangesAndDrawsNothing() {
        const settings::EvaluationSettings settings = plain();
        const LessonPlan plan(settings, m_real, {});
        at::Generator one = tensor::generator(3), other = tensor::generator(3);
        const Lesson lesson = plan.lesson(m_images, m_labels, one);
        QVERIFY(at::equal(lesson.x_BCHW, m_images) && at::equal(lesson.target, m_labels));
        QVERIFY(at::equal(at::rand({3}, one), at::rand({3}, other)));
    }

    void theTeacherAnswersWhatTheStudentSees() {
        settings::EvaluationSettings settings = plain();
        settings.labels = settings::Labels::teacher;
        settings.temperature = 4;
        settings.mix = settings::Mix::cutmix;
        settings.crop = 0.3;
        settings.jitter = 0.4;
        at::Tensor asked;
        const LessonPlan plan(settings, m_real, [&](const at::Tensor& x_BCHW) {
            asked = x_BCHW;
            return x_BCHW.mean({2, 3}) * 8;
        });
        const Lesson lesson = plan.lesson(m_images, m_labels, m_generator);
        QVERIFY(at::equal(asked, lesson.x_BCHW));
        QVERIFY(!at::equal(asked, m_images));
        QVERIFY(at::allclose(lesson.target, at::softmax(asked.mean({2, 3}) * 2, 1)));
    }

    void colourNoiseWorksOnPixels() {
        settings::EvaluationSettings settings = plain();
        settings.lighting = 0.1;
        const LessonPlan plan(settings, m_real, {}); // mean and deviation 0.5: a shift of pixels is doubled
        at::Generator one = tensor::generator(9), other = tensor::generator(9);
        const at::Tensor seen = plan.lesson(m_images, m_labels, one).x_BCHW;
        QVERIFY(at::allclose(seen, lightEach(m_images * 0.5 + 0.5, 0.1, other) * 2 - 1, 1e-4, 1e-5));
    }
};

QTEST_APPLESS_MAIN(LessonTest)
#include "lesson_test.moc"
