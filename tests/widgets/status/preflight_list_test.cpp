// Lines of a pre-flight: worst first, a click leads to the setting, the button takes the fix.
#include <QPushButton>
#include <QSignalSpy>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/status/preflight_list.h"
#include "widgets/status/preflight_row.h"

using namespace ld3m;
using reports::CheckLevel;
using widgets::PreflightList;

class PreflightListTest : public QObject {
    Q_OBJECT
    std::unique_ptr<PreflightList> m_list;

    static reports::PreflightReport report() {
        reports::PreflightReport made;
        made.lines = {{.subject = "Dataset", .found = "CIFAR-10, complete", .key = "dataset.path"},
                      {CheckLevel::warning, "Memory", "about 7.9 GiB", "Lower it.", "prior.memory",
                       settings::Value(std::string("per_step"))},
                      {CheckLevel::problem, "Checkpoint", "There is none.", "Give one.", "prior.checkpoint"},
                      {.subject = "Check", .found = "of its own accord"}};
        return made;
    }
    QStringList subjects() const {
        QStringList all;
        for (const widgets::PreflightRow* row : m_list->rows())
            all << QString::fromStdString(row->line().subject);
        return all;
    }

private Q_SLOTS:
    void init() {
        m_list = std::make_unique<PreflightList>();
        m_list->resize(560, 320);
        m_list->setReport(report());
        QVERIFY(tests::showActive(*m_list));
    }
    void cleanup() { m_list.reset(); }

    void theWorstComesFirst() {
        QCOMPARE(subjects(), QStringList({"Checkpoint", "Memory", "Dataset", "Check"}));
        QVERIFY(m_list->rows()[0]->accessibleName().startsWith("problem, Checkpoint"));
        QCOMPARE(m_list->rows()[0]->accessibleDescription(), QString("Give one."));
        QVERIFY(m_list->rows()[1]->y() > m_list->rows()[0]->y());
    }

    void anotherReportTakesItsPlace() {
        reports::PreflightReport other;
        other.lines = {{.subject = "Device", .found = "cpu"}};
        m_list->setReport(other);
        QCOMPARE(subjects(), QStringList({"Device"}));
        QTRY_COMPARE(int(m_list->findChildren<widgets::PreflightRow*>().size()), 1);
    }

    /// A list that is seen already, too: its rows are not shown before the loop runs again.
    void isAsHighAsItsLines() {
        reports::PreflightReport longer;
        for (int i = 0; i < 12; ++i)
            longer.lines.push_back({.subject = "Device", .found = "cpu"});
        const int few = m_list->sizeHint().height();
        m_list->setReport(longer);
        QVERIFY2(m_list->sizeHint().height() > 2 * few,
                 qPrintable(QString::number(m_list->sizeHint().height())));
        QCOMPARE(m_list->minimumSizeHint().height(), 80);
    }

    void aClickOrEnterLeadsToTheSetting() {
        QSignalSpy asked(m_list.get(), &PreflightList::settingAsked);
        QTest::mouseClick(m_list->rows()[0], Qt::LeftButton, {}, QPoint(200, 8));
        QCOMPARE(asked.takeFirst().first().toString(), QString("prior.checkpoint"));
        m_list->rows()[2]->setFocus();
        QTest::keyClick(m_list->rows()[2], Qt::Key_Return);
        QCOMPARE(asked.takeFirst().first().toString(), QString("dataset.path"));
        QTest::mouseClick(m_list->rows()[3], Qt::LeftButton, {}, QPoint(200, 8)); // belongs to no setting
        QVERIFY(asked.isEmpty());
        QCOMPARE(m_list->rows()[3]->focusPolicy(), Qt::NoFocus);
    }

    void theButtonTakesTheFix() {
        QSignalSpy fixed(m_list.get(), &PreflightList::fixAsked);
        QSignalSpy asked(m_list.get(), &PreflightList::settingAsked);
        QVERIFY(!m_list->rows()[0]->applyButton());
        QPushButton* button = m_list->rows()[1]->applyButton();
        QCOMPARE(button->text(), QString("Set to per_step"));
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(fixed.count(), 1);
        QCOMPARE(fixed.first()[0].toString(), QString("prior.memory"));
        QVERIFY(fixed.first()[1].value<settings::Value>() == settings::Value(std::string("per_step")));
        QVERIFY(asked.isEmpty());
    }

    void signsFollowThePalette() {
        QVERIFY(widgets::colorOf(CheckLevel::problem, m_list->palette()) !=
                widgets::colorOf(CheckLevel::ok, m_list->palette()));
        QVERIFY(widgets::iconNameOf(CheckLevel::problem) != widgets::iconNameOf(CheckLevel::warning));
        m_list->setPalette(QPalette(Qt::black));
        m_list->grab();
    }

    void itIsAsTallAsItsLinesUpToALimit() {
        const int few = m_list->sizeHint().height();
        reports::PreflightReport many = report();
        for (int i = 0; i < 40; ++i)
            many.lines.push_back(many.lines.front());
        m_list->setReport(many);
        QVERIFY(few > 60 && few < 320);
        QTRY_COMPARE(m_list->sizeHint().height(), 320);
    }
};

QTEST_MAIN(PreflightListTest)
#include "preflight_list_test.moc"
