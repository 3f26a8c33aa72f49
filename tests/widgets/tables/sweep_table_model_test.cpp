// A sweep as a Qt model: live rows, groups, and what is told of a change.
#include <QAbstractItemModelTester>
#include <QFont>
#include <QSignalSpy>
#include <QtTest>

#include "tests/support/made_up_sweep.h"
#include "widgets/tables/sweep_table_model.h"

using namespace ld3m;
using sweeps::PointState;
using widgets::SweepTableModel;

namespace {

QStringList rowOf(const SweepTableModel& model, int row) {
    QStringList texts;
    for (int column = 0; column < model.columnCount(); ++column)
        texts << model.index(row, column).data().toString();
    return texts;
}

int columnOf(const SweepTableModel& model, const QString& head) {
    for (int column = 0; column < model.columnCount(); ++column)
        if (model.headerData(column, Qt::Horizontal).toString() == head)
            return column;
    return -1;
}

} // namespace

class SweepTableModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyPointHasARow() {
        SweepTableModel model;
        const QAbstractItemModelTester tester(&model);
        QCOMPARE(model.columnCount(), 0);
        model.setTable(tests::madeUpSweep());
        QCOMPARE(model.rowCount(), 30);
        QCOMPARE(rowOf(model, 0), QStringList({"steps-2-residual-released-seed-0", "2", "released", "0",
                                               "finished", "100", "35.0", "50", "2", "0.02", "0.00195"}));
        QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::ToolTipRole).toString(), QString("prior.steps"));
        const int accuracy = columnOf(model, "accuracy / %");
        QVERIFY(
            model.headerData(accuracy, Qt::Horizontal, Qt::ToolTipRole).toString().contains("test images"));
        const int best = model.rowOf("steps-40-residual-released-seed-2");
        QVERIFY(model.index(best, accuracy).data(Qt::FontRole).value<QFont>().bold());
        QVERIFY(!model.index(0, accuracy).data(Qt::FontRole).value<QFont>().bold());
    }

    void oneChangedRowIsToldAlone() {
        SweepTableModel model;
        const QAbstractItemModelTester tester(&model);
        model.setTable(tests::madeUpSweep());
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy layout(&model, &QAbstractItemModel::layoutChanged);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        sweeps::SweepStatus status = tests::statusIn(model.table());
        model.take(status);
        QCOMPARE(changed.count(), 0);
        status.points[7].state = PointState::failed;
        status.points[7].problem = "It is too hot.";
        model.take(status);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 7);
        QCOMPARE(changed[0][1].toModelIndex().row(), 7);
        QCOMPARE(model.index(7, 4).data().toString(), QString("failed"));
        QCOMPARE(model.index(7, 4).data(Qt::ToolTipRole).toString(), QString("It is too hot."));
        QCOMPARE(reset.count() + layout.count(), 0);
    }

    void anotherOrderKeepsWhatIsSelected() {
        SweepTableModel model;
        const QAbstractItemModelTester tester(&model);
        model.setTable(tests::madeUpSweep());
        const QPersistentModelIndex kept = model.index(3, 2);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        sweeps::SweepStatus status = tests::statusIn(model.table());
        std::swap(status.points[3], status.points[20]);
        model.take(status);
        QCOMPARE(kept.row(), 20);
        QCOMPARE(kept.column(), 2);
        QCOMPARE(reset.count(), 0);
        model.setTable(tests::madeUpSweep(1)); // other points
        QCOMPARE(reset.count(), 1);
        QVERIFY(!kept.isValid());
    }

    void groupsAreMeanAndDeviation() {
        SweepTableModel model;
        const QAbstractItemModelTester tester(&model);
        model.setTable(tests::madeUpSweep());
        model.setGrouped(true);
        QVERIFY(model.isGrouped());
        QCOMPARE(model.rowCount(), 10);
        QCOMPARE(rowOf(model, 0).mid(0, 5), QStringList({"2", "released", "3 of 3", "36.0 ± 0.8", "50 ± 0"}));
        QCOMPARE(model.pointsOf(0).size(), 3);
        QVERIFY(!model.statusOf(0));
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        sweeps::SweepStatus status = tests::statusIn(model.table());
        status.points[1].state = PointState::running;
        model.take(status);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(rowOf(model, 0).mid(2, 2), QStringList({"2 of 3", "36.0 ± 1.0"}));
        model.setTable(tests::madeUpSweep(1)); // nothing to group
        QVERIFY(!model.isGrouped());
        QCOMPARE(model.rowCount(), 10);
        QVERIFY(model.statusOf(0));
    }

    void whatRunsSaysHowFar() {
        SweepTableModel model;
        sweeps::SweepTable table = tests::madeUpSweep(1);
        table.rows[0].status = {.id = "a", .state = PointState::running, .iteration = 3, .iterations = 20};
        model.setTable(table);
        QCOMPARE(model.index(0, columnOf(model, "iteration")).data().toString(), QString("3 of 20"));
        QCOMPARE(model.index(0, columnOf(model, "loss")).data().toString(), QString("–"));
        QVERIFY(model.isMissing(0, columnOf(model, "loss")));
        QVERIFY(model.compare(0, 1, columnOf(model, "loss")) > 0);
        QVERIFY(model.compare(0, 1, 1) == 0);
    }
};

QTEST_MAIN(SweepTableModelTest)
#include "sweep_table_model_test.moc"
