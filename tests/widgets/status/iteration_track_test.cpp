#include "widgets/status/iteration_track.h"

#include <QHelpEvent>
#include <QToolTip>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::kNotch;

class IterationTrackTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<IterationTrack> m_track;

    std::int64_t shown() const { return m_track->iterationAt(m_track->index()); }
    QPoint at(std::int64_t iteration) const { return {m_track->position(iteration), 25}; }

private Q_SLOTS:
    void init() {
        QToolTip::hideText();
        m_track = std::make_unique<IterationTrack>();
        m_track->resize(416, 40); // 400 between its insets: one pixel an iteration
        m_track->setTotal(400);
        m_track->setIterations({0, 100, 200, 300});
        QVERIFY(tests::showActive(*m_track));
    }
    void cleanup() { m_track.reset(); }

    void positionsAreProportional() {
        QCOMPARE(m_track->position(0), 8);
        QCOMPARE(m_track->position(100), 108);
        QCOMPARE(m_track->position(400), 408);
        m_track->setTotal(0); // the last stored iteration is the end
        QCOMPARE(m_track->position(300), 408);
        m_track->setTotal(200); // a run that was made longer than planned
        QCOMPARE(m_track->position(300), 408);
    }

    void nearestStoredIteration_data() {
        QTest::addColumn<qint64>("iteration");
        QTest::addColumn<int>("index");
        QTest::newRow("exact") << qint64{200} << 2;
        QTest::newRow("a little more") << qint64{149} << 1;
        QTest::newRow("a little less") << qint64{151} << 2;
        QTest::newRow("middle") << qint64{150} << 1;
        QTest::newRow("before all") << qint64{-5} << 0;
        QTest::newRow("behind all") << qint64{9999} << 3;
    }
    void nearestStoredIteration() {
        QFETCH(qint64, iteration);
        QFETCH(int, index);
        QCOMPARE(m_track->nearestIndex(iteration), index);
    }

    void nothingStored() {
        m_track->setIterations({});
        QCOMPARE(m_track->index(), -1);
        QCOMPARE(m_track->nearestIndex(5), -1);
        QSignalSpy moved(m_track.get(), &IterationTrack::moved);
        QTest::keyClick(m_track.get(), Qt::Key_Right);
        QTest::mouseClick(m_track.get(), Qt::LeftButton, {}, QPoint(200, 25));
        tests::turnWheel(m_track.get(), {200, 25}, kNotch);
        QVERIFY(moved.isEmpty());
        m_track->grab(); // paints without a handle
    }

    void newIterationsKeepTheShownOne() {
        m_track->setIndex(2);
        m_track->setIterations({0, 50, 100, 150, 200, 250});
        QCOMPARE(shown(), std::int64_t{200});
        m_track->setIterations({0, 90, 190}); // it is gone: the one before
        QCOMPARE(shown(), std::int64_t{190});
        m_track->setIterations({500, 600});
        QCOMPARE(shown(), std::int64_t{500});
    }

    void keysStep_data() {
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::newRow("left") << Qt::Key_Left << 20 << 19;
        QTest::newRow("right") << Qt::Key_Right << 20 << 21;
        QTest::newRow("page down: a tenth") << Qt::Key_PageDown << 20 << 16;
        QTest::newRow("page up: a tenth") << Qt::Key_PageUp << 20 << 24;
        QTest::newRow("home") << Qt::Key_Home << 20 << 0;
        QTest::newRow("end") << Qt::Key_End << 20 << 39;
        QTest::newRow("page down to the end") << Qt::Key_PageDown << 2 << 0;
        QTest::newRow("page up to the end") << Qt::Key_PageUp << 38 << 39;
    }
    void keysStep() {
        QFETCH(Qt::Key, key);
        QFETCH(int, from);
        QFETCH(int, to);
        std::vector<std::int64_t> forty;
        for (int i = 0; i < 40; ++i)
            forty.push_back(10 * i);
        m_track->setIterations(forty);
        m_track->setIndex(from);
        QSignalSpy moved(m_track.get(), &IterationTrack::moved);
        QTest::keyClick(m_track.get(), key);
        QCOMPARE(m_track->index(), to);
        QCOMPARE(moved.count(), 1);
        QCOMPARE(moved.first(), QVariantList{qint64{10 * to}});
    }

    void atTheEndsKeysSayNothing() {
        QSignalSpy moved(m_track.get(), &IterationTrack::moved);
        QTest::keyClick(m_track.get(), Qt::Key_Left);
        m_track->setIndex(3);
        QTest::keyClick(m_track.get(), Qt::Key_Right);
        QVERIFY(moved.isEmpty());
    }

    void clickAndDragMove() {
        QSignalSpy moved(m_track.get(), &IterationTrack::moved);
        QTest::mouseClick(m_track.get(), Qt::LeftButton, {}, at(205));
        QCOMPARE(moved.takeFirst(), QVariantList{qint64{200}});
        QTest::mouseClick(m_track.get(), Qt::RightButton, {}, at(100));
        QCOMPARE(shown(), std::int64_t{200});
        tests::drag(m_track.get(), at(200), at(60));
        QCOMPARE(shown(), std::int64_t{100});
        tests::drag(m_track.get(), at(100), QPoint(5000, 25));
        QCOMPARE(shown(), std::int64_t{300});
    }

    void theWheelStepsByNotches() {
        QSignalSpy moved(m_track.get(), &IterationTrack::moved);
        tests::turnWheel(m_track.get(), {50, 25}, kNotch);
        QCOMPARE(shown(), std::int64_t{100});
        for (int i = 0; i < 8; ++i)
            tests::turnWheel(m_track.get(), {50, 25}, kNotch / 8);
        QCOMPARE(shown(), std::int64_t{200});
        tests::turnWheel(m_track.get(), {50, 25}, 0); // sideways
        tests::turnWheel(m_track.get(), {50, 25}, -2 * kNotch);
        QCOMPARE(shown(), std::int64_t{0});
        QCOMPARE(moved.count(), 3);
    }

    void settingTheIndexSaysNothing() {
        QSignalSpy moved(m_track.get(), &IterationTrack::moved);
        m_track->setIndex(2);
        QCOMPARE(shown(), std::int64_t{200});
        m_track->setIndex(99);
        QCOMPARE(shown(), std::int64_t{300});
        QVERIFY(moved.isEmpty());
    }

    void marksAreSortedPaintedAndExplained() {
        const QImage before = m_track->grab().toImage();
        m_track->setMarks({{250, "Momentum 0.5 → 0.9"}, {50, "Rate of Z 10 → 5"}});
        QCOMPARE(m_track->marks().front().first, std::int64_t{50});
        const QImage after = m_track->grab().toImage();
        const QColor changed = coloursOf(m_track->palette()).changed;
        const auto isMark = [&](const QImage& image, std::int64_t iteration) {
            for (int x = m_track->position(iteration) - 1; x <= m_track->position(iteration) + 1; ++x) {
                const QColor color = image.pixelColor(x, 33);
                if (qAbs(color.red() - changed.red()) + qAbs(color.green() - changed.green()) +
                        qAbs(color.blue() - changed.blue()) <
                    160)
                    return true;
            }
            return false;
        };
        for (const std::int64_t iteration : {50, 250}) {
            QVERIFY(!isMark(before, iteration));
            QVERIFY(isMark(after, iteration));
        }
        QHelpEvent help(QEvent::ToolTip, at(51), m_track->mapToGlobal(at(51)));
        QApplication::sendEvent(m_track.get(), &help);
        QCOMPARE(QToolTip::text(), QString("Rate of Z 10 → 5 from iteration 50"));
    }
};

QTEST_MAIN(IterationTrackTest)
#include "iteration_track_test.moc"
