#include "widgets/status/phase_bar.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using namespace ld3m::widgets;

class PhaseBarTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<PhaseBar> m_bar;

    QStringList names() const {
        QStringList all;
        for (const auto& part : m_bar->parts())
            all << part.name;
        return all;
    }

private Q_SLOTS:
    void init() {
        m_bar = std::make_unique<PhaseBar>();
        m_bar->resize(480, m_bar->sizeHint().height());
        QVERIFY(tests::showActive(*m_bar));
    }
    void cleanup() { m_bar.reset(); }

    void phasesInTheOrderOfAnIteration() {
        m_bar->setPhases({0.2, 0.18, 0.1, 0.02});
        QCOMPARE(names(), (QStringList{"synthesize", "match", "pull back", "update"}));
        QVERIFY(qAbs(m_bar->total() - 0.5) < 1e-12);
        QCOMPARE(m_bar->totalText(), QString("500 ms"));
        QCOMPARE(m_bar->accessibleDescription(), QString("500 ms"));
    }

    void theRestOfAnIterationIsOther() {
        m_bar->setPhases({0.2, 0.1, 0.1, 0.05}, 0.5);
        QCOMPARE(names().last(), QString("other"));
        QVERIFY(qAbs(m_bar->parts().back().seconds - 0.05) < 1e-12);
        m_bar->setPhases({0.2, 0.1, 0.1, 0.099}, 0.5); // less than a hundredth is no part
        QCOMPARE(names().size(), 4);
    }

    void timesAreSpoken_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("half a millisecond") << 0.0005 << "0.5 ms";
        QTest::newRow("milliseconds") << 0.526 << "526 ms";
        QTest::newRow("seconds") << 2.0 << "2.00 s";
        QTest::newRow("many seconds") << 75.24 << "75.2 s";
    }
    void timesAreSpoken() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        m_bar->setParts({{"a", seconds}});
        QCOMPARE(m_bar->totalText(), text);
    }

    void partsShareTheBarByTheirTime() {
        m_bar->setParts({{"a", 1}, {"b", 2}, {"c", 1}});
        const auto [firstLeft, firstLength] = m_bar->extent(0);
        const auto [left, length] = m_bar->extent(1);
        QVERIFY(qAbs(length - 2 * firstLength) < 1e-9);
        QVERIFY(qAbs(left - (firstLeft + firstLength)) < 1e-9);
        const auto [lastLeft, lastLength] = m_bar->extent(2);
        QVERIFY(lastLeft + lastLength <= m_bar->width());
    }

    void partsArePaintedInTheirColours() {
        m_bar->setParts({{"a", 1}, {"b", 1}});
        const QImage image = m_bar->grab().toImage();
        const int y = 8 + m_bar->fontMetrics().height() / 2;
        const auto middle = [&](std::size_t part) {
            const auto [left, length] = m_bar->extent(part);
            return image.pixelColor(int(left + length / 2), y);
        };
        QCOMPARE(middle(0), seriesColor(0, m_bar->palette()));
        QCOMPARE(middle(1), seriesColor(3, m_bar->palette()));
    }

    void theLegendStaysInside() {
        m_bar->setPhases({0.2, 0.18, 0.1, 0.02}, 0.6);
        m_bar->resize(170, m_bar->sizeHint().height());
        const QImage image = m_bar->grab().toImage();
        const QColor ground = image.pixelColor(0, 0);
        for (int y = 8 + m_bar->fontMetrics().height() + 4; y < image.height(); ++y)
            for (int x = image.width() - 2; x < image.width(); ++x)
                QCOMPARE(image.pixelColor(x, y), ground); // nothing is cut at the edge
    }

    void theToolTipHasThemAll() {
        m_bar->setParts({{"synthesize", 0.3}, {"match", 0.1}});
        QHelpEvent help(QEvent::ToolTip, {20, 10}, m_bar->mapToGlobal(QPoint(20, 10)));
        QApplication::sendEvent(m_bar.get(), &help);
        QCOMPARE(QToolTip::text(), QString("synthesize: 300 ms (75 %)\nmatch: 100 ms (25 %)"));
    }

    void nothingIsEmpty() {
        m_bar->setPhases({0.2, 0.18, 0.1, 0.02});
        const QImage full = m_bar->grab().toImage();
        m_bar->clear();
        QCOMPARE(m_bar->total(), 0.0);
        QVERIFY(m_bar->parts().empty());
        QCOMPARE(m_bar->accessibleDescription(), QString());
        QVERIFY(m_bar->grab().toImage() != full);
        m_bar->setParts({{"a", 0}, {"b", 0}});
        QCOMPARE(m_bar->extent(1).second, 0.0); // no division by nothing
    }
};

QTEST_MAIN(PhaseBarTest)
#include "phase_bar_test.moc"
