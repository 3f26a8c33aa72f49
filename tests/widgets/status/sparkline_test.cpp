#include "widgets/status/sparkline.h"

#include <limits>

#include <QImage>
#include <QtTest>

#include "widgets/theme/theme.h"

using namespace ld3m::widgets;

class SparklineTest : public QObject {
    Q_OBJECT
private:
    static bool holds(const Sparkline& line, QRect area) {
        const QImage picture = const_cast<Sparkline&>(line).grab().toImage();
        const QColor color = seriesColor(0, line.palette());
        for (int y = area.top(); y <= area.bottom(); ++y)
            for (int x = area.left(); x <= area.right(); ++x)
                if (const QColor pixel = picture.pixelColor(x, y);
                    std::abs(pixel.red() - color.red()) < 12 &&
                    std::abs(pixel.green() - color.green()) < 12 &&
                    std::abs(pixel.blue() - color.blue()) < 12)
                    return true;
        return false;
    }

private Q_SLOTS:
    void theNewestStandsAtTheRight() {
        Sparkline line;
        line.resize(101, 40);
        line.setValues({0, 0.5, 1}, 1, 5);
        QCOMPARE(line.pointAt(2).x(), 100.0);
        QCOMPARE(line.pointAt(0).x(), 50.5); // two of four steps back
        QCOMPARE(line.pointAt(2).y(), 1.0);
        QVERIFY(line.pointAt(0).y() > line.pointAt(1).y());
        QVERIFY(holds(line, QRect(60, 2, 40, 36)));
        QVERIFY(!holds(line, QRect(0, 0, 40, 36))); // nothing was seen then
    }

    void itsLargestNumberIsItsHeight() {
        Sparkline line;
        line.resize(100, 40);
        line.setValues({100, 200}, 0, 2);
        QVERIFY(line.pointAt(1).y() > 1 && line.pointAt(1).y() < 8);
        line.setValues({0, 0}, 0, 2); // nothing to divide by
        QCOMPARE(line.pointAt(0).y(), 38.0);
    }

    void gapsAndNothingArePainted() {
        Sparkline line;
        line.resize(100, 40);
        QVERIFY(!holds(line, line.rect()));
        line.setValues({1, std::numeric_limits<double>::quiet_NaN(), 1}, 1, 3);
        QVERIFY(!line.grab().isNull());
    }
};

QTEST_MAIN(SparklineTest)
#include "sparkline_test.moc"
