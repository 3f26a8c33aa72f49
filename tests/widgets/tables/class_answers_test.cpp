// The classes of a row: opened by a click on it, read in a matrix, closed by a button; and which evaluation
// is shown.
#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/tables/class_answers_model.h"
#include "widgets/tables/class_answers_pane.h"
#include "widgets/tables/evaluation_table_model.h"
#include "widgets/tables/evaluation_table_view.h"
#include "widgets/tables/upright_header.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

/// Ten cats, of which 7 are right; ten dogs, of which 9 are.
reports::EvaluationTable tableOf(std::int64_t iteration, double accuracy = 0.8) {
    reports::EvaluationTable table;
    table.iteration = iteration;
    table.classes = {"cat", "dog"};
    table.rows = {{"synthetic", "convnet", {accuracy}, {0.7, 0.9}, {7, 3, 1, 9}},
                  {"synthetic", "vit", {0.4}, {0.3, 0.5}},
                  {"synthetic", "vgg11", {0.6}, {0.5, 0.7}},
                  {"synthetic", reports::kUnseenAverage, {0.5}, {0.4, 0.6}}};
    return table;
}

} // namespace

class ClassAnswersTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<EvaluationTableView> m_view;

    QComboBox* rules() const { return m_view->findChild<QComboBox*>("evaluationRule"); }
    QTableView* networks() const {
        for (auto* table : m_view->findChildren<QTableView*>())
            if (table->model() == m_view->model())
                return table;
        return nullptr;
    }
    void click(int row, int column) const {
        const QRect cell = networks()->visualRect(m_view->model()->index(row, column));
        QTest::mouseClick(networks()->viewport(), Qt::LeftButton, {}, cell.center());
        QCoreApplication::processEvents();
    }
    QVariant answer(int row, int column, int role = Qt::DisplayRole) const {
        const ClassAnswersModel* model = m_view->classes()->model();
        return model->data(model->index(row, column), role);
    }

private Q_SLOTS:
    void init() {
        m_view = std::make_unique<EvaluationTableView>();
        m_view->resize(480, 600);
        m_view->setTables({tableOf(100)});
        QVERIFY(tests::showActive(*m_view));
    }
    void cleanup() { m_view.reset(); }

    void synsetsHaveTheirHumanNames() {
        reports::EvaluationTable table = tableOf(100);
        table.classes = {"n02123045", "dog"};
        m_view->setTables({table});
        click(0, 1);
        QCOMPARE(answer(0, 2, Qt::ToolTipRole).toString(),
                 QString("tabby answered as dog: 3 of 10 (30.0 %)"));
    }

    void aClickOpensTheClasses() {
        const QAbstractItemModelTester tester(m_view->classes()->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QVERIFY(!m_view->classes()->isVisible());
        click(0, 1);
        QVERIFY(m_view->classes()->isVisible());
        QVERIFY(m_view->classes()->title().startsWith("synthetic images, convnet"));
        QCOMPARE(answer(0, 0).toString(), QString("70.0"));
        QCOMPARE(answer(0, 1).toString(), QString("70"));
        QCOMPARE(answer(0, 2).toString(), QString("30"));
        QCOMPARE(answer(1, 2).toString(), QString("90"));
        QCOMPARE(answer(0, 2, Qt::ToolTipRole).toString(), QString("cat answered as dog: 3 of 10 (30.0 %)"));
        QCOMPARE(answer(1, 0, Qt::ToolTipRole).toString(), QString("dog: 90.0 % right"));
        QVERIFY(answer(0, 1, Qt::BackgroundRole) != answer(0, 2, Qt::BackgroundRole));
        const ClassAnswersModel* model = m_view->classes()->model();
        QCOMPARE(model->headerData(1, Qt::Vertical).toString(), QString("dog"));
        QCOMPARE(model->headerData(1, Qt::Horizontal).toString(), QString("cat"));
    }

    void namesOfColumnsStandUprightAndWhole() {
        reports::EvaluationTable table = tableOf(100);
        table.classes = {"automobile", "truck"};
        m_view->setTables({table});
        click(0, 1);
        const auto* heads = m_view->findChild<QTableView*>("classAnswers")->horizontalHeader();
        const QFontMetrics metrics = heads->fontMetrics();
        QVERIFY(heads->height() > metrics.horizontalAdvance("automobile"));
        QVERIFY(heads->sectionSize(1) < metrics.horizontalAdvance("automobile"));
        const int usual = heads->height();
        table.classes = {QString(200, 'm').toStdString(), "truck"}; // what is too long for any head
        m_view->setTables({table});
        QTRY_VERIFY(heads->height() > usual);
        QVERIFY(heads->height() <= UprightHeader::kTallest + 16);
    }

    void withoutCountsThereAreAccuraciesOnly() {
        click(1, 1);
        QVERIFY(m_view->classes()->isVisible());
        QCOMPARE(m_view->classes()->model()->columnCount(), 1);
        QCOMPARE(answer(1, 0).toString(), QString("50.0"));
        QCOMPARE(m_view->classes()->title(), QString("synthetic images, vit"));
    }

    void theAverageOverUnseenNetworksIsARow() {
        QCOMPARE(m_view->model()->rowCount(), 5);
        QCOMPARE(m_view->model()->index(3, 0).data().toString(), QString("all"));
        QCOMPARE(m_view->model()->index(3, 1).data().toString(), QString("60.0")); // of 80, 40 and 60
        QCOMPARE(m_view->model()->index(4, 0).data().toString(), QString("average of unseen"));
        QCOMPARE(m_view->model()->index(4, 1).data().toString(), QString("50.0 ± 0.0"));
        click(4, 1);
        QCOMPARE(answer(0, 0).toString(), QString("40.0"));
    }

    void theButtonCloses() {
        click(0, 1);
        QTest::mouseClick(m_view->findChild<QToolButton*>("closeClasses"), Qt::LeftButton);
        QVERIFY(!m_view->classes()->isVisible());
        m_view->addTable(tableOf(200));
        QVERIFY(!m_view->classes()->isVisible());
    }

    void theOpenRowFollowsTheIteration() {
        auto later = tableOf(200);
        later.rows[0].class_accuracies = {0.1, 0.2};
        m_view->setTables({tableOf(100), later});
        click(0, 1);
        QCOMPARE(answer(0, 0).toString(), QString("10.0"));
        m_view->showIteration(150);
        QCOMPARE(answer(0, 0).toString(), QString("70.0"));
        m_view->clear();
        QVERIFY(!m_view->classes()->isVisible());
    }

    void lastBestAndShownAreKeptApart() {
        m_view->setTables({tableOf(100, 0.5), tableOf(200, 0.9), tableOf(300, 0.6)});
        m_view->showIteration(100);
        QCOMPARE(m_view->shownIteration(), std::int64_t{100});
        QSignalSpy chosen(m_view.get(), &EvaluationTableView::evaluationChosen);
        rules()->setFocus();
        QTest::keyClick(rules(), Qt::Key_Down);
        QVERIFY(m_view->rule() == EvaluationRule::last);
        QCOMPARE(m_view->shownIteration(), std::int64_t{300});
        QTest::keyClick(rules(), Qt::Key_Down);
        QCOMPARE(m_view->shownIteration(), std::int64_t{200});
        QCOMPARE(chosen.count(), 2);
        m_view->showIteration(300); // scrubbing does not move the best
        QCOMPARE(m_view->shownIteration(), std::int64_t{200});
        m_view->addTable(tableOf(400, 0.95));
        QCOMPARE(m_view->shownIteration(), std::int64_t{400});
        QTest::keyClick(m_view->findChild<QComboBox*>(), Qt::Key_Down); // the list of iterations
        QVERIFY(m_view->rule() == EvaluationRule::shown);
        QCOMPARE(m_view->shownIteration(), std::int64_t{300});
    }
};

QTEST_MAIN(ClassAnswersTest)
#include "class_answers_test.moc"
