#include "widgets/plots/curve_plot_row.h"

#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"

using namespace ld3m::widgets;
using namespace ld3m::tests;

class CurvePlotRowTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CurvePlotRow> m_row;
    CurvePlot* m_loss = nullptr;
    CurvePlot* m_accuracy = nullptr;

    void drawBoth() const {
        draw(*m_loss);
        draw(*m_accuracy);
    }
    QStringList eventLabels(const CurvePlot& plot) const {
        QStringList labels;
        for (int i = 0; i < plotOf(plot).itemCount(); ++i)
            if (const auto* text = qobject_cast<QCPItemText*>(plotOf(plot).item(i)))
                labels << text->text();
        return labels;
    }

private Q_SLOTS:
    void initTestCase() { QApplication::setDoubleClickInterval(20); }
    void init() {
        moveMouseAway();
        m_row = std::make_unique<CurvePlotRow>();
        m_loss = m_row->addPlot("Loss", "iteration", "loss");
        m_accuracy = m_row->addPlot("Accuracy", "iteration", "accuracy / %");
        m_row->resize(900, 260);
        m_loss->append("loss", {0, 50, 100}, {3, 2, 1});
        m_accuracy->append("convnet", {20, 40}, {30, 40});
        QVERIFY(showActive(*m_row));
        drawBoth();
    }
    void cleanup() { m_row.reset(); }

    void plotsStandSideBySide() {
        QCOMPARE(m_row->plots(), (QList{m_loss, m_accuracy}));
        QVERIFY(m_loss->geometry().right() < m_accuracy->geometry().left());
    }

    void allShowTheExtentOfAll() {
        QCOMPARE(m_accuracy->lowerX(), 0.0);
        QCOMPARE(m_accuracy->upperX(), 100.0);
        m_accuracy->append("convnet", {150}, {41});
        drawBoth();
        QCOMPARE(m_loss->upperX(), 150.0);
    }

    void zoomIsShared() {
        turnWheel(&plotOf(*m_loss), pixelOf(*m_loss, 50, 2), kNotch);
        QVERIFY(m_loss->upperX() < 99);
        QCOMPARE(m_accuracy->lowerX(), m_loss->lowerX());
        QCOMPARE(m_accuracy->upperX(), m_loss->upperX());
        QVERIFY(!m_accuracy->isFollowing());
        m_loss->append("loss", {200}, {1});
        drawBoth();
        QVERIFY(m_accuracy->upperX() < 99);
    }

    void panIsSharedFromAnyPlot() {
        const double y = (m_accuracy->lowerY() + m_accuracy->upperY()) / 2;
        drag(&plotOf(*m_accuracy), pixelOf(*m_accuracy, 60, y), pixelOf(*m_accuracy, 40, y));
        QVERIFY(qAbs(m_accuracy->lowerX() - 20) < 1);
        QCOMPARE(m_loss->lowerX(), m_accuracy->lowerX());
        QCOMPARE(m_loss->upperX(), m_accuracy->upperX());
    }

    void resetIsShared() {
        turnWheel(&plotOf(*m_loss), pixelOf(*m_loss, 50, 2), kNotch);
        doubleClick(&plotOf(*m_accuracy), plotOf(*m_accuracy).axisRect()->center());
        drawBoth();
        for (const CurvePlot* plot : m_row->plots()) {
            QVERIFY(plot->isFollowing());
            QCOMPARE(plot->lowerX(), 0.0);
            QCOMPARE(plot->upperX(), 100.0);
        }
    }

    void yIsNotShared() {
        const double upper = m_accuracy->upperY();
        turnWheel(&plotOf(*m_loss), pixelOf(*m_loss, 50, 2), kNotch, Qt::ShiftModifier);
        drawBoth();
        QCOMPARE(m_accuracy->upperY(), upper);
    }

    void cursorMarksAndSmoothingGoToAll() {
        m_row->setCursorX(30);
        m_row->addEventMark(25, "Rate of Z 10 → 5");
        m_row->setSmoothing(0.6);
        for (const CurvePlot* plot : m_row->plots()) {
            QVERIFY(plot->cursorX() == 30.0);
            QCOMPARE(eventLabels(*plot), QStringList{"Rate of Z 10 → 5"});
            QCOMPARE(plot->smoothing(), 0.6);
        }
        m_row->clearEventMarks();
        for (const CurvePlot* plot : m_row->plots())
            QVERIFY(eventLabels(*plot).isEmpty());
    }

    void aClickInAnyPlotPlacesTheCursor() {
        QSignalSpy placed(m_row.get(), &CurvePlotRow::cursorPlaced);
        QTest::mouseClick(&plotOf(*m_accuracy), Qt::LeftButton, {}, pixelOf(*m_accuracy, 70, 35));
        QTRY_COMPARE(placed.count(), 1);
        QVERIFY(qAbs(placed.first().value(0).toDouble() - 70) < 1);
    }

    // The next run is shorter: nothing of the last one may widen its view.
    void clearForgetsTheExtent() {
        m_row->clear();
        m_loss->append("loss", {0, 10}, {3, 2});
        m_accuracy->append("convnet", {5}, {30});
        drawBoth();
        QCOMPARE(m_loss->upperX(), 10.0);
        QCOMPARE(m_accuracy->upperX(), 10.0);
        QCOMPARE(m_accuracy->lowerX(), 0.0);
    }
};

QTEST_MAIN(CurvePlotRowTest)
#include "curve_plot_row_test.moc"
