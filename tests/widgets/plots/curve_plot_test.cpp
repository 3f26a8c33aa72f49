// What CurvePlot holds and says; its view and its mouse have tests of their own.
#include "widgets/plots/curve_plot.h"

#include <QLabel>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;
using namespace ld3m::tests;

class CurvePlotTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CurvePlot> m_plot;

    QStringList shownTexts() const {
        QStringList texts;
        for (const auto* label : m_plot->findChildren<QLabel*>())
            if (label->isVisible())
                texts << label->text();
        return texts;
    }

private Q_SLOTS:
    void init() {
        m_plot = std::make_unique<CurvePlot>("Matching loss");
        m_plot->setAxisLabels("iteration", "loss");
        m_plot->resize(400, 260);
        QVERIFY(showActive(*m_plot));
    }
    void cleanup() { m_plot.reset(); }

    void isEmptyUntilThereArePoints() {
        m_plot->setEmptyText("The loss appears here.");
        QVERIFY(shownTexts().contains("The loss appears here."));
        m_plot->addSeries("loss");
        QVERIFY(!plotOf(*m_plot).isVisible());
        m_plot->append("loss", {1}, {5});
        QVERIFY(plotOf(*m_plot).isVisible());
        QVERIFY(!shownTexts().contains("The loss appears here."));
        m_plot->clearPoints("loss");
        QVERIFY(shownTexts().contains("The loss appears here."));
        QCOMPARE(m_plot->seriesNames(), QStringList{"loss"});
    }

    void seriesComeAndGo() {
        m_plot->addSeries("b");
        m_plot->append("a", {1, 2}, {1, 2});
        m_plot->addSeries("a");
        QCOMPARE(m_plot->seriesNames(), (QStringList{"b", "a"}));
        draw(*m_plot);
        QCOMPARE(lineOf(*m_plot, "a")->dataCount(), 2);
        m_plot->removeSeries("b");
        QCOMPARE(m_plot->seriesNames(), QStringList{"a"});
        m_plot->clear();
        QVERIFY(m_plot->seriesNames().isEmpty());
    }

    void coloursAreAskedFor() {
        m_plot->append("twin", {1, 2}, {1, 2});
        m_plot->addSeries("other", 4);
        QCOMPARE(lineOf(*m_plot, "twin")->pen().color().rgb(), seriesColor(0, m_plot->palette()).rgb());
        QCOMPARE(lineOf(*m_plot, "other")->pen().color().rgb(), seriesColor(4, m_plot->palette()).rgb());
    }

    void aLegendIsForSeveralCurves() {
        m_plot->append("a", {1, 2}, {1, 2});
        QVERIFY(!plotOf(*m_plot).legend->visible());
        m_plot->append("b", {1, 2}, {1, 2});
        QVERIFY(plotOf(*m_plot).legend->visible());
        m_plot->removeSeries("b");
        QVERIFY(!plotOf(*m_plot).legend->visible());
    }

    void hidingACurve() {
        m_plot->append("a", {1, 2}, {1, 2});
        QVERIFY(m_plot->isSeriesVisible("a"));
        m_plot->setSeriesVisible("a", false);
        QVERIFY(!m_plot->isSeriesVisible("a"));
        QVERIFY(!lineOf(*m_plot, "a")->visible());
        m_plot->setSeriesVisible("a", true);
        QVERIFY(lineOf(*m_plot, "a")->visible());
        QVERIFY(!m_plot->isSeriesVisible("unknown"));
    }

    void aResumedRunReplacesItsEnd() {
        m_plot->append("loss", {1, 2, 3, 4}, {10, 20, 30, 40});
        m_plot->append("loss", {3, 4, 5}, {31, 41, 51});
        draw(*m_plot);
        QCOMPARE(lineOf(*m_plot, "loss")->dataCount(), 5);
        QCOMPARE(lineOf(*m_plot, "loss")->data()->at(2)->value, 31.0);
    }

    void aMillionPointsStayFewOnTheScreen() {
        std::vector<double> x(1'000'000), y(1'000'000);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = double(i);
            y[i] = double(i % 1000);
        }
        m_plot->append("loss", x, y);
        draw(*m_plot);
        const int pixels = plotOf(*m_plot).axisRect()->width();
        QVERIFY(pixels > 100);
        QVERIFY(pointsDrawn(*m_plot) > pixels);
        QVERIFY(pointsDrawn(*m_plot) <= 4 * pixels + 2);
        m_plot->setSmoothing(0.9); // and now its raw twin, too
        draw(*m_plot);
        QVERIFY(pointsDrawn(*m_plot) <= 2 * (4 * pixels + 2));
        m_plot->setXRange(500, 600);
        draw(*m_plot);
        QCOMPARE(lineOf(*m_plot, "loss")->dataCount(), 103); // zoomed in: every point, and one on each side
    }

    void whateverArrivesIsDrawnOncePerTurn() {
        m_plot->append("loss", {-1}, {0}); // the plot takes the place of the empty text
        QCoreApplication::processEvents();
        QSignalSpy drawn(&plotOf(*m_plot), &QCustomPlot::afterReplot);
        for (int i = 0; i < 500; ++i)
            m_plot->append("loss", {double(i)}, {double(i)});
        m_plot->setCursorX(3);
        m_plot->addEventMark(4, "event");
        m_plot->addReferenceLine(5, "reference");
        QCOMPARE(drawn.count(), 0);
        QTRY_COMPARE(drawn.count(), 1);
        QCoreApplication::processEvents();
        QCOMPARE(drawn.count(), 1);
        QCOMPARE(lineOf(*m_plot, "loss")->dataCount(), 501);
    }

    void theExtentIsAnnouncedWhenItChanges() {
        QSignalSpy extent(m_plot.get(), &CurvePlot::extentChanged);
        m_plot->append("a", {5, 6}, {1, 1});
        m_plot->append("b", {2, 3}, {1, 1});
        QCOMPARE(extent.count(), 2);
        QCOMPARE(extent.last(), QVariantList({2.0, 6.0}));
        m_plot->append("b", {3}, {7}); // within what is known
        m_plot->setSeriesVisible("a", false);
        QCOMPARE(extent.count(), 2);
    }

    void theReadOutNamesXAndEveryVisibleCurve() {
        QCOMPARE(m_plot->readoutAt(0), QString());
        m_plot->append("loss", {1000, 2000}, {0.25, 123456});
        m_plot->append("accuracy", {1000}, {41.5}, {0.75});
        QCOMPARE(m_plot->readoutAt(1200), QString("iteration 1,000\nloss 0.25\naccuracy 41.5 ± 0.75"));
        QCOMPARE(m_plot->readoutAt(1900), QString("iteration 2,000\nloss 1.235e+05\naccuracy 41.5 ± 0.75"));
        m_plot->setSeriesVisible("loss", false);
        QCOMPARE(m_plot->readoutAt(1900), QString("iteration 1,000\naccuracy 41.5 ± 0.75"));
    }

    void theReadOutIsRawWhateverIsSmoothed() {
        m_plot->append("loss", {0.5, 1.5}, {2, 4});
        m_plot->setSmoothing(0.9);
        QCOMPARE(m_plot->readoutAt(2), QString("iteration 1.5\nloss 4"));
    }

    void theHeadSaysHowCurvesAreShown() {
        m_plot->setSmoothing(0.9);
        m_plot->setLogY(true);
        QVERIFY(shownTexts().contains("smoothing 0.9 · log y"));
        m_plot->setLogX(true);
        m_plot->setSmoothing(0);
        QVERIFY(shownTexts().contains("log x · log y"));
    }

    void aLongTitleIsElided() {
        const QString title = "Gradient norm of the latents over all classes and images of the set";
        m_plot->setTitle(title);
        QCOMPARE(m_plot->title(), title);
        QCOMPARE(m_plot->accessibleName(), title);
        const auto* label = m_plot->findChild<QLabel*>();
        QVERIFY(label->text().endsWith(QChar(0x2026)));
        QCOMPARE(label->toolTip(), title);
        m_plot->resize(900, 260);
        QTRY_COMPARE(label->text(), title);
        QVERIFY(label->toolTip().isEmpty());
    }

    void whatIsSaidGivesWayToTheTitle() {
        m_plot->setTitle("Accuracy");
        m_plot->setNote("23.2 % · best 24.2 % at 50");
        const QList<QLabel*> head = m_plot->findChildren<QLabel*>();
        m_plot->resize(900, 260);
        QTRY_COMPARE(head[1]->text(), "23.2 % · best 24.2 % at 50");
        m_plot->resize(220, 260);
        QTRY_VERIFY(head[1]->text().endsWith(QChar(0x2026)));
        QCOMPARE(head[0]->text(), "Accuracy");
        QCOMPARE(head[1]->toolTip(), "23.2 % · best 24.2 % at 50");
        m_plot->resize(130, 260);
        QTRY_VERIFY(!head[1]->isVisible());
        QCOMPARE(head[0]->text(), "Accuracy");
    }

    void followsTheTheme() {
        m_plot->append("loss", {1, 2}, {1, 2});
        for (const bool dark : {true, false}) {
            const ThemeColours& colours = themeColours(dark);
            m_plot->setPalette(themePalette(colours));
            draw(*m_plot);
            QCOMPARE(plotOf(*m_plot).xAxis->tickLabelColor(), colours.muted);
            QCOMPARE(lineOf(*m_plot, "loss")->pen().color().rgb(), seriesColor(0, m_plot->palette()).rgb());
            QCOMPARE(plotOf(*m_plot).grab().toImage().pixelColor(1, 1), colours.panel);
        }
    }

    void theCursorIsKept() {
        m_plot->append("loss", {1, 2}, {1, 2});
        m_plot->setCursorX(1.5);
        QVERIFY(m_plot->cursorX() == 1.5);
        m_plot->clear();
        QVERIFY2(m_plot->cursorX() == 1.5, "the shown iteration does not depend on the curves");
        m_plot->setCursorX(std::nullopt);
        QVERIFY(!m_plot->cursorX());
    }
};

QTEST_MAIN(CurvePlotTest)
#include "curve_plot_test.moc"
