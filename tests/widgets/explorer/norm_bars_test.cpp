// Bars on a logarithmic scale that several charts share.
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/explorer/norm_bars.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using reports::StepNorms;
using widgets::NormBars;
using widgets::NormScale;

class NormBarsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aScaleOfWholeDecades() {
        NormScale scale;
        scale.include(std::nullopt);
        QCOMPARE(scale, NormScale());
        scale.include(StepNorms{27.9, 0.113});
        QCOMPARE(scale.smallest, 0.1);
        QCOMPARE(scale.largest, 100.0);
        scale.include(StepNorms{0, std::nan("")}); // nothing that can be drawn
        QCOMPARE(scale.smallest, 0.1);
        QCOMPARE(scale.share(100), 1.0);
        QVERIFY(scale.share(0.1) > 0 && scale.share(0.1) < 0.1);
        QVERIFY(qAbs(scale.share(10) - scale.share(1) - (scale.share(1) - scale.share(0.1))) < 1e-9);
        QCOMPARE(scale.share(0), 0.0);
    }

    void aSinglePowerOfTenHasADecade() {
        NormScale scale;
        scale.include(StepNorms{10, {}});
        QVERIFY(scale.largest > scale.smallest);
    }

    void barsOfZAboveThoseOfC() {
        NormBars bars;
        bars.resize(240, bars.sizeHint().height());
        NormScale scale;
        const StepNorms with{20, 1}, without{0.5, 5};
        scale.include(with);
        scale.include(without);
        bars.setScale(scale);
        bars.setNorms(with, without);
        QVERIFY(tests::showActive(bars));
        QVERIFY(bars.barRect(0).width() > bars.barRect(1).width());
        QVERIFY(bars.barRect(2).width() < bars.barRect(3).width());
        for (int row = 1; row < 4; ++row)
            QVERIFY(bars.barRect(row).top() > bars.barRect(row - 1).bottom());
        QVERIFY(bars.barRect(3).bottom() < bars.height());
        const QImage image = bars.grab().toImage();
        QCOMPARE(image.pixelColor(bars.barRect(0).center().toPoint()),
                 widgets::seriesColor(0, bars.palette()));
        QCOMPARE(image.pixelColor(bars.barRect(3).center().toPoint()),
                 widgets::seriesColor(1, bars.palette()));
        QCOMPARE(bars.accessibleDescription(), QString("Z 20 with residual, 0.5 without; c 1 and 5"));
    }

    void whatIsNotThereHasNoBar() {
        NormBars bars;
        bars.resize(240, bars.sizeHint().height());
        NormScale scale;
        scale.include(StepNorms{20, {}});
        bars.setScale(scale);
        bars.setNorms(StepNorms{20, {}}, std::nullopt);
        QVERIFY(bars.barRect(0).width() > 0);
        for (const int row : {1, 2, 3})
            QCOMPARE(bars.barRect(row).width(), 0.0);
        bars.grab();
    }

    void numbersAreShort() {
        QCOMPARE(widgets::spokenNorm(27.912), QString("27.9"));
        QCOMPARE(widgets::spokenNorm(0.0000412), QString("4.12e-05"));
    }
};

QTEST_MAIN(NormBarsTest)
#include "norm_bars_test.moc"
