// Which part of its points CurvePlot shows, and on which scales.
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"

using namespace ld3m::widgets;
using namespace ld3m::tests;

class CurvePlotViewTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CurvePlot> m_plot;

private Q_SLOTS:
    void init() {
        m_plot = std::make_unique<CurvePlot>();
        m_plot->resize(400, 260);
        QVERIFY(showActive(*m_plot));
    }
    void cleanup() { m_plot.reset(); }

    void followsNewPoints() {
        QVERIFY(m_plot->isFollowing());
        m_plot->append("loss", {10, 20}, {1, 3});
        draw(*m_plot);
        QCOMPARE(m_plot->lowerX(), 10.0);
        QCOMPARE(m_plot->upperX(), 20.0);
        m_plot->append("loss", {30}, {5});
        draw(*m_plot);
        QCOMPARE(m_plot->upperX(), 30.0);
        QVERIFY(m_plot->lowerY() < 1 && m_plot->upperY() > 5); // with a margin
        QVERIFY(m_plot->lowerY() > 0 && m_plot->upperY() < 6);
    }

    void aChosenRangeStays() {
        m_plot->append("loss", {0, 100}, {0, 1});
        QSignalSpy moved(m_plot.get(), &CurvePlot::xRangeChanged);
        QSignalSpy following(m_plot.get(), &CurvePlot::followingChanged);
        m_plot->setXRange(20, 40);
        m_plot->append("loss", {200}, {1});
        draw(*m_plot);
        QVERIFY(!m_plot->isFollowing());
        QCOMPARE(m_plot->lowerX(), 20.0);
        QCOMPARE(m_plot->upperX(), 40.0);
        m_plot->resetView();
        draw(*m_plot);
        QVERIFY(m_plot->isFollowing());
        QCOMPARE(m_plot->upperX(), 200.0);
        QVERIFY(moved.isEmpty());
        QVERIFY(following.isEmpty());
    }

    void yFitsWhatIsInView() {
        m_plot->append("loss", {0, 1, 2, 3, 4}, {1000, 5, 6, 7, -1000});
        m_plot->setXRange(0.5, 3.5);
        draw(*m_plot);
        QVERIFY(m_plot->lowerY() > 4 && m_plot->lowerY() < 5);
        QVERIFY(m_plot->upperY() > 7 && m_plot->upperY() < 8);
    }

    void yFitsVisibleCurvesAndReferences() {
        m_plot->append("a", {0, 1}, {1, 2});
        m_plot->append("b", {0, 1}, {90, 100});
        m_plot->setSeriesVisible("b", false);
        draw(*m_plot);
        QVERIFY(m_plot->upperY() < 3);
        m_plot->addReferenceLine(50, "random real");
        draw(*m_plot);
        QVERIFY(m_plot->upperY() > 50 && m_plot->upperY() < 60);
        m_plot->clearReferenceLines();
        draw(*m_plot);
        QVERIFY(m_plot->upperY() < 3);
    }

    void bandsFit() {
        m_plot->append("accuracy", {0, 1}, {10, 10}, {4, 5});
        draw(*m_plot);
        QVERIFY(m_plot->lowerY() <= 5 && m_plot->upperY() >= 15);
    }

    void aLonePointAndAFlatLineHaveRoom() {
        m_plot->append("loss", {7}, {3});
        draw(*m_plot);
        QVERIFY(m_plot->lowerX() <= 7 && m_plot->upperX() > 7);
        QVERIFY(m_plot->lowerY() < 3 && m_plot->upperY() > 3);
        m_plot->append("loss", {8, 9}, {3, 3});
        draw(*m_plot);
        QVERIFY(m_plot->lowerY() < 3 && m_plot->upperY() > 3);
        m_plot->append("loss", {7, 8}, {0, 0});
        draw(*m_plot);
        QVERIFY(m_plot->lowerY() < 0 && m_plot->upperY() > 0);
    }

    void logarithmicYShowsPositiveOnly() {
        m_plot->append("norm", {0, 1, 2, 3}, {-5, 0, 0.01, 100});
        m_plot->addReferenceLine(-3, "not on a logarithmic axis");
        m_plot->setLogY(true);
        draw(*m_plot);
        QVERIFY(m_plot->isLogY());
        QVERIFY(m_plot->lowerY() > 0.001 && m_plot->lowerY() < 0.01);
        QVERIFY(m_plot->upperY() > 100 && m_plot->upperY() < 1000);
        QVERIFY(std::isnan(lineOf(*m_plot, "norm")->data()->at(0)->value));
        // Equal ratios are equal distances.
        const double one = pixelOf(*m_plot, 0, 1).y(), ten = pixelOf(*m_plot, 0, 10).y();
        QVERIFY(qAbs((pixelOf(*m_plot, 0, 0.1).y() - one) - (one - ten)) <= 1);
        m_plot->setLogY(false);
        draw(*m_plot);
        QVERIFY(m_plot->lowerY() < -5);
    }

    void logarithmicXKeepsFollowing() {
        m_plot->append("loss", {0, 1, 10, 1000}, {1, 2, 3, 4});
        draw(*m_plot);
        QSignalSpy moved(m_plot.get(), &CurvePlot::xRangeChanged);
        QSignalSpy following(m_plot.get(), &CurvePlot::followingChanged);
        m_plot->setLogX(true);
        draw(*m_plot);
        QVERIFY2(m_plot->isFollowing(), "iteration 0 has no place on the axis; nobody moved the view");
        QVERIFY(moved.isEmpty());
        QVERIFY(following.isEmpty());
        QVERIFY(m_plot->lowerX() > 0 && m_plot->lowerX() <= 1);
        QCOMPARE(m_plot->upperX(), 1000.0);
        m_plot->append("loss", {2000}, {5});
        draw(*m_plot);
        QCOMPARE(m_plot->upperX(), 2000.0);
    }

    void logarithmicXKeepsTheStartOfALongRun() {
        std::vector<double> x(200'000), y(200'000);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = double(i + 1);
            y[i] = double(i % 7);
        }
        m_plot->append("loss", x, y);
        m_plot->setLogX(true);
        draw(*m_plot);
        const auto* data = lineOf(*m_plot, "loss")->data().data();
        for (int i = 0; i < 50; ++i)
            QCOMPARE(data->at(i)->key, i + 1.0);
        QVERIFY(pointsDrawn(*m_plot) <= 4 * plotOf(*m_plot).axisRect()->width() + 2);
    }

    void aWiderPlotShowsMoreDetailAtOnce() {
        std::vector<double> x(100'000), y(100'000);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = double(i);
            y[i] = double(i * 7919 % 1009);
        }
        m_plot->append("loss", x, y);
        QTRY_VERIFY(pointsDrawn(*m_plot) > 0);
        m_plot->resize(1600, 260);
        QTRY_VERIFY(plotOf(*m_plot).axisRect()->width() > 1200);
        QVERIFY(pointsDrawn(*m_plot) >= 2 * plotOf(*m_plot).axisRect()->width());
    }

    void aSharedExtentWidensTheView() {
        m_plot->append("accuracy", {1000, 2000}, {1, 2});
        m_plot->setSharedExtent(0, 5000);
        draw(*m_plot);
        QCOMPARE(m_plot->lowerX(), 0.0);
        QCOMPARE(m_plot->upperX(), 5000.0);
        m_plot->append("accuracy", {6000}, {3});
        draw(*m_plot);
        QCOMPARE(m_plot->upperX(), 6000.0);
        m_plot->clearSharedExtent();
        draw(*m_plot);
        QCOMPARE(m_plot->lowerX(), 1000.0);
    }

    void tickLabelsOfXDoNotTouch() {
        m_plot->append("loss", {0, 50'000}, {0, 1});
        for (const int width : {190, 260, 400, 800}) {
            m_plot->resize(width, 200);
            QTRY_COMPARE(plotOf(*m_plot).width(), width);
            draw(*m_plot);
            const QCPAxis* axis = plotOf(*m_plot).xAxis;
            const QFontMetrics metrics(axis->tickLabelFont());
            double free = -1e9;
            for (int i = 0; i < axis->tickVector().size(); ++i) {
                const double at = axis->coordToPixel(axis->tickVector()[i]);
                if (!axis->range().contains(axis->tickVector()[i]))
                    continue;
                const double half = metrics.horizontalAdvance(axis->tickVectorLabels()[i]) / 2.0;
                QVERIFY(at - half > free);
                QVERIFY(at + half <= width);
                free = at + half;
            }
        }
    }
};

QTEST_MAIN(CurvePlotViewTest)
#include "curve_plot_view_test.moc"
