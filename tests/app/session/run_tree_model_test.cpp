#include "app/session/run_tree_model.h"

#include <QAbstractItemModelTester>
#include <QPersistentModelIndex>
#include <QSignalSpy>
#include <QtTest>

using namespace ld3m;
using session::RunSummary;
using session::RunTreeModel;

namespace {

RunSummary run(const std::string& name, std::int64_t iteration = 0) {
    RunSummary summary;
    summary.folder = "/project/runs/" + name;
    summary.name = name;
    summary.state = reports::RunState::running;
    summary.held = true;
    summary.iteration = iteration;
    summary.iterations = 5000;
    return summary;
}

QStringList namesOf(const RunTreeModel& model, int group = 0) {
    QStringList names;
    const QModelIndex parent = model.index(group, 0);
    for (int row = 0; row < model.rowCount(parent); ++row)
        names << model.index(row, 0, parent).data().toString();
    return names;
}

/// A model with one project, watched by Qt's own checker for its whole life.
struct Checked {
    Checked() { model.setGroup("/project", "Pets"); }
    RunTreeModel model;
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class RunTreeModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void projectsHoldTheirRunsInOrder() {
        Checked checked;
        checked.model.setGroup("", "Opened runs");
        checked.model.setRuns("/project", {run("a"), run("b")});
        checked.model.setRuns("", {run("elsewhere")});
        QCOMPARE(checked.model.rowCount(), 2);
        QCOMPARE(checked.model.index(0, 0).data().toString(), "Pets");
        QCOMPARE(checked.model.index(0, 0).data(RunTreeModel::folderRole).toString(), "/project");
        QVERIFY(!checked.model.index(0, 0).data(RunTreeModel::isRunRole).toBool());
        QCOMPARE(namesOf(checked.model), (QStringList{"a", "b"}));
        QCOMPARE(namesOf(checked.model, 1), QStringList{"elsewhere"});
    }

    void runsComeGoChangeAndMoveUnderTheTester_data() {
        QTest::addColumn<QStringList>("before");
        QTest::addColumn<QStringList>("after");
        QTest::newRow("appended") << QStringList{"a", "b"} << QStringList{"a", "b", "c"};
        QTest::newRow("inserted") << QStringList{"a", "c"} << QStringList{"a", "b", "c"};
        QTest::newRow("removed") << QStringList{"a", "b", "c", "d"} << QStringList{"b", "d"};
        QTest::newRow("reversed") << QStringList{"a", "b", "c", "d"} << QStringList{"d", "c", "b", "a"};
        QTest::newRow("everything") << QStringList{"a", "b", "c"} << QStringList{"x", "c", "y", "a"};
        QTest::newRow("emptied") << QStringList{"a", "b"} << QStringList{};
    }
    void runsComeGoChangeAndMoveUnderTheTester() {
        QFETCH(QStringList, before);
        QFETCH(QStringList, after);
        const auto runsOf = [](const QStringList& names, int iteration) {
            std::vector<RunSummary> runs;
            for (const QString& name : names)
                runs.push_back(run(name.toStdString(), iteration));
            return runs;
        };
        Checked checked;
        checked.model.setRuns("/project", runsOf(before, 1));
        checked.model.setRuns("/project", runsOf(after, 2));
        QCOMPARE(namesOf(checked.model), after);
        for (const QString& name : after)
            QCOMPARE(checked.model.run("/project/runs/" + name.toStdString())->iteration, 2);
    }

    void rowsThatStayKeepTheirSelection() {
        Checked checked;
        checked.model.setRuns("/project", {run("a"), run("b"), run("c")});
        const QPersistentModelIndex chosen = checked.model.indexOf("/project/runs/b");
        QSignalSpy changed(&checked.model, &QAbstractItemModel::dataChanged);
        checked.model.setRuns("/project", {run("a"), run("b", 7), run("c")});
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.at(0).at(0).toModelIndex(), QModelIndex(chosen));
        checked.model.setRuns("/project", {run("c"), run("z"), run("b", 7)});
        QCOMPARE(chosen.data().toString(), "b");
        QCOMPARE(chosen.row(), 2);
    }

    void aRunSaysEverythingByRoles() {
        Checked checked;
        RunSummary summary = run("a", 1240);
        summary.accuracy = 0.412;
        summary.held = false;
        summary.checkpoint = 1200;
        checked.model.setRuns("/project", {summary});
        const QModelIndex index = checked.model.indexOf(summary.folder);
        QVERIFY(index.data(RunTreeModel::isRunRole).toBool());
        QCOMPARE(index.data(RunTreeModel::folderRole).toString(), "/project/runs/a");
        QCOMPARE(index.data(RunTreeModel::badgeRole).toString(), "interrupted");
        QCOMPARE(index.data(RunTreeModel::iterationRole).toLongLong(), 1240);
        QCOMPARE(index.data(RunTreeModel::iterationsRole).toLongLong(), 5000);
        QCOMPARE(index.data(RunTreeModel::accuracyRole).toDouble(), 0.412);
        QVERIFY(index.data(RunTreeModel::resumableRole).toBool());
        QCOMPARE(index.data(Qt::ToolTipRole).toString(),
                 "/project/runs/a\ninterrupted, iteration 1,240 of 5,000\naccuracy 41.2 %\n"
                 "can be resumed from iteration 1200");
        QVERIFY(!index.data(Qt::DecorationRole).isValid());
    }

    void anUnknownAccuracyIsNoNumber() {
        Checked checked;
        checked.model.setRuns("/project", {run("a")});
        const QModelIndex index = checked.model.indexOf("/project/runs/a");
        QVERIFY(!index.data(RunTreeModel::accuracyRole).isValid());
        QVERIFY(!index.data(Qt::ToolTipRole).toString().contains("accuracy"));
    }

    void groupsAreRenamedNotDoubled() {
        Checked checked;
        checked.model.setRuns("/project", {run("a")});
        checked.model.setGroup("/project", "Cats and dogs");
        QCOMPARE(checked.model.rowCount(), 1);
        QCOMPARE(checked.model.index(0, 0).data().toString(), "Cats and dogs");
        QCOMPARE(namesOf(checked.model), QStringList{"a"});
    }

    void whatIsNotThereIsNothing() {
        Checked checked;
        checked.model.setRuns("/nowhere", {run("a")});
        QCOMPARE(checked.model.rowCount(checked.model.index(0, 0)), 0);
        QVERIFY(!checked.model.indexOf("/project/runs/a").isValid());
        QVERIFY(!checked.model.run("/project/runs/a"));
        QVERIFY(!checked.model.runAt({}));
        QVERIFY(!checked.model.runAt(checked.model.index(0, 0)));
    }

    void branchesStandUnderTheirParents() {
        Checked checked;
        const auto branch = [](const char* name, const char* of) {
            RunSummary summary = run(name);
            summary.parent = of;
            summary.parent_iteration = 200;
            return summary;
        };
        checked.model.setRuns("/project",
                              {run("a"), branch("b", "a"), run("c"), branch("d", "b"), branch("e", "a")});
        QCOMPARE(namesOf(checked.model), (QStringList{"a", "c"}));
        const QModelIndex a = checked.model.indexOf("/project/runs/a");
        QCOMPARE(checked.model.rowCount(a), 2);
        QCOMPARE(checked.model.index(1, 0, a).data().toString(), "e");
        const QPersistentModelIndex d = checked.model.indexOf("/project/runs/d");
        QCOMPARE(d.parent().data().toString(), "b");
        QVERIFY(d.data(Qt::ToolTipRole).toString().endsWith("branch of b at iteration 200"));
        QCOMPARE(d.data(RunTreeModel::parentRole).toString(), "b");
        QCOMPARE(checked.model.runCount(), 5);
        checked.model.setRuns("/project", {run("a"), branch("b", "a"), branch("d", "b")});
        QCOMPARE(d.data().toString(), "d");
        checked.model.setRuns("/project", {branch("b", "a"), branch("d", "b")}); // its parent was thrown away
        QCOMPARE(namesOf(checked.model), QStringList{"b"});
        QCOMPARE(checked.model.indexOf("/project/runs/d").parent().data().toString(), "b");
        checked.model.setRuns("/project", {branch("x", "y"), branch("y", "x"), branch("z", "z")});
        QCOMPARE(checked.model.runCount(), 3);
    }

    void notesAreRoles() {
        Checked checked;
        RunSummary summary = run("a");
        summary.notes = {"", {"paper", "keep"}, "the good one", true};
        checked.model.setRuns("/project", {summary});
        const QModelIndex index = checked.model.indexOf(summary.folder);
        QCOMPARE(index.data(RunTreeModel::tagsRole).toStringList(), (QStringList{"paper", "keep"}));
        QCOMPARE(index.data(RunTreeModel::noteRole).toString(), "the good one");
        QVERIFY(index.data(RunTreeModel::archivedRole).toBool());
        QVERIFY(index.data(Qt::ToolTipRole).toString().endsWith("tags: paper, keep\n\nthe good one"));
    }

    void clearResets() {
        Checked checked;
        checked.model.setRuns("/project", {run("a")});
        QSignalSpy reset(&checked.model, &QAbstractItemModel::modelReset);
        checked.model.clear();
        QCOMPARE(reset.count(), 1);
        QCOMPARE(checked.model.rowCount(), 0);
    }
};

QTEST_GUILESS_MAIN(RunTreeModelTest)
#include "run_tree_model_test.moc"
