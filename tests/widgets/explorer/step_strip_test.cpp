// Columns of the strip: filled as they come, marked, on one scale, one class for all, a button that takes a
// T.
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/explorer/class_mosaic.h"
#include "widgets/explorer/norm_bars.h"
#include "widgets/explorer/step_column.h"
#include "widgets/explorer/step_strip.h"

using namespace ld3m;
using widgets::StepStrip;

class StepStripTest : public QObject {
    Q_OBJECT
    std::unique_ptr<StepStrip> m_strip;

    static reports::StepPoint point(std::int64_t steps, double norm, bool whole = true) {
        reports::StepPoint made;
        made.steps = steps;
        made.reverse_steps = steps;
        made.sheet = tests::makeSheet({"cat", "dog", "owl"}, 1, 4, 4, int(steps));
        if (!whole)
            return made;
        made.with = reports::StepNorms{norm, 1};
        made.without = reports::StepNorms{norm / 10, 2};
        made.seconds = 2.44;
        made.peak_bytes = std::int64_t{430} << 20;
        made.memory = "keep";
        return made;
    }
    QStringList order() const {
        QStringList steps;
        for (const widgets::StepColumn* column : m_strip->columns())
            steps << QString::number(column->steps());
        return steps;
    }

private Q_SLOTS:
    void init() {
        m_strip = std::make_unique<StepStrip>();
        m_strip->resize(960, 420);
        m_strip->setMemoryTotal(std::int64_t{8} << 30);
        m_strip->setRecipeSteps(5);
        m_strip->setSteps({10, 2, 5, 2});
        QVERIFY(tests::showActive(*m_strip));
    }
    void cleanup() { m_strip.reset(); }

    void columnsStandInTheOrderOfT() {
        QCOMPARE(order(), QStringList({"2", "5", "10"}));
        m_strip->setPoint(point(7, 3));
        QCOMPARE(order(), QStringList({"2", "5", "7", "10"}));
        QTRY_VERIFY(m_strip->column(7)->x() > m_strip->column(5)->x());
        m_strip->setSteps({3});
        QCOMPARE(order(), QStringList({"3"}));
        QVERIFY(!m_strip->column(2));
    }

    void aColumnFillsAsItComes() {
        widgets::StepColumn* column = m_strip->column(2);
        QVERIFY(column->costText().contains("waiting"));
        m_strip->setPoint(point(2, 20, false));
        QVERIFY(!column->mosaic()->isEmpty());
        QVERIFY(column->costText().contains("measuring"));
        m_strip->setPoint(point(2, 20));
        QCOMPARE(column->costText(), QString("2.4 s an iteration, 430 MiB of 8.0 GiB · keep"));
    }

    void barsOfAllColumnsShareOneScale() {
        m_strip->setPoint(point(2, 20));
        const double alone = m_strip->column(2)->bars()->barRect(0).width();
        m_strip->setPoint(point(10, 2000));
        QVERIFY(m_strip->column(2)->bars()->barRect(0).width() < alone);
        QVERIFY(m_strip->column(10)->bars()->barRect(0).width() >
                m_strip->column(2)->bars()->barRect(0).width());
    }

    void theRecipesTIsMarkedAndNeedsNoButton() {
        QVERIFY(m_strip->column(5)->isCurrent() && !m_strip->column(5)->useButton()->isEnabled());
        QVERIFY(!m_strip->column(2)->isCurrent() && m_strip->column(2)->useButton()->isEnabled());
        m_strip->setRecipeSteps(2);
        QVERIFY(m_strip->column(2)->isCurrent() && !m_strip->column(5)->isCurrent());
        m_strip->setUsable(false);
        QVERIFY(!m_strip->column(5)->useButton()->isEnabled());
    }

    void theButtonAsksForItsT() {
        QSignalSpy asked(m_strip.get(), &StepStrip::useAsked);
        QTest::mouseClick(m_strip->column(10)->useButton(), Qt::LeftButton);
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().first().toLongLong(), 10);
        m_strip->column(2)->useButton()->setFocus();
        QTest::keyClick(m_strip->column(2)->useButton(), Qt::Key_Space);
        QCOMPARE(asked.last().first().toLongLong(), 2);
    }

    void aClassIsChosenForAllColumns() {
        for (const std::int64_t steps : {2, 5})
            m_strip->setPoint(point(steps, 1));
        QTest::qWait(20); // laid out
        widgets::ClassMosaic* mosaic = m_strip->column(2)->mosaic();
        QTest::mouseClick(mosaic, Qt::LeftButton, {}, mosaic->tileRect(1).center());
        QCOMPARE(m_strip->column(5)->mosaic()->shownClass(), 1);
        m_strip->setPoint(point(10, 1)); // and for those that come later
        QCOMPARE(m_strip->column(10)->mosaic()->shownClass(), 1);
        QTest::mouseClick(mosaic, Qt::LeftButton, {}, QPoint(mosaic->width() / 2, 20));
        QCOMPARE(m_strip->column(5)->mosaic()->shownClass(), -1);
    }
};

QTEST_MAIN(StepStripTest)
#include "step_strip_test.moc"
