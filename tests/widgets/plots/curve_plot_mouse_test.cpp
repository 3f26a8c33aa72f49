// CurvePlot under the mouse, and its context menu.
#include <QClipboard>
#include <QMenu>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"
#include "widgets/plots/curve_readout.h"

using namespace ld3m::widgets;
using namespace ld3m::tests;

namespace {

constexpr int kDoubleClickInterval = 20; ///< milliseconds; a click counts after them

} // namespace

class CurvePlotMouseTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CurvePlot> m_plot;
    QCustomPlot* m_custom = nullptr;

    QAction* action(QMenu& menu, const QString& text) const {
        for (QAction* each : menu.findChildren<QAction*>())
            if (each->text() == text)
                return each;
        return nullptr;
    }
    CurveReadout* readout() const { return m_plot->findChild<CurveReadout*>(); }

private Q_SLOTS:
    void initTestCase() { QApplication::setDoubleClickInterval(kDoubleClickInterval); }
    void init() {
        moveMouseAway();
        m_plot = std::make_unique<CurvePlot>("Loss");
        m_plot->setAxisLabels("iteration", "loss");
        m_plot->resize(500, 300);
        m_plot->append("loss", {0, 25, 50, 75, 100}, {0, 1, 2, 3, 4});
        QVERIFY(showActive(*m_plot));
        m_custom = &plotOf(*m_plot);
        draw(*m_plot);
    }
    void cleanup() { m_plot.reset(); }

    void theWheelZoomsXAroundTheMouse() {
        QSignalSpy moved(m_plot.get(), &CurvePlot::xRangeChanged);
        QSignalSpy following(m_plot.get(), &CurvePlot::followingChanged);
        const QPoint mouse = pixelOf(*m_plot, 75, 2);
        turnWheel(m_custom, mouse, kNotch);
        QVERIFY(m_plot->upperX() - m_plot->lowerX() < 90);
        QVERIFY(qAbs(m_custom->xAxis->pixelToCoord(mouse.x()) - 75) < 0.5);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.first(), QVariantList({m_plot->lowerX(), m_plot->upperX()}));
        QCOMPARE(following.count(), 1);
        QCOMPARE(following.first(), QVariantList{false});
        QVERIFY(!m_plot->isFollowing());
        turnWheel(m_custom, mouse, -kNotch);
        QVERIFY(qAbs(m_plot->upperX() - 100) < 0.5);
        QCOMPARE(following.count(), 1);
    }

    void yFollowsTheZoomOfX() {
        for (int i = 0; i < 8; ++i)
            turnWheel(m_custom, pixelOf(*m_plot, 50, 2), kNotch);
        draw(*m_plot);
        QVERIFY(m_plot->lowerY() > 0.5 && m_plot->upperY() < 3.5);
    }

    void shiftWheelZoomsYAlone() {
        QSignalSpy moved(m_plot.get(), &CurvePlot::xRangeChanged);
        turnWheel(m_custom, pixelOf(*m_plot, 50, 2), kNotch, Qt::ShiftModifier);
        QVERIFY(m_plot->upperY() - m_plot->lowerY() < 4);
        QCOMPARE(m_plot->lowerX(), 0.0);
        QCOMPARE(m_plot->upperX(), 100.0);
        QVERIFY(moved.isEmpty());
        const double upper = m_plot->upperY();
        m_plot->append("loss", {110}, {400});
        draw(*m_plot);
        QCOMPARE(m_plot->upperY(), upper); // zoomed: y no longer fits by itself
        m_plot->resetView();
        draw(*m_plot);
        QVERIFY(m_plot->upperY() > 400);
    }

    void draggingPans() {
        QSignalSpy moved(m_plot.get(), &CurvePlot::xRangeChanged);
        QSignalSpy placed(m_plot.get(), &CurvePlot::cursorPlaced);
        const double before = m_plot->upperY();
        drag(m_custom, pixelOf(*m_plot, 60, 2), pixelOf(*m_plot, 40, 3));
        QVERIFY(qAbs(m_plot->lowerX() - 20) < 0.5);
        QVERIFY(qAbs(m_plot->upperX() - 120) < 0.5);
        QVERIFY(!m_plot->isFollowing());
        QVERIFY(!moved.isEmpty());
        QVERIFY(qAbs(m_plot->upperY() - before) < 1); // not dragged along
        QVERIFY(!placed.wait(5 * kDoubleClickInterval));
    }

    void shiftDraggingPansYAlone() {
        const double span = m_plot->upperY() - m_plot->lowerY();
        drag(m_custom, pixelOf(*m_plot, 60, 2), pixelOf(*m_plot, 40, 3), Qt::ShiftModifier);
        QCOMPARE(m_plot->lowerX(), 0.0);
        QVERIFY(m_plot->upperY() < 3.5);
        QVERIFY(qAbs(m_plot->upperY() - m_plot->lowerY() - span) < 1e-9);
    }

    void doubleClickShowsEverythingAgain() {
        m_plot->setXRange(10, 20);
        turnWheel(m_custom, pixelOf(*m_plot, 15, 1), kNotch, Qt::ShiftModifier);
        QSignalSpy following(m_plot.get(), &CurvePlot::followingChanged);
        QSignalSpy placed(m_plot.get(), &CurvePlot::cursorPlaced);
        doubleClick(m_custom, m_custom->axisRect()->center());
        draw(*m_plot);
        QVERIFY(m_plot->isFollowing());
        QCOMPARE(following.last(), QVariantList{true});
        QCOMPARE(m_plot->lowerX(), 0.0);
        QCOMPARE(m_plot->upperX(), 100.0);
        QVERIFY(m_plot->upperY() > 4);
        QVERIFY2(!placed.wait(5 * kDoubleClickInterval), "a double click places no cursor");
    }

    void aClickPlacesTheCursor() {
        QSignalSpy placed(m_plot.get(), &CurvePlot::cursorPlaced);
        QTest::mouseClick(m_custom, Qt::LeftButton, {}, pixelOf(*m_plot, 40, 2));
        QTRY_COMPARE(placed.count(), 1);
        QVERIFY(qAbs(placed.first().value(0).toDouble() - 40) < 0.5);
        QVERIFY2(!m_plot->cursorX(), "whoever shows iterations places it");
    }

    void otherClicksPlaceNoCursor() {
        QSignalSpy placed(m_plot.get(), &CurvePlot::cursorPlaced);
        QTest::mouseClick(m_custom, Qt::RightButton, {}, pixelOf(*m_plot, 40, 2));
        QTest::mouseClick(m_custom, Qt::LeftButton, {}, QPoint(3, 100)); // on the axis
        QVERIFY(!placed.wait(5 * kDoubleClickInterval));
    }

    void aClickOnTheLegendHidesACurve() {
        m_plot->append("baseline", {0, 100}, {1, 1});
        draw(*m_plot);
        QSignalSpy placed(m_plot.get(), &CurvePlot::cursorPlaced);
        QTest::mouseClick(m_custom, Qt::LeftButton, {}, legendEntry(*m_plot, "baseline"));
        QVERIFY(!m_plot->isSeriesVisible("baseline"));
        QVERIFY(m_plot->isSeriesVisible("loss"));
        QTest::mouseClick(m_custom, Qt::LeftButton, {}, legendEntry(*m_plot, "baseline"));
        QVERIFY(m_plot->isSeriesVisible("baseline"));
        QVERIFY(!placed.wait(5 * kDoubleClickInterval));
    }

    void aDoubleClickOnTheLegendLeavesTheView() {
        m_plot->append("baseline", {0, 100}, {1, 1});
        m_plot->setXRange(10, 90);
        draw(*m_plot);
        doubleClick(m_custom, legendEntry(*m_plot, "baseline"));
        QVERIFY(!m_plot->isFollowing());
        QCOMPARE(m_plot->lowerX(), 10.0);
    }

    void hoveringReadsTheNearestPoint() {
        QVERIFY(!readout()->isVisible());
        QTest::mouseMove(m_custom, pixelOf(*m_plot, 52, 1));
        QTRY_VERIFY(readout()->isVisible());
        QTest::mouseMove(m_custom, QPoint(2, 2)); // outside of the axes
        QTRY_VERIFY(!readout()->isVisible());
        QTest::mouseMove(m_custom, pixelOf(*m_plot, 52, 1));
        QTRY_VERIFY(readout()->isVisible());
        moveMouseAway();
        QTRY_VERIFY(!readout()->isVisible());
    }

    void theReadOutMovesWithTheCurveUnderARestingMouse() {
        QTest::mouseMove(m_custom, pixelOf(*m_plot, 75, 1));
        QTRY_VERIFY(readout()->isVisible());
        const QImage before = readout()->grab().toImage();
        m_plot->append("loss", {150, 200}, {9, 16});
        draw(*m_plot);
        QVERIFY(readout()->isVisible());
        QVERIFY(readout()->grab().toImage() != before);
        m_plot->clearPoints("loss");
        draw(*m_plot);
        QVERIFY(!readout()->isVisible());
    }

    void draggingHidesTheReadOut() {
        QTest::mouseMove(m_custom, pixelOf(*m_plot, 50, 1));
        QTRY_VERIFY(readout()->isVisible());
        drag(m_custom, pixelOf(*m_plot, 50, 1), pixelOf(*m_plot, 30, 1));
        QVERIFY(!readout()->isVisible());
    }

    void theMenuSwitchesScaleAndSmoothing() {
        QSignalSpy logY(m_plot.get(), &CurvePlot::logYChanged);
        QSignalSpy smoothing(m_plot.get(), &CurvePlot::smoothingChanged);
        const std::unique_ptr<QMenu> menu(m_plot->createContextMenu());
        QVERIFY(!action(*menu, "Logarithmic y")->isChecked());
        QVERIFY(action(*menu, "off")->isChecked());
        action(*menu, "Logarithmic y")->trigger();
        QVERIFY(m_plot->isLogY());
        QCOMPARE(logY.value(0), QVariantList{true});
        action(*menu, "0.9")->trigger();
        QCOMPARE(m_plot->smoothing(), 0.9);
        QCOMPARE(smoothing.value(0), QVariantList{0.9});
        const std::unique_ptr<QMenu> next(m_plot->createContextMenu());
        QVERIFY(action(*next, "Logarithmic y")->isChecked());
        QVERIFY(action(*next, "0.9")->isChecked());
        QVERIFY(!action(*next, "off")->isChecked());
    }

    void theMenuResetsTheView() {
        m_plot->setXRange(10, 20);
        QSignalSpy following(m_plot.get(), &CurvePlot::followingChanged);
        const std::unique_ptr<QMenu> menu(m_plot->createContextMenu());
        action(*menu, "Reset view")->trigger();
        QVERIFY(m_plot->isFollowing());
        QCOMPARE(following.value(0), QVariantList{true});
    }

    void theMenuCopiesThePicture() {
        QApplication::clipboard()->clear();
        const std::unique_ptr<QMenu> menu(m_plot->createContextMenu());
        action(*menu, "Copy picture")->trigger();
        QCOMPARE(QApplication::clipboard()->image().size(), m_custom->size());
    }

    void theMenuOpensUnderTheMouse() {
        QContextMenuEvent event(QContextMenuEvent::Mouse, {100, 100},
                                m_custom->mapToGlobal(QPoint(100, 100)));
        QApplication::sendEvent(m_custom, &event);
        QTRY_VERIFY(QApplication::activePopupWidget());
        QPointer<QMenu> menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(action(*menu, "Export figure…"));
        menu->close();
        QTRY_VERIFY(!menu); // nobody else would delete it
    }
};

QTEST_MAIN(CurvePlotMouseTest)
#include "curve_plot_mouse_test.moc"
