// The inspector of the live page: what it asks the engine, and what it makes of the answers.
#include <atomic>

#include "app/workbench/inspector_studies.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using Section = widgets::ImageInspector::Section;

namespace {

reports::Picture picture(std::uint8_t level) {
    return {2, 2, std::make_shared<const std::vector<std::uint8_t>>(12, level)};
}

/// Answers at once, with the label and the image in its numbers.
void answer(const reports::StudyQuestion& question, const reports::StudyWatch& watch) {
    const std::int64_t iteration = question.iteration.value_or(0);
    switch (question.part) {
    case reports::StudyPart::norms: {
        reports::StudyNorms norms{
            .iteration = iteration, .ipc = 2, .images = {}, .whole = question.gradients};
        for (int i = 0; i < 4; ++i) {
            norms.images.push_back({.latents = 10.0 + i});
            if (question.gradients)
                norms.images.back().latents_gradient = 0.5;
        }
        watch.answered(norms);
        return;
    }
    case reports::StudyPart::denoising:
        watch.answered(reports::StudyDenoising{
            iteration,
            "released",
            {{0, 901, 0.25, picture(10)}, {1, 1, 0.0, picture(20)}, {2, {}, {}, picture(30)}}});
        return;
    case reports::StudyPart::nearest:
        watch.answered(reports::StudyNearest{iteration,
                                             6,
                                             question.all_classes,
                                             {{0, 3, "n02123045", 12.5, picture(40)}},
                                             {{0, 1, "n02123045", 0.5, picture(50)}},
                                             "convnet, width 8, random weights of seed 0"});
    }
}

} // namespace

class InspectorStudiesTest : public QObject {
    Q_OBJECT
    std::unique_ptr<tests::ScriptedWorkspace> m_workspace;
    std::unique_ptr<workbench::Actions> m_actions;
    std::unique_ptr<workbench::LivePage> m_page;
    std::atomic<int> m_asked = 0;

    widgets::ImageInspector& inspector() { return *m_page->inspector(); }
    widgets::FilmStrip* strip(Section section, int row = 0) { return inspector().pane(section)->strip(row); }
    void clickImage(int label, int k) {
        auto* view = m_page->sheetView();
        QTest::mouseClick(view->viewport(), Qt::LeftButton, {}, view->tileRect(label, k).center());
    }

private Q_SLOTS:
    void init() {
        m_asked = 0;
        m_workspace = std::make_unique<tests::ScriptedWorkspace>();
        m_actions = std::make_unique<workbench::Actions>(nullptr);
        m_page = std::make_unique<workbench::LivePage>(*m_actions, m_workspace->workspace,
                                                       [this](const auto& question, const auto& watch) {
                                                           ++m_asked;
                                                           answer(question, watch);
                                                       });
        m_page->resize(1100, 800);
        QVERIFY(tests::showActive(*m_page));
        m_workspace->script.goTo(10);
        QVERIFY(m_workspace->create("pets") && m_workspace->workspace.start());
        QTRY_COMPARE_WITH_TIMEOUT(tests::pictured(m_page->sheetView()->sheet()), std::int64_t{10},
                                  tests::kPatience);
    }
    void cleanup() {
        m_page.reset();
        m_actions.reset();
        m_workspace.reset();
    }

    void aClickBringsTheNormsOfItsImage() {
        clickImage(1, 1);
        QTRY_COMPARE(inspector().detail("‖Z‖"), QString("13"));
        QCOMPARE(inspector().detail("‖c‖"), QString());
        QCOMPARE(inspector().detail("norms of"), QString("iteration 10"));
        QCOMPARE(inspector().detail("iteration"), QString("10"));
        clickImage(0, 1);
        QTRY_COMPARE(inspector().detail("‖Z‖"), QString("11"));
        QVERIFY(inspector().detail("‖∂L/∂Z‖").isEmpty());
        Q_EMIT inspector().gradientsWanted();
        QTRY_COMPARE(inspector().detail("‖∂L/∂Z‖"), QString("0.5"));
    }

    void theStripSaysTAndWeight() {
        clickImage(0, 0);
        inspector().setSection(Section::denoising);
        QTRY_COMPARE(strip(Section::denoising)->frames().size(), 3);
        QCOMPARE(strip(Section::denoising)->frames()[0].caption, QString("t 901 · w 0.25"));
        QCOMPARE(strip(Section::denoising)->frames()[2].caption, QString("z₀"));
        QCOMPARE(strip(Section::denoising)->frames()[1].image.pixelColor(0, 0).red(), 20);
        QVERIFY(inspector().pane(Section::denoising)->heading().contains("iteration 10"));
    }

    void nearestImagesSayWhatTheyAre() {
        clickImage(0, 0);
        inspector().setSection(Section::nearest);
        QTRY_COMPARE(strip(Section::nearest, 1)->frames().size(), 1);
        QCOMPARE(strip(Section::nearest, 0)->frames()[0].caption, QString("12.5"));
        QVERIFY(strip(Section::nearest, 0)->frames()[0].toolTip.contains("tabby, real image 4"));
        QVERIFY(inspector().pane(Section::nearest)->heading(1).contains("random weights"));
    }

    void theFilmHoldsEveryStoredImageAndLeadsToIt() {
        clickImage(1, 0);
        inspector().setSection(Section::history);
        QTRY_COMPARE(strip(Section::history)->frames().size(), 3); // 0, 5, 10
        QCOMPARE(strip(Section::history)->current(), 2);
        auto* film = strip(Section::history);
        QTest::mouseClick(film->viewport(), Qt::LeftButton, {}, film->frameRect(1).center());
        QTRY_COMPARE(tests::pictured(m_page->sheetView()->sheet()), std::int64_t{5});
        QCOMPARE(m_page->slider()->iteration(), std::int64_t{5});
        QCOMPARE(film->current(), 1);
        m_workspace->script.goTo(15); // the film grows with the run
        QTRY_COMPARE_WITH_TIMEOUT(film->frames().size(), 4, tests::kPatience);
    }

    void aRunThatIsOnIsNotAskedWithEverySheet() {
        clickImage(0, 0);
        inspector().setSection(Section::denoising);
        QTRY_COMPARE(strip(Section::denoising)->frames().size(), 3);
        const int before = m_asked;
        m_workspace->script.goTo(20);
        QTRY_COMPARE_WITH_TIMEOUT(tests::pictured(m_page->sheetView()->sheet()), std::int64_t{20},
                                  tests::kPatience);
        QCOMPARE(m_asked.load(), before);
    }
};

QTEST_MAIN(InspectorStudiesTest)
#include "inspector_studies_test.moc"
