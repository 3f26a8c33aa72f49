// Parallel coordinates: axes, brushes, lines under the mouse.
#include <cmath>

#include <QSignalSpy>

#include "tests/widgets/events.h"
#include "widgets/plots/parallel_plot.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using widgets::ParallelAxis;
using widgets::ParallelPlot;

namespace {

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

/// T = 2, 10, 40; residual; accuracy 30, 50, none.
widgets::ParallelData threeLines() {
    widgets::ParallelData data;
    data.axes = {ParallelAxis("T", std::vector<double>{2, 10, 40}),
                 ParallelAxis("residual", QStringList{"off", "on"}),
                 ParallelAxis("accuracy", std::vector<double>{30, 50, kMissing})};
    data.lines = {{"a", {2, 0, 30}}, {"b", {10, 1, 50}}, {"c", {40, 1, kMissing}}};
    data.shade = 2;
    return data;
}

} // namespace

class ParallelPlotTest : public QObject {
    Q_OBJECT

    struct Shown : ParallelPlot {
        Shown() {
            setData(threeLines());
            resize(600, 300);
        }
        /// Where an axis is at this share of its height.
        QPoint on(int axis, double share) {
            const QPointF bottom = placeOf(0, 0); // T = 2
            const QPointF top = placeOf(2, 0);    // T = 40
            return QPointF(placeOf(0, axis).x(), bottom.y() + share * (top.y() - bottom.y())).toPoint();
        }
    };

private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::ThemeChoice::dark); }

    void axesOfNumbersAndWords() {
        const ParallelAxis steps("T", std::vector<double>{40, 2, 10, kMissing});
        QVERIFY(steps.isLogarithmic());
        QCOMPARE(steps.ticks(), (std::vector<double>{2, 10, 40}));
        QCOMPARE(steps.share(2), 0.0);
        QCOMPARE(steps.share(40), 1.0);
        QVERIFY(qAbs(steps.share(10) - std::log(5) / std::log(20)) < 1e-12);
        QVERIFY(std::isnan(steps.share(kMissing)));
        QCOMPARE(steps.text(kMissing), QString("–"));
        std::vector<double> many(100);
        for (std::size_t i = 0; i < many.size(); ++i)
            many[i] = -5 + double(i);
        const ParallelAxis plain("x", many);
        QVERIFY(!plain.isLogarithmic());
        QCOMPARE(plain.ticks(), (std::vector<double>{-5, 94}));
        const ParallelAxis words("residual", QStringList{"off", "released", "paper"});
        QCOMPARE(words.share(1), 0.5);
        QCOMPARE(words.text(2), QString("paper"));
        QCOMPARE(ParallelAxis("one", std::vector<double>{3, 3}).share(3), 0.5);
    }

    void aDragAlongAnAxisChooses() {
        Shown plot;
        QVERIFY(tests::showActive(plot));
        QSignalSpy brushed(&plot, &ParallelPlot::brushed);
        QCOMPARE(plot.chosen(), QStringList({"a", "b", "c"}));
        tests::drag(&plot, plot.on(0, 1.0), plot.on(0, 0.3)); // T from about 5 to 40
        QVERIFY(brushed.count() >= 1);
        QVERIFY(plot.isBrushed());
        QCOMPARE(plot.chosen(), QStringList({"b", "c"}));
        tests::drag(&plot, plot.on(2, 0.5), plot.on(2, 1.0)); // and a good accuracy
        QCOMPARE(plot.chosen(), QStringList({"b"}));
        QTest::mouseClick(&plot, Qt::LeftButton, {}, plot.on(2, 0.2));
        QCOMPARE(plot.chosen(), QStringList({"b", "c"}));
        QTest::keyClick(&plot, Qt::Key_Escape);
        QVERIFY(!plot.isBrushed());
        QCOMPARE(plot.chosen().size(), 3);
    }

    void choicesStayWhileTheAxesDo() {
        Shown plot;
        plot.setBrush(1, std::pair(1.0, 0.9)); // upside down
        QCOMPARE(plot.brush(1)->first, 0.9);
        QCOMPARE(plot.chosen(), QStringList({"b", "c"}));
        widgets::ParallelData more = threeLines();
        more.lines.push_back({"d", {2, 1, 31}});
        plot.setData(more);
        QCOMPARE(plot.chosen(), QStringList({"b", "c", "d"}));
        more.axes.pop_back();
        more.shade = -1;
        plot.setData(more);
        QVERIFY(!plot.isBrushed());
    }

    void theLineUnderTheMouseSaysItsName() {
        Shown plot;
        QVERIFY(tests::showActive(plot));
        QSignalSpy clicked(&plot, &ParallelPlot::clicked);
        const QPoint between = ((plot.placeOf(1, 0) + plot.placeOf(1, 1)) / 2).toPoint();
        QTest::mouseMove(&plot, between);
        QTRY_COMPARE(plot.hovered(), QString("b"));
        QVERIFY(!plot.grab().isNull()); // with its readout
        QTest::mouseClick(&plot, Qt::LeftButton, {}, between);
        QCOMPARE(clicked.count(), 1);
        QCOMPARE(clicked[0][0].toString(), QString("b"));
        plot.setBrush(0, std::pair(0.0, 0.1)); // b is not chosen any more
        QTest::mouseMove(&plot, between + QPoint(1, 0));
        QTRY_COMPARE(plot.hovered(), QString());
    }

    void linesAreDrawnAndTheBestStandsOut() {
        for (const auto choice : {widgets::ThemeChoice::light, widgets::ThemeChoice::dark}) {
            widgets::applyTheme(*qApp, choice);
            Shown plot;
            const QImage image = plot.grab().toImage();
            const auto colourNear = [&](int line) {
                const QPoint place = ((plot.placeOf(line, 1) + 3 * plot.placeOf(line, 0)) / 4).toPoint();
                double most = 0; // contrast to the ground
                const double ground = plot.palette().color(QPalette::Window).lightnessF();
                for (int dy = -2; dy <= 2; ++dy)
                    most = std::max(most,
                                    std::abs(image.pixelColor(place + QPoint(0, dy)).lightnessF() - ground));
                return most;
            };
            QVERIFY(colourNear(1) > colourNear(0));
            QVERIFY(colourNear(0) > 0.05);
            QVERIFY(widgets::shadeColor(1, plot.palette()) != widgets::shadeColor(0, plot.palette()));
        }
    }

    void withoutLinesItTeaches() {
        ParallelPlot plot;
        plot.setEmptyText("Lines appear here.");
        plot.resize(300, 200);
        const QImage empty = plot.grab().toImage();
        plot.setEmptyText({});
        QVERIFY(plot.grab().toImage() != empty);
        QVERIFY(plot.chosen().isEmpty());
        QTest::mouseClick(&plot, Qt::LeftButton, {}, {100, 100});
    }
};

QTEST_MAIN(ParallelPlotTest)
#include "parallel_plot_test.moc"
