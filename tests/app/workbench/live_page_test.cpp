// One run in the middle of the window: images, inspector, slider and curves at one iteration.
#include "app/workbench/live_page.h"

#include <fstream>

#include <QLabel>
#include <QSplitter>

#include "tests/app/workbench/scripted_window.h"
#include "widgets/images/image_inspector.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

/// A window that shows a finished run.
struct Shown : ScriptedWindow {
    Shown() {
        finishedRun(folder / "run");
        if (!showActive(window) || !workspace.open(folder / "run") ||
            !QTest::qWaitFor([&] { return sheet()->sheet().iteration == 20 && slider()->iteration() == 20; },
                             kPatience))
            throw std::runtime_error("nothing is shown");
    }
    widgets::ImageInspector* inspector() { return window.findChild<widgets::ImageInspector*>(); }
    void clickTile(int label, int k) {
        QTest::mouseClick(sheet()->viewport(), Qt::LeftButton, {}, sheet()->tileRect(label, k).center());
    }
};

} // namespace

class LivePageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void emptyStatesTeach() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        QVERIFY(with.sheet()->isEmpty());
        QCOMPARE(with.slider()->iteration(), -1);
        const QImage taught = with.sheet()->viewport()->grab().toImage();
        with.script.goTo(-1); // stays in preparation
        QVERIFY(with.workspace.start());
        QVERIFY(with.sheet()->isEmpty());
        QVERIFY(taught != with.sheet()->viewport()->grab().toImage()); // another sentence now
    }

    void aRunOfAnotherDayIsAllThere() {
        Shown with;
        QCOMPARE(with.slider()->iteration(), 20);
        QVERIFY(with.slider()->isLive());
        QTRY_COMPARE(with.plots()->loss()->readoutAt(12), "iteration 12\nloss 1");
        QTRY_COMPARE(with.window.evaluationDock().table()->shownIteration(), 20);
        QCOMPARE(with.track()->position(20), with.track()->width() - with.track()->position(0));
    }

    void aClickInspectsAnImageWhichStaysWhileScrubbing() {
        Shown with;
        QVERIFY(with.inspector()->image().isNull());
        with.clickTile(1, 1);
        QCOMPARE(with.inspector()->title(), "dog · 2 of 2");
        QCOMPARE(with.inspector()->image().pixelColor(0, 0), QColor(20, 100, 50));
        QCOMPARE(with.inspector()->detail("iteration"), "20");
        QTest::keyClick(with.track(), Qt::Key_Home);
        QTRY_COMPARE(with.inspector()->image().pixelColor(0, 0), QColor(0, 100, 50));
        QCOMPARE(with.inspector()->detail("iteration"), "0");
    }

    void fastScrubbingEndsWhereTheSliderIs() {
        Shown with;
        for (const Qt::Key key : {Qt::Key_Home, Qt::Key_Right, Qt::Key_Right, Qt::Key_Right, Qt::Key_Left})
            QTest::keyClick(with.track(), key);
        QCOMPARE(with.slider()->iteration(), 10);
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 10);
        QCOMPARE(with.window.evaluationDock().table()->shownIteration(), 10);
    }

    void aClickIntoACurveShowsThatIteration() {
        Shown with;
        Q_EMIT with.plots()->cursorPlaced(6.0);
        QCOMPARE(with.slider()->iteration(), 5); // the nearest stored one
        QVERIFY(!with.slider()->isLive());
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 5);
        QCOMPARE(*with.plots()->loss()->cursorX(), 5.0);
    }

    void zoomAndSmoothAreActions() {
        Shown with;
        QVERIFY(with.sheet()->isFitted());
        const double fitted = with.sheet()->zoom();
        QTest::keyClick(&with.window, Qt::Key_Plus, Qt::ControlModifier);
        QVERIFY(!with.sheet()->isFitted());
        QVERIFY(with.sheet()->zoom() > fitted);
        with.actions().zoomOut->trigger();
        QCOMPARE(with.sheet()->zoom(), fitted);
        QTest::keyClick(&with.window, Qt::Key_0, Qt::ControlModifier);
        QVERIFY(with.sheet()->isFitted());
        QTest::keyClick(&with.window, Qt::Key_S, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(with.sheet()->isSmooth());
    }

    void aSheetThatCannotBeReadIsABanner() {
        Shown with;
        std::ofstream(with.folder / "run/images/000005.safetensors") << "torn";
        Q_EMIT with.plots()->cursorPlaced(5.0);
        QTRY_VERIFY(with.window.banner().isVisible());
        QVERIFY2(with.window.banner().message().contains("000005.safetensors"),
                 qPrintable(with.window.banner().message()));
        QCOMPARE(pictured(with.sheet()->sheet()), 20);
    }

    void anotherRunTakesItsPlace() {
        Shown with;
        with.clickTile(0, 0);
        interruptedRun(with.folder / "other", 7);
        QVERIFY(with.workspace.open(with.folder / "other"));
        QVERIFY(with.inspector()->image().isNull());
        QTRY_COMPARE(with.slider()->iteration(), 5);
        QTRY_COMPARE(pictured(with.sheet()->sheet()), 5);
        QTRY_COMPARE(with.plots()->loss()->readoutAt(100), "iteration 7\nloss 1.714");
    }

    void splittersAreSavedAndRestored() {
        Shown with;
        auto& page = with.window.livePage();
        auto* splitter = page.findChild<QSplitter*>();
        const QList<int> before = splitter->sizes();
        const QByteArray state = page.saveSplitters();
        splitter->setSizes({before[0] - 60, before[1] + 60});
        QVERIFY(splitter->sizes() != before);
        page.restoreSplitters("nonsense");
        page.restoreSplitters(state);
        QCOMPARE(splitter->sizes(), before);
    }
};

QTEST_MAIN(LivePageTest)
#include "live_page_test.moc"
