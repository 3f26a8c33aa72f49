#include "widgets/status/iteration_slider.h"

#include <QLabel>
#include <QPushButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/status/iteration_track.h"

using namespace ld3m;
using namespace ld3m::widgets;

class IterationSliderTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<IterationSlider> m_slider;
    std::unique_ptr<QSignalSpy> m_moved;
    std::unique_ptr<QSignalSpy> m_live;

    QPushButton* liveButton() const { return m_slider->findChild<QPushButton*>(); }
    IterationTrack* track() const { return m_slider->findChild<IterationTrack*>(); }
    bool showsNumber(const QString& text) const {
        for (const auto* label : m_slider->findChildren<QLabel*>())
            if (label->text() == text)
                return true;
        return false;
    }
    qint64 lastMoved() const { return m_moved->isEmpty() ? -1 : m_moved->last().value(0).toLongLong(); }

private Q_SLOTS:
    void init() {
        m_slider = std::make_unique<IterationSlider>();
        m_slider->resize(600, 48);
        m_slider->setTotal(5000);
        m_slider->setIterations({0, 1000, 2000});
        m_moved = std::make_unique<QSignalSpy>(m_slider.get(), &IterationSlider::iterationChanged);
        m_live = std::make_unique<QSignalSpy>(m_slider.get(), &IterationSlider::liveChanged);
        QVERIFY(tests::showActive(*m_slider));
    }
    void cleanup() { m_slider.reset(); }

    void nothingIsShownBeforeAnythingIsStored() {
        IterationSlider empty;
        QCOMPARE(empty.iteration(), std::int64_t{-1});
        QSignalSpy moved(&empty, &IterationSlider::iterationChanged);
        empty.setLive(true);
        QVERIFY(empty.isLive());
        QVERIFY(moved.isEmpty());
        empty.setIterations({0});
        QCOMPARE(moved.value(0), QVariantList{qint64{0}});
    }

    void theNumberIsTheIteration() {
        m_slider->setIteration(2000);
        QVERIFY(showsNumber("2,000"));
        m_slider->setIterations({});
        QVERIFY(showsNumber("–"));
        QCOMPARE(m_slider->iteration(), std::int64_t{-1});
    }

    void liveJumpsToTheNewestAndStaysThere() {
        QCOMPARE(m_slider->iteration(), std::int64_t{0});
        QTest::mouseClick(liveButton(), Qt::LeftButton);
        QVERIFY(m_slider->isLive());
        QCOMPARE(m_live->value(0), QVariantList{true});
        QCOMPARE(lastMoved(), qint64{2000});
        m_slider->setIterations({0, 1000, 2000, 3000});
        QCOMPARE(lastMoved(), qint64{3000});
        QVERIFY(showsNumber("3,000"));
        QCOMPARE(m_live->count(), 1);
    }

    void withoutLiveNewIterationsLeaveItAlone() {
        m_slider->setIteration(1000);
        m_slider->setIterations({0, 1000, 2000, 3000});
        QCOMPARE(m_slider->iteration(), std::int64_t{1000});
        QVERIFY(m_moved->isEmpty());
        m_slider->setIterations({0, 500}); // another run, shorter
        QCOMPARE(lastMoved(), qint64{500});
    }

    void movingByHandSwitchesLiveOff() {
        m_slider->setLive(true);
        m_slider->setFocus();
        QTRY_VERIFY(track()->hasFocus());
        QTest::keyClick(track(), Qt::Key_Left);
        QVERIFY(!m_slider->isLive());
        QVERIFY(!liveButton()->isChecked());
        QCOMPARE(m_live->last(), QVariantList{false});
        QCOMPARE(lastMoved(), qint64{1000});
        m_slider->setIterations({0, 1000, 2000, 3000});
        QCOMPARE(m_slider->iteration(), std::int64_t{1000});
        QTest::keyClick(track(), Qt::Key_End);
        QCOMPARE(lastMoved(), qint64{3000});
        QVERIFY2(!m_slider->isLive(), "only the button switches live on");
    }

    void theMouseMovesIt() {
        m_slider->setLive(true);
        QTest::mouseClick(track(), Qt::LeftButton, {}, QPoint(track()->position(1100), 25));
        QCOMPARE(lastMoved(), qint64{1000});
        QVERIFY(!m_slider->isLive());
    }

    void settingTheIterationIsQuiet() {
        m_slider->setLive(true);
        m_moved->clear();
        m_slider->setIteration(2000); // the newest: still live
        QVERIFY(m_slider->isLive());
        m_slider->setIteration(1400);
        QCOMPARE(m_slider->iteration(), std::int64_t{1000});
        QVERIFY(!m_slider->isLive());
        QVERIFY(showsNumber("1,000"));
        QVERIFY(m_moved->isEmpty());
    }

    void marksAreAddedAndCleared() {
        m_slider->addMark(1500, "Rate of Z 10 → 5");
        m_slider->addMark(500, "Momentum 0.5 → 0.9");
        QCOMPARE(track()->marks().size(), std::size_t{2});
        QCOMPARE(track()->marks().front().second, QString("Momentum 0.5 → 0.9"));
        m_slider->clearMarks();
        QVERIFY(track()->marks().empty());
    }

    void theNumberHasRoomForTheWholeRun() {
        m_slider->setTotal(1'000'000);
        m_slider->setIterations({0, 999'999});
        QCoreApplication::processEvents();
        const int before = track()->width();
        m_slider->setIteration(999'999);
        QCoreApplication::processEvents();
        QCOMPARE(track()->width(), before); // nothing jumps while numbers grow
    }
};

QTEST_MAIN(IterationSliderTest)
#include "iteration_slider_test.moc"
