// The table of a sweep with hands: sorted, filtered, grouped, copied, opened.
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>

#include "tests/support/made_up_sweep.h"
#include "tests/widgets/events.h"
#include "widgets/tables/sweep_table_model.h"
#include "widgets/tables/sweep_table_order.h"
#include "widgets/tables/sweep_table_view.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using widgets::SweepTableView;

class SweepTableViewTest : public QObject {
    Q_OBJECT

    struct Shown : SweepTableView {
        explicit Shown(sweeps::SweepTable table = tests::madeUpSweep()) {
            model()->setTable(table);
            tableChanged();
            resize(1100, 500);
        }
        QStringList column(int place) {
            QStringList texts;
            for (int row = 0; row < order()->rowCount(); ++row)
                texts << order()->index(row, place).data().toString();
            return texts;
        }
        void clickHead(int place) {
            QHeaderView* head = table()->horizontalHeader();
            QTest::mouseClick(head->viewport(), Qt::LeftButton, {},
                              {head->sectionViewportPosition(place) + 20, head->height() / 2});
        }
        QPoint cell(int row, int place = 0) {
            return table()->visualRect(order()->index(row, place)).center();
        }
        QString shownCount() { return findChild<QLabel*>("sweepShown")->text(); }
    };

private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::ThemeChoice::light); }

    void aHeadSortsByNumberAndMissingOnesComeLast() {
        sweeps::SweepTable table = tests::madeUpSweep(1);
        table.rows[0].status.loss.reset();
        Shown view(table);
        const QAbstractItemModelTester tester(view.order());
        QVERIFY(tests::showActive(view));
        QCOMPARE(view.column(1).mid(0, 3), QStringList({"2", "2", "5"})); // as they are run
        view.clickHead(7);
        QCOMPARE(view.column(7), QStringList({"2.5", "2.5", "5", "5", "10", "10", "20", "20", "50", "–"}));
        view.clickHead(7);
        QCOMPARE(view.column(7), QStringList({"50", "20", "20", "10", "10", "5", "5", "2.5", "2.5", "–"}));
        view.clickHead(2);
        QCOMPARE(view.column(2).front(), QString("off"));
    }

    void wordsAndValuesFilter() {
        Shown view;
        const QAbstractItemModelTester tester(view.order());
        QVERIFY(tests::showActive(view));
        QCOMPARE(view.shownCount(), QString());
        QTest::keyClicks(view.filterField(), "off steps=2");
        QCOMPARE(view.order()->rowCount(), 3);
        QCOMPARE(view.shownCount(), QString("3 of 30"));
        view.filterField()->clear();
        QTest::keyClicks(view.filterField(), "RELEASED-seed-1");
        QCOMPARE(view.order()->rowCount(), 5);
        view.filterField()->setText("steps=3");
        QCOMPARE(view.order()->rowCount(), 0);
    }

    void chosenPointsAreShownAlone() {
        Shown view;
        view.setChosen(QSet<QString>{"steps-5-residual-off-seed-1"});
        QCOMPARE(view.order()->rowCount(), 1);
        view.grouping()->setChecked(true);
        QCOMPARE(view.order()->rowCount(), 1); // its group
        view.setChosen({});
        QCOMPARE(view.order()->rowCount(), 10);
    }

    void seedsAreGroupedWhereTheyVary() {
        Shown view;
        QVERIFY(tests::showActive(view));
        QVERIFY(view.grouping()->isEnabled());
        QTest::mouseClick(view.grouping(), Qt::LeftButton, {}, {8, view.grouping()->height() / 2});
        QCOMPARE(view.order()->rowCount(), 10);
        QVERIFY(view.column(3).contains("57.6 ± 0.8"));
        const QHeaderView* heads = view.table()->horizontalHeader();
        QCOMPARE(heads->logicalIndex(0), 0);
        view.grouping()->setChecked(false);
        QCOMPARE(heads->logicalIndex(0), 1);                  // settings first
        QCOMPARE(heads->logicalIndex(heads->count() - 1), 0); // what the point is called last
        Shown without(tests::madeUpSweep(1));
        QVERIFY(!without.grouping()->isEnabled());
    }

    void liveRowsKeepSortingAndSelection() {
        Shown view(tests::madeUpSweep(1));
        QVERIFY(tests::showActive(view));
        view.clickHead(6);
        view.clickHead(6);
        QCOMPARE(view.column(0).front(), QString("steps-40-residual-released-seed-0"));
        view.select("steps-2-residual-off-seed-0");
        sweeps::SweepStatus status = tests::statusIn(view.model()->table());
        status.points[1].accuracy = 0.99;
        view.model()->take(status);
        QCOMPARE(view.column(0).front(), QString("steps-2-residual-off-seed-0"));
        QCOMPARE(view.selectedPoints(), QStringList({"steps-2-residual-off-seed-0"}));
    }

    void doubleClickAndReturnOpenAPoint() {
        Shown view;
        QVERIFY(tests::showActive(view));
        QSignalSpy activated(&view, &SweepTableView::pointActivated);
        tests::doubleClick(view.table()->viewport(), view.cell(2));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].toString(), QString("steps-2-residual-released-seed-2"));
        view.table()->setFocus();
        QTest::keyClick(view.table(), Qt::Key_Down);
        QTest::keyClick(view.table(), Qt::Key_Return);
        QCOMPARE(activated.last()[0].toString(), QString("steps-2-residual-off-seed-0"));
    }

    void whatIsShownIsCopiedInEveryForm() {
        Shown view;
        QVERIFY(tests::showActive(view));
        view.filterField()->setText("seed-0 released");
        const std::unique_ptr<QMenu> menu(view.createContextMenu());
        const auto copied = [&](const char* name) {
            menu->findChild<QAction*>(name)->trigger();
            return QGuiApplication::clipboard()->text();
        };
        const QString markdown = copied("copyMarkdown");
        QCOMPARE(markdown.count('\n'), 2 + 5);
        QVERIFY2(markdown.contains("**56.6**"), qPrintable(markdown));
        QVERIFY(copied("copyLatex").contains("\\toprule"));
        QVERIFY(copied("copyLatex").contains("accuracy / \\%"));
        QVERIFY2(copied("copyCsv").startsWith("point,steps,residual,seed,state,iteration,accuracy / %,"),
                 qPrintable(copied("copyCsv")));
        view.select("steps-5-residual-released-seed-0");
        QTest::keyClick(view.table(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(
            "steps-5-residual-released-seed-0\t5\treleased\t0\tfinished\t100\t"));
    }

    void theMenuBeginsWithThePagesOwnEntries() {
        Shown view;
        QAction own("Own");
        view.setMenuActions({&own});
        const std::unique_ptr<QMenu> menu(view.createContextMenu());
        QCOMPARE(menu->actions().front(), &own);
        QVERIFY(Shown(sweeps::SweepTable()).shownTable().rows.empty());
    }
};

QTEST_MAIN(SweepTableViewTest)
#include "sweep_table_view_test.moc"
