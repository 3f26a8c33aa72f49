#include "widgets/plots/curve_graph.h"

#include <limits>

#include <QBuffer>
#include <QSvgGenerator>
#include <QtTest>

using namespace ld3m::widgets;

namespace {

constexpr QSize kSize(400, 300);

} // namespace

class CurveGraphTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QCustomPlot> m_plot;
    CurveGraph* m_graph = nullptr;

    /// How many pieces the graph's line is painted in.
    int pieces(bool vectorized) const {
        QBuffer buffer;
        QSvgGenerator generator;
        generator.setOutputDevice(&buffer);
        generator.setSize(kSize);
        QCPPainter painter(&generator);
        painter.setMode(QCPPainter::pmVectorized, vectorized);
        m_plot->toPainter(&painter, kSize.width(), kSize.height());
        painter.end();
        int count = 0;
        for (const char* element : {"<polyline", "<line", "<path"})
            count += int(buffer.data().count(element));
        return count;
    }

private Q_SLOTS:
    void init() {
        m_plot = std::make_unique<QCustomPlot>();
        m_plot->axisRect()->setupFullAxesBox();
        for (QCPAxis* axis : m_plot->axisRect()->axes()) {
            axis->setVisible(false);
            axis->grid()->setVisible(false);
        }
        m_graph = new CurveGraph(m_plot->xAxis, m_plot->yAxis);
        m_graph->setAdaptiveSampling(false);
        m_graph->setPen(QPen(Qt::red, 3));
        m_plot->xAxis->setRange(0, 100);
        m_plot->yAxis->setRange(0, 1);
    }

    void isAGraphOfItsPlot() {
        QCOMPARE(m_plot->graphCount(), 1);
        QCOMPARE(m_plot->graph(0), m_graph);
        QVERIFY(m_plot->legend->hasItemWithPlottable(m_graph));
    }

    // One line of 100 noisy segments would take long to join; a figure of vectors should have it whole.
    void pixelsGetSegmentsAndVectorsGetALine() {
        for (int i = 0; i <= 100; ++i)
            m_graph->addData(i, i % 2);
        const int whole = pieces(true);
        const int segments = pieces(false);
        QVERIFY(whole <= 3);
        QVERIFY(segments >= 100);
    }

    void gapsStayOpen() {
        m_graph->setData({0, 40, 50, 60, 100},
                         {0.5, 0.5, std::numeric_limits<double>::quiet_NaN(), 0.5, 0.5});
        const QImage image = m_plot->toPixmap(kSize.width(), kSize.height()).toImage();
        const auto isRed = [&](double x) {
            const QPoint at(qRound(m_plot->xAxis->coordToPixel(x)), qRound(m_plot->yAxis->coordToPixel(0.5)));
            return image.pixelColor(at) == QColor(Qt::red);
        };
        m_plot->setViewport(QRect({0, 0}, kSize));
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        QVERIFY(isRed(20));
        QVERIFY(isRed(39));
        QVERIFY(!isRed(50));
        QVERIFY(isRed(61));
        QVERIFY(isRed(80));
    }

    void noPenPaintsNothing() {
        m_graph->setData({0, 100}, {0.5, 0.5});
        const QImage with = m_plot->toPixmap(kSize.width(), kSize.height()).toImage();
        m_graph->setPen(Qt::NoPen);
        const QImage without = m_plot->toPixmap(kSize.width(), kSize.height()).toImage();
        QVERIFY(with != without);
    }
};

QTEST_MAIN(CurveGraphTest)
#include "curve_graph_test.moc"
