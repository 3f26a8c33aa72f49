// Single images of a tiny run's checkpoint, held against the checkpoint and the run's own pictures.
#include "core/diagnostics/image_study.h"

#include <QtTest>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/distillation/checkpoint.h"
#include "core/distillation/distil.h"
#include "core/jobs/control.h"
#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using reports::StudyPart;

namespace {

template<typename Answer>
std::vector<Answer> answersOf(diagnostics::ImageStudy& study, const reports::StudyQuestion& question) {
    std::vector<Answer> answers;
    reports::StudyWatch watch;
    watch.answered = [&](const reports::StudyAnswer& answer) { answers.push_back(std::get<Answer>(answer)); };
    study.ask(question, watch);
    return answers;
}

/// Of the real images' levels, what an image of one value must lie nearest to.
double rms(const reports::Picture& a, const reports::Picture& b) {
    double squares = 0;
    for (std::size_t i = 0; i < a.rgb->size(); ++i)
        squares += std::pow(double((*a.rgb)[i]) - double((*b.rgb)[i]), 2);
    return std::sqrt(squares / double(a.rgb->size()));
}

} // namespace

class ImageStudyTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    std::filesystem::path m_run;
    std::filesystem::path m_pixelRun;

    std::filesystem::path runOf(const settings::Recipe& recipe, const std::string& name) {
        const std::filesystem::path path = m_folder.path() / name;
        jobs::Control control;
        reports::Published published;
        distillation::distil(recipe, path, false, control, published);
        return path;
    }
    reports::StudyQuestion question(StudyPart part) const {
        reports::StudyQuestion asked{.run = m_run, .label = 1, .image = 1};
        asked.part = part;
        return asked;
    }
    reports::Picture stored(std::int64_t iteration) const {
        return projects::readSheetImage(projects::RunFolder::open(m_run).sheetFile(iteration), 1, 1);
    }

private Q_SLOTS:
    void initTestCase() {
        tests::writeTinyDataset(m_folder.path() / "data");
        settings::Recipe recipe = tests::tinyDiffusionRecipe(m_folder.path() / "data");
        recipe.evaluation.every = 0;
        recipe.distillation.ipc = 2;
        recipe.dataset.resolution = 32;
        m_run = runOf(recipe, "run");
        settings::Recipe pixel = tests::tinyRecipe(m_folder.path() / "data");
        pixel.evaluation.every = 0;
        m_pixelRun = runOf(pixel, "pixel");
    }

    void normsAreThoseOfTheCheckpoint() {
        diagnostics::ImageStudy study;
        const auto answers = answersOf<reports::StudyNorms>(study, question(StudyPart::norms));
        QCOMPARE(answers.size(), std::size_t{1});
        const auto stored = distillation::readCheckpoint(projects::RunFolder::open(m_run).checkpointFile(4),
                                                         at::TensorOptions(at::kFloat));
        QCOMPARE(answers[0].iteration, std::int64_t{4});
        QCOMPARE(answers[0].images.size(), std::size_t{4});
        QVERIFY(!answers[0].whole);
        for (std::int64_t i = 0; i < 4; ++i) {
            const reports::ImageNorms& norms = answers[0].images[static_cast<std::size_t>(i)];
            QVERIFY(std::abs(norms.latents - stored.state.values.latents[i].norm().item<double>()) < 1e-4);
            QVERIFY(std::abs(*norms.conditioning -
                             stored.state.values.conditioning[i].norm().item<double>()) < 1e-4);
            QVERIFY(!norms.latents_gradient);
        }
    }

    void gradientsComeAfterTheNormsAndAreKept() {
        diagnostics::ImageStudy study;
        reports::StudyQuestion asked = question(StudyPart::norms);
        asked.gradients = true;
        const auto answers = answersOf<reports::StudyNorms>(study, asked);
        QCOMPARE(answers.size(), std::size_t{2});
        QVERIFY(!answers[0].whole && answers[1].whole);
        for (const reports::ImageNorms& norms : answers[1].images) {
            QVERIFY(*norms.latents_gradient > 0);
            QVERIFY(*norms.conditioning_gradient > 0);
        }
        asked.image = 0;
        asked.gradients = false;
        QVERIFY(answersOf<reports::StudyNorms>(study, asked).at(0).whole); // of all images, at once
    }

    void theGradientsOfAllImagesAddUpToTheRuns() {
        // Iteration 3 of the run followed checkpoint 2; its report has the norm over all images.
        diagnostics::ImageStudy study;
        reports::StudyQuestion asked = question(StudyPart::norms);
        asked.iteration = 2;
        asked.gradients = true;
        double squares = 0;
        for (const reports::ImageNorms& norms : answersOf<reports::StudyNorms>(study, asked).at(1).images)
            squares += std::pow(*norms.latents_gradient, 2);
        double reported = -1;
        for (const auto& event :
             projects::MetricsReader(projects::RunFolder::open(m_run).metricsFile()).readNew())
            if (const auto* report = std::get_if<reports::IterationReport>(&event);
                report && report->iteration == 3)
                reported = report->latent_grad_norm;
        QVERIFY2(std::abs(std::sqrt(squares) / reported - 1) < 1e-4, qPrintable(QString::number(reported)));
    }

    void theStripEndsWithTheStoredImage() {
        diagnostics::ImageStudy study;
        const auto strip = answersOf<reports::StudyDenoising>(study, question(StudyPart::denoising)).at(0);
        QCOMPARE(strip.frames.size(), std::size_t{3}); // T = 2
        QVERIFY(*strip.frames[0].t > *strip.frames[1].t);
        QVERIFY(!strip.frames[2].t && !strip.frames[2].weight);
        QVERIFY(*strip.frames[0].weight >= 0);
        QVERIFY(rms(strip.frames[2].picture, stored(4)) < 1); // rounding, batches of other sizes
        QVERIFY(rms(strip.frames[0].picture, stored(4)) > 1);
    }

    void anEarlierCheckpointIsAnotherImage() {
        diagnostics::ImageStudy study;
        answersOf<reports::StudyDenoising>(study, question(StudyPart::denoising));
        reports::StudyQuestion asked = question(StudyPart::denoising);
        asked.iteration = 2;
        const auto strip = answersOf<reports::StudyDenoising>(study, asked).at(0);
        QCOMPARE(strip.iteration, std::int64_t{2});
        QVERIFY(rms(strip.frames.back().picture, stored(2)) < 1);
    }

    void nearestImagesAreInOrderAndMeasured() {
        diagnostics::ImageStudy study;
        reports::StudyQuestion asked = question(StudyPart::nearest);
        asked.neighbours = 4;
        const auto nearest = answersOf<reports::StudyNearest>(study, asked).at(0);
        QCOMPARE(nearest.searched, std::int64_t{6});
        QCOMPARE(nearest.in_pixels.size(), std::size_t{4});
        QCOMPARE(nearest.in_network.size(), std::size_t{4});
        QVERIFY(nearest.network.find("random weights") != std::string::npos);
        for (std::size_t i = 0; i < 4; ++i) {
            QCOMPARE(nearest.in_pixels[i].label, std::int64_t{1});
            QVERIFY(i == 0 || nearest.in_pixels[i].distance >= nearest.in_pixels[i - 1].distance);
            QVERIFY(i == 0 || nearest.in_network[i].distance >= nearest.in_network[i - 1].distance);
            QVERIFY(std::abs(rms(nearest.in_pixels[i].picture, stored(4)) - nearest.in_pixels[i].distance) <
                    1);
        }
        asked.all_classes = true;
        QCOMPARE(answersOf<reports::StudyNearest>(study, asked).at(0).searched, std::int64_t{12});
    }

    void aPixelPriorHasNormsAndNeighboursButNoStrip() {
        diagnostics::ImageStudy study;
        reports::StudyQuestion asked{.run = m_pixelRun};
        QVERIFY(!answersOf<reports::StudyNorms>(study, asked).at(0).images.at(0).conditioning);
        asked.part = StudyPart::nearest;
        QVERIFY(!answersOf<reports::StudyNearest>(study, asked).at(0).in_pixels.empty());
        asked.part = StudyPart::denoising;
        QVERIFY(
            tests::messageOf<base::InputError>([&] { study.ask(asked, {}); }).contains("no reverse steps"));
    }

    void whatIsNotThereIsRefused() {
        diagnostics::ImageStudy study;
        reports::StudyQuestion asked = question(StudyPart::norms);
        asked.label = 2;
        QVERIFY(tests::messageOf<base::InputError>([&] { study.ask(asked, {}); }).contains("no image"));
        asked.label = 0;
        asked.image = 2;
        QVERIFY_EXCEPTION_THROWN(study.ask(asked, {}), base::InputError);
        asked.run = m_folder.path() / "nowhere";
        QVERIFY_EXCEPTION_THROWN(study.ask(asked, {}), base::InputError);
    }

    void stopsWhenAskedAndGoesOnLater() {
        diagnostics::ImageStudy study;
        jobs::Control control;
        reports::StudyWatch watch;
        watch.checkpoint = [&] { control.checkpoint(); };
        watch.progress = [&](const reports::Progress&) { control.stop(); };
        QVERIFY_EXCEPTION_THROWN(study.ask(question(StudyPart::denoising), watch), jobs::Stopped);
        QCOMPARE(answersOf<reports::StudyDenoising>(study, question(StudyPart::denoising)).size(),
                 std::size_t{1});
        study.forget();
        QCOMPARE(answersOf<reports::StudyNorms>(study, question(StudyPart::norms)).size(), std::size_t{1});
    }
};

QTEST_GUILESS_MAIN(ImageStudyTest)
#include "image_study_test.moc"
