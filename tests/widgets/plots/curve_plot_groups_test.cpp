// Tabs over linked plots: what is shown, what is drawn, and that all of them stay in step.
#include "widgets/plots/curve_plot_groups.h"

#include <QLabel>
#include <QTabBar>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"

using namespace ld3m;
using widgets::CurvePlot;
using widgets::CurvePlotGroups;

class CurvePlotGroupsTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CurvePlotGroups> m_groups;
    CurvePlot* m_loss = nullptr;
    CurvePlot* m_norm = nullptr;
    CurvePlot* m_time = nullptr;

    void clickTab(int index) {
        QTabBar* tabs = m_groups->tabs();
        QTest::mouseClick(tabs, Qt::LeftButton, {}, tabs->tabRect(index).center());
    }

private Q_SLOTS:
    void init() {
        m_groups = std::make_unique<CurvePlotGroups>();
        m_loss = m_groups->addPlot("Loss", "iteration", "loss");
        m_norm = m_groups->addPlot("Norm", "iteration", "norm");
        m_time = m_groups->addPlot("Time", "iteration", "s");
        m_groups->addGroup("both", "Both", "two of them", {m_loss, m_norm});
        m_groups->addGroup("loss", "Loss", "one of them", {m_loss});
        m_groups->addGroup("time", "Time", "the third", {m_time});
        m_groups->resize(800, 300);
        QVERIFY(tests::showActive(*m_groups));
    }

    void theFirstGroupIsShown() {
        QCOMPARE(m_groups->group(), "both");
        QCOMPARE(m_groups->groups(), (QStringList{"both", "loss", "time"}));
        QVERIFY(m_loss->isVisible() && m_norm->isVisible() && !m_time->isVisible());
        QVERIFY(std::abs(m_loss->width() - m_norm->width()) <= 2);
        QCOMPARE(m_groups->tabs()->tabToolTip(2), "the third");
    }

    void aClickOnATabChooses() {
        QSignalSpy changed(m_groups.get(), &CurvePlotGroups::groupChanged);
        clickTab(2);
        QCOMPARE(changed.takeFirst().at(0).toString(), "time");
        QVERIFY(!m_loss->isVisible() && !m_norm->isVisible() && m_time->isVisible());
        QTRY_VERIFY(m_time->width() > 700);
        clickTab(1);
        QVERIFY(m_loss->isVisible() && !m_norm->isVisible());
        m_groups->tabs()->setFocus();
        QTest::keyClick(m_groups->tabs(), Qt::Key_Left);
        QCOMPARE(m_groups->group(), "both");
        m_groups->showGroup("time");
        QVERIFY(m_time->isVisible());
        m_groups->showGroup("nothing");
        QCOMPARE(m_groups->group(), "time");
    }

    void hiddenPlotsAreNotDrawnButFilledWhenShown() {
        int drawn = 0;
        connect(&tests::plotOf(*m_time), &QCustomPlot::afterReplot, this, [&drawn] { ++drawn; });
        m_time->append("s", {1, 2, 3}, {1, 4, 9});
        QTest::qWait(60);
        QCOMPARE(drawn, 0);
        clickTab(2);
        QTRY_VERIFY(drawn > 0);
        QCOMPARE(tests::lineOf(*m_time, "s")->dataCount(), 3);
    }

    void zoomOfAShownPlotReachesHiddenOnes() {
        m_loss->append("l", {0, 100}, {1, 2});
        m_time->append("s", {0, 100}, {1, 2});
        QTest::qWait(60);
        tests::turnWheel(&tests::plotOf(*m_loss), tests::pixelOf(*m_loss, 50, 1.5), tests::kNotch);
        QVERIFY(m_loss->lowerX() > 1);
        QCOMPARE(m_time->lowerX(), m_loss->lowerX());
        QCOMPARE(m_time->upperX(), m_loss->upperX());
        m_groups->resetView();
        clickTab(2);
        QTRY_COMPARE(m_time->upperX(), 100.0);
    }

    void toolsStandAtTheRight() {
        auto* tool = new QLabel("tool");
        m_groups->addTool(tool);
        QTRY_VERIFY(tool->isVisible() && tool->geometry().right() > 740);
    }
};

QTEST_MAIN(CurvePlotGroupsTest)
#include "curve_plot_groups_test.moc"
