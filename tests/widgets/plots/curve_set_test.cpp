#include "widgets/plots/curve_set.h"

#include <set>

#include <QtTest>

#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;

namespace {

const CurveSeries::View kView{.lower = 0, .upper = 10, .pixels = 100};

std::vector<double> yOf(const QCPGraph* graph) {
    std::vector<double> all;
    for (const auto& point : *graph->data())
        all.push_back(point.value);
    return all;
}

QStringList legendOf(const QCustomPlot& plot) {
    QStringList names;
    for (int i = 0; i < plot.legend->itemCount(); ++i)
        names << qobject_cast<QCPPlottableLegendItem*>(plot.legend->item(i))->plottable()->name();
    return names;
}

} // namespace

class CurveSetTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QCustomPlot> m_plot;
    std::unique_ptr<CurveSet> m_curves;

private Q_SLOTS:
    void init() {
        m_curves.reset();
        m_plot = std::make_unique<QCustomPlot>();
        m_curves = std::make_unique<CurveSet>(*m_plot);
    }

    void aNameIsOneCurve() {
        m_curves->curve("loss", 3).points.append({1, 2}, {5, 6});
        QCOMPARE(m_curves->curve("loss", 1).points.size(), std::size_t{2});
        QCOMPARE(m_curves->find("loss")->color, 3);
        QVERIFY(m_curves->find("Loss") == nullptr);
        QCOMPARE(legendOf(*m_plot), QStringList{"loss"}); // neither its band nor its raw line
    }

    void coloursAreFreedWithTheirCurves() {
        for (const char* name : {"a", "b", "c"})
            m_curves->curve(name);
        m_curves->remove("a");
        m_curves->curve("d");
        m_curves->curve("e");
        std::set<int> colours;
        for (const auto& curve : m_curves->curves())
            colours.insert(curve.color);
        QCOMPARE(colours, (std::set<int>{0, 1, 2, 3}));
    }

    void removingTakesAllGraphs() {
        m_curves->curve("a");
        m_curves->curve("b");
        m_curves->remove("a");
        m_curves->remove("unknown");
        QCOMPARE(legendOf(*m_plot), QStringList{"b"});
        m_curves->clear();
        QCOMPARE(m_plot->graphCount(), 0);
        QVERIFY(m_curves->curves().empty());
    }

    void theLegendEntryLeadsToItsCurve() {
        m_curves->curve("a");
        auto& b = m_curves->curve("b");
        QCOMPARE(m_curves->find(b.line)->name, QString("b"));
        QVERIFY(m_curves->find(b.raw) == nullptr);
    }

    void smoothingDrawsTheRawCurveBehind() {
        auto& curve = m_curves->curve("loss");
        curve.points.append({1, 2, 3}, {2, 4, 8});
        m_curves->refresh(kView);
        QCOMPARE(yOf(curve.line), (std::vector<double>{2, 4, 8}));
        QVERIFY(yOf(curve.raw).empty());
        m_curves->setSmoothing(0.5);
        m_curves->refresh(kView);
        QCOMPARE(yOf(curve.line), (std::vector<double>{2, 2.5 / 0.75, 6}));
        QCOMPARE(yOf(curve.raw), (std::vector<double>{2, 4, 8}));
        QVERIFY(curve.raw->pen().color() != curve.line->pen().color());
        QVERIFY2(curve.raw->pen().color().alpha() == 255, "single segments overlap");
        m_curves->setSmoothing(0);
        m_curves->refresh(kView);
        QVERIFY(yOf(curve.raw).empty());
    }

    void laterCurvesAreSmoothedToo() {
        m_curves->setSmoothing(0.5);
        auto& curve = m_curves->curve("late");
        curve.points.append({1, 2}, {2, 4});
        QCOMPARE(curve.points.y(CurveSeries::Line::smooth, 1), 2.5 / 0.75);
    }

    void theBandGoesWithItsPoints() {
        auto& curve = m_curves->curve("accuracy");
        curve.points.append({1, 2}, {10, 20}, {1, 2});
        m_curves->refresh(kView);
        QCOMPARE(yOf(curve.lower), (std::vector<double>{9, 18}));
        QCOMPARE(yOf(curve.upper), (std::vector<double>{11, 22}));
        QCOMPARE(curve.upper->channelFillGraph(), curve.lower);
        curve.points.clear();
        curve.points.append({1, 2}, {10, 20});
        m_curves->refresh(kView);
        QVERIFY(yOf(curve.lower).empty());
        QVERIFY(yOf(curve.upper).empty());
    }

    void aLonePointIsADot() {
        auto& curve = m_curves->curve("accuracy");
        curve.points.append({1}, {10});
        m_curves->refresh(kView);
        QVERIFY(!curve.line->scatterStyle().isNone());
        curve.points.append({2}, {20});
        m_curves->refresh(kView);
        QVERIFY(curve.line->scatterStyle().isNone());
    }

    void hiddenCurvesAreNotMeasured() {
        m_curves->curve("low").points.append({1, 5}, {1, 2});
        auto& high = m_curves->curve("high");
        high.points.append({3}, {100});
        QVERIFY(m_curves->span(0, 10, false) == std::pair(1.0, 100.0));
        QVERIFY(m_curves->nearestX(3.2) == 3.0);
        m_curves->setVisible(high, false);
        QVERIFY(m_curves->span(0, 10, false) == std::pair(1.0, 2.0));
        QVERIFY(m_curves->nearestX(3.2) == 5.0);
        QVERIFY(m_curves->extent() == std::pair(1.0, 5.0));
        for (const QCPGraph* graph : {high.lower, high.upper, high.raw, high.line})
            QVERIFY(!graph->visible());
    }

    void hiddenCurvesStayInTheLegendOfTheScreenOnly() {
        m_curves->curve("a");
        m_curves->curve("b");
        m_curves->curve("c");
        m_curves->setVisible(*m_curves->find("b"), false);
        QCOMPARE(legendOf(*m_plot), (QStringList{"a", "b", "c"}));
        const auto muted = coloursOf(QPalette()).muted;
        QCOMPARE(m_plot->legend->itemWithPlottable(m_curves->find("b")->line)->textColor(), muted);
        m_curves->setHiddenInLegend(false);
        QCOMPARE(legendOf(*m_plot), (QStringList{"a", "c"}));
        m_curves->setHiddenInLegend(true);
        QCOMPARE(legendOf(*m_plot), (QStringList{"a", "b", "c"}));
        QCOMPARE(m_plot->legend->itemWithPlottable(m_curves->find("b")->line)->textColor(), muted);
    }

    void coloursFollowTheTheme() {
        auto& curve = m_curves->curve("loss", 2);
        for (const bool dark : {true, false}) {
            const QPalette palette = themePalette(themeColours(dark));
            m_curves->applyColours(palette);
            QCOMPARE(curve.line->pen().color().rgb(), seriesColor(2, palette).rgb());
        }
    }
};

QTEST_MAIN(CurveSetTest)
#include "curve_set_test.moc"
