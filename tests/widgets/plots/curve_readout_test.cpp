#include "widgets/plots/curve_readout.h"

#include <QtTest>

#include "widgets/theme/theme.h"

using namespace ld3m::widgets;

namespace {

/// The smallest rectangle with everything that was painted.
QRect paintedPart(const QImage& image) {
    QRect part;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (qAlpha(image.pixel(x, y)) > 0)
                part |= QRect(x, y, 1, 1);
    return part;
}

} // namespace

class CurveReadoutTest : public QObject {
    Q_OBJECT
private:
    QWidget m_parent;
    CurveReadout* m_readout = nullptr;

    QImage picture() const {
        QImage image(m_readout->size(), QImage::Format_ARGB32);
        image.fill(Qt::transparent);
        m_readout->render(&image, {}, {}, QWidget::DrawChildren);
        return image;
    }

private Q_SLOTS:
    void init() {
        delete m_readout;
        m_parent.resize(400, 300);
        m_readout = new CurveReadout(&m_parent);
        m_parent.show();
    }

    void isHiddenUntilItIsShown() {
        QVERIFY(m_readout->isHidden());
        m_readout->showAt({40, 10, 340, 250}, 100, "iteration 5", {{Qt::red, "loss", "0.25"}});
        QVERIFY(m_readout->isVisible());
        QCOMPARE(m_readout->geometry(), m_parent.rect());
        QVERIFY(m_readout->testAttribute(Qt::WA_TransparentForMouseEvents));
    }

    void theHairLineSpansTheArea() {
        m_readout->showAt({40, 10, 340, 250}, 100, {}, {});
        const QImage image = picture();
        int dots = 0;
        for (int y = 150; y <= 259; ++y)
            dots += qAlpha(image.pixel(100, y)) > 0 ? 1 : 0;
        QVERIFY(dots > 30);
        QVERIFY(qAlpha(image.pixel(100, 270)) == 0);
    }

    void theSwatchHasTheCurvesColour() {
        m_readout->showAt({40, 10, 340, 250}, 100, "iteration 5", {{Qt::magenta, "loss", "0.25"}});
        const QImage image = picture();
        int magenta = 0;
        for (int y = 0; y < image.height(); ++y)
            for (int x = 0; x < image.width(); ++x)
                magenta += image.pixelColor(x, y) == QColor(Qt::magenta) ? 1 : 0;
        QCOMPARE(magenta, 64); // 8 × 8
    }

    void thePanelStaysInsideTheArea_data() {
        QTest::addColumn<QRect>("area");
        QTest::addColumn<int>("x");
        QTest::newRow("left") << QRect(40, 10, 340, 250) << 45;
        QTest::newRow("middle") << QRect(40, 10, 340, 250) << 210;
        QTest::newRow("right") << QRect(40, 10, 340, 250) << 375;
        QTest::newRow("narrow") << QRect(40, 10, 150, 250) << 110;
    }
    void thePanelStaysInsideTheArea() {
        QFETCH(QRect, area);
        QFETCH(int, x);
        m_readout->showAt(area, x, "iteration 5,000",
                          {{Qt::red, "latent diffusion, T = 10, released residual, linear", "0.5087"},
                           {Qt::blue, "pixel", "1.017 ± 0.2"}});
        const QRect painted = paintedPart(picture());
        QVERIFY2(area.contains(painted), qPrintable(QDebug::toString(painted)));
    }
};

QTEST_MAIN(CurveReadoutTest)
#include "curve_readout_test.moc"
