#include "app/session/run_filter_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

#include "app/session/run_tree_model.h"

using namespace ld3m;
using session::RunSummary;

namespace {

RunSummary run(const char* name, const char* parent = "") {
    RunSummary summary;
    summary.folder = std::string("/project/runs/") + name;
    summary.name = name;
    summary.parent = parent;
    summary.state = reports::RunState::finished;
    return summary;
}

struct Filtered {
    Filtered() {
        filter.setSourceModel(&model);
        model.setGroup("/project", "Pets");
        RunSummary old = run("old");
        old.notes = {"", {"paper"}, "first try", true};
        RunSummary child = run("child", "top");
        child.notes.tags = {"keep"};
        model.setRuns("/project", {run("top"), child, old});
    }
    QStringList names() const { return under(filter.index(0, 0)); }
    QStringList under(const QModelIndex& parent) const {
        QStringList names;
        for (int row = 0; row < filter.rowCount(parent); ++row) {
            names << filter.index(row, 0, parent).data().toString();
            names << under(filter.index(row, 0, parent));
        }
        return names;
    }
    session::RunTreeModel model;
    session::RunFilterModel filter;
    QAbstractItemModelTester tester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

} // namespace

class RunFilterModelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void archivedRunsAreOutOfTheWay() {
        Filtered with;
        QCOMPARE(with.names(), (QStringList{"top", "child"}));
        with.filter.setArchivedShown(true);
        QVERIFY(with.filter.archivedShown());
        QCOMPARE(with.names(), (QStringList{"top", "child", "old"}));
    }

    void wordsAreLookedForEverywhere_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QStringList>("names");
        QTest::newRow("name") << "TOP" << QStringList{"top"};
        QTest::newRow("a branch keeps its parent") << "keep" << QStringList{"top", "child"};
        QTest::newRow("tag and note") << "paper try" << QStringList{"old"};
        QTest::newRow("state") << "finished" << QStringList{"top", "child", "old"};
        QTest::newRow("nothing") << "paper keep" << QStringList{};
    }
    void wordsAreLookedForEverywhere() {
        QFETCH(QString, words);
        QFETCH(QStringList, names);
        Filtered with;
        with.filter.setArchivedShown(true);
        with.filter.setWords(words);
        QCOMPARE(with.names(), names);
        with.filter.setWords({});
        QCOMPARE(with.names().size(), 3);
    }

    void aRunThatIsArchivedLeavesAtOnce() {
        Filtered with;
        RunSummary top = run("top");
        top.notes.archived = true;
        with.model.setRuns("/project", {top});
        QVERIFY(with.names().isEmpty());
        QCOMPARE(with.filter.rowCount(), 1); // the project stays
    }
};

QTEST_GUILESS_MAIN(RunFilterModelTest)
#include "run_filter_model_test.moc"
