#include "widgets/tables/evaluation_table_view.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QLabel>
#include <QTableView>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/tables/evaluation_table_model.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

reports::EvaluationTable tableOf(std::int64_t iteration) {
    reports::EvaluationTable table;
    table.iteration = iteration;
    table.protocol = "LD3M, " + std::to_string(iteration) + " epochs";
    table.rows = {{"synthetic", "convnet", {0.001 * double(iteration)}, {}},
                  {"random real", "convnet", {0.1}, {}},
                  {"synthetic", "alexnet", {0.2}, {}},
                  {"random real", "alexnet", {0.1}, {}}};
    return table;
}

} // namespace

class EvaluationTableViewTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<EvaluationTableView> m_view;

    QComboBox* choice() const { return m_view->findChild<QComboBox*>(); }
    QTableView* table() const { return m_view->findChild<QTableView*>(); }
    QStringList listed() const {
        QStringList all;
        for (int i = 0; i < choice()->count(); ++i)
            all << choice()->itemText(i);
        return all;
    }
    QStringList shownTexts() const {
        QStringList texts;
        for (const auto* label : m_view->findChildren<QLabel*>())
            if (label->isVisible())
                texts << label->text();
        return texts;
    }
    void click(int row, int column) const {
        const QRect cell = table()->visualRect(m_view->model()->index(row, column));
        QTest::mouseClick(table()->viewport(), Qt::LeftButton, {}, cell.center());
    }

private Q_SLOTS:
    void init() {
        m_view = std::make_unique<EvaluationTableView>();
        m_view->resize(420, 260);
        QVERIFY(tests::showActive(*m_view));
    }
    void cleanup() { m_view.reset(); }

    void saysWhatIsMissing() {
        m_view->setEmptyText("Nothing was evaluated.");
        QVERIFY(shownTexts().contains("Nothing was evaluated."));
        QVERIFY(!table()->isVisible());
        QCOMPARE(m_view->shownIteration(), std::int64_t{-1});
        m_view->setTables({tableOf(100)});
        QVERIFY(!shownTexts().contains("Nothing was evaluated."));
        QVERIFY(table()->isVisible());
        m_view->clear();
        QVERIFY(shownTexts().contains("Nothing was evaluated."));
        QCOMPARE(m_view->shownIteration(), std::int64_t{-1});
        QCOMPARE(m_view->model()->rowCount(), 0);
    }

    void theNewestComesFirst() {
        m_view->setTables({tableOf(100), tableOf(5000), tableOf(300)});
        QCOMPARE(listed(), (QStringList{"iteration 5,000", "iteration 300", "iteration 100"}));
        QCOMPARE(m_view->shownIteration(), std::int64_t{5000});
        QVERIFY(shownTexts().contains("LD3M, 5000 epochs"));
    }

    void oneIsChosenByKey() {
        m_view->setTables({tableOf(100), tableOf(200), tableOf(300)});
        QSignalSpy chosen(m_view.get(), &EvaluationTableView::evaluationChosen);
        QTest::keyClick(choice(), Qt::Key_Down);
        QCOMPARE(chosen.value(0), QVariantList{qint64{200}});
        QCOMPARE(m_view->shownIteration(), std::int64_t{200});
        QCOMPARE(m_view->model()->index(0, 1).data().toString(), QString("20.0 ± 0.0"));
        QVERIFY(shownTexts().contains("LD3M, 200 epochs"));
    }

    void scrubbingShowsWhatWasKnownThen_data() {
        QTest::addColumn<qint64>("iteration");
        QTest::addColumn<qint64>("shown");
        QTest::newRow("exact") << qint64{200} << qint64{200};
        QTest::newRow("between") << qint64{299} << qint64{200};
        QTest::newRow("after all") << qint64{9999} << qint64{300};
        QTest::newRow("first") << qint64{100} << qint64{100};
        QTest::newRow("before all: stays") << qint64{50} << qint64{300};
    }
    void scrubbingShowsWhatWasKnownThen() {
        QFETCH(qint64, iteration);
        QFETCH(qint64, shown);
        m_view->setTables({tableOf(100), tableOf(200), tableOf(300)});
        QSignalSpy chosen(m_view.get(), &EvaluationTableView::evaluationChosen);
        m_view->showIteration(iteration);
        QCOMPARE(qint64(m_view->shownIteration()), shown);
        QCOMPARE(choice()->currentText(), QString("iteration %1").arg(shown));
        QVERIFY(chosen.isEmpty());
    }

    void anotherOneIsShownWhereTheNewestWas() {
        m_view->setTables({tableOf(100), tableOf(200)});
        m_view->addTable(tableOf(300));
        QCOMPARE(m_view->shownIteration(), std::int64_t{300});
        m_view->showIteration(100);
        m_view->addTable(tableOf(400));
        QCOMPARE(m_view->shownIteration(), std::int64_t{100});
        QCOMPARE(choice()->currentText(), QString("iteration 100"));
        QCOMPARE(choice()->count(), 4);
    }

    void theFirstOneAppears() {
        m_view->addTable(tableOf(100));
        QCOMPARE(m_view->shownIteration(), std::int64_t{100});
        QVERIFY(table()->isVisible());
    }

    void aCellChoosesItsNetwork() {
        m_view->setTables({tableOf(100)});
        QCoreApplication::processEvents();
        QSignalSpy network(m_view.get(), &EvaluationTableView::networkChosen);
        click(1, 2);
        QCOMPARE(network.value(0), (QVariantList{QString("random real"), QString("alexnet")}));
        click(0, 0); // a name
        click(2, 1); // the average
        QCOMPARE(network.count(), 1);
    }

    void cellsCannotBeEdited() {
        m_view->setTables({tableOf(100)});
        QCoreApplication::processEvents();
        click(0, 1);
        QTest::keyClick(table(), Qt::Key_F2);
        QVERIFY(!table()->isPersistentEditorOpen(table()->currentIndex()));
        QCOMPARE(table()->selectionModel()->selectedRows().size(), 1);
    }

    void theModelIsSoundThroughout() {
        const QAbstractItemModelTester tester(m_view->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_view->setTables({tableOf(100), tableOf(200)});
        m_view->showIteration(100);
        m_view->addTable(tableOf(300));
        m_view->clear();
    }
};

QTEST_MAIN(EvaluationTableViewTest)
#include "evaluation_table_view_test.moc"
