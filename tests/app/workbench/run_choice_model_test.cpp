// Which runs are chosen and in which colours, whatever the list does.
#include "app/workbench/run_choice_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

#include "widgets/theme/theme.h"

using namespace ld3m;
using workbench::RunChoiceModel;
using Run = RunChoiceModel::Run;

namespace {

std::vector<Run> project(int count) {
    std::vector<Run> runs;
    for (int i = 0; i < count; ++i)
        runs.push_back({"/p/runs/" + std::to_string(i), QStringLiteral("run %1").arg(i)});
    return runs;
}

std::filesystem::path folder(int i) {
    return "/p/runs/" + std::to_string(i);
}

} // namespace

class RunChoiceModelTest : public QObject {
    Q_OBJECT

    std::unique_ptr<RunChoiceModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_changed;

    QVariant at(int row, int role) const { return m_model->index(row).data(role); }
    std::vector<std::filesystem::path> chosen() const {
        std::vector<std::filesystem::path> folders;
        for (const Run& run : m_model->chosen())
            folders.push_back(run.folder);
        return folders;
    }

private Q_SLOTS:
    void init() {
        m_model = std::make_unique<RunChoiceModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(
            m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setRuns(project(10));
        m_changed = std::make_unique<QSignalSpy>(m_model.get(), &RunChoiceModel::chosenChanged);
    }
    void cleanup() {
        m_changed.reset();
        m_tester.reset();
        m_model.reset();
    }

    void aCheckedRunGetsAColour() {
        QCOMPARE(m_model->rowCount(), 10);
        QCOMPARE(at(3, Qt::DisplayRole).toString(), "run 3");
        QCOMPARE(at(3, Qt::CheckStateRole).toInt(), int(Qt::Unchecked));
        QVERIFY(m_model->setData(m_model->index(3), Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(m_changed->count(), 1);
        QCOMPARE(at(3, Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QCOMPARE(at(3, RunChoiceModel::colorRole).toInt(), 0);
        QCOMPARE(at(3, Qt::DecorationRole).value<QColor>(), widgets::seriesColor(0));
        QCOMPARE(at(4, Qt::DecorationRole).value<QColor>().alpha(), 0);
        QCOMPARE(at(3, RunChoiceModel::folderRole).toString(), "/p/runs/3");
        QVERIFY(!m_model->setData(m_model->index(3), "x", Qt::EditRole));
    }

    void coloursStayWhileOthersComeAndGo() {
        for (const int i : {5, 2, 7})
            QVERIFY(m_model->choose(folder(i)));
        QCOMPARE(m_model->colorOf(folder(7)), 2);
        m_model->choose(folder(5), false);
        QCOMPARE(m_model->colorOf(folder(7)), 2);
        QCOMPARE(m_model->colorOf(folder(5)), -1);
        m_model->choose(folder(0));
        QCOMPARE(m_model->colorOf(folder(0)), 0); // the one that is free again
        QCOMPARE(chosen(), (std::vector<std::filesystem::path>{folder(0), folder(2), folder(7)}));
    }

    void onlyAsManyAsThereAreColours() {
        for (int i = 0; i < 8; ++i)
            QVERIFY(m_model->choose(folder(i)));
        QVERIFY(!m_model->choose(folder(8)));
        QCOMPARE(chosen().size(), std::size_t(8));
        QVERIFY(!(m_model->flags(m_model->index(8)) & Qt::ItemIsEnabled));
        QVERIFY(at(8, Qt::ToolTipRole).toString().startsWith("At most 8"));
        QVERIFY(m_model->flags(m_model->index(0)) & Qt::ItemIsEnabled); // to be let go
        m_model->choose(folder(0), false);
        QVERIFY(m_model->flags(m_model->index(8)) & Qt::ItemIsEnabled);
        QCOMPARE(at(8, Qt::ToolTipRole).toString(), "/p/runs/8");
    }

    void theseAlone() {
        m_model->choose(folder(1));
        m_model->choose(folder(2));
        m_changed->clear();
        m_model->chooseOnly({folder(2), folder(9)});
        QCOMPARE(m_changed->count(), 1); // one change, told once
        QCOMPARE(chosen(), (std::vector<std::filesystem::path>{folder(2), folder(9)}));
        m_model->chooseOnly({folder(2), folder(9)});
        QCOMPARE(m_changed->count(), 1);
        QVERIFY(!m_model->choose("/nowhere"));
    }

    void aNewRunLeavesTheChoiceAlone() {
        m_model->choose(folder(4));
        m_changed->clear();
        m_model->setRuns(project(11));
        QCOMPARE(m_model->rowCount(), 11);
        QCOMPARE(m_model->colorOf(folder(4)), 0);
        QVERIFY(m_changed->isEmpty());
        m_model->setRuns(project(3)); // it is gone
        QCOMPARE(m_changed->count(), 1);
        QVERIFY(chosen().empty());
    }

    void anotherNameIsAChangeOfItsRowAlone() {
        m_model->choose(folder(1));
        m_changed->clear();
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        QSignalSpy data(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setRuns(project(10)); // the same
        QVERIFY(reset.isEmpty() && data.isEmpty());
        std::vector<Run> renamed = project(10);
        renamed[1].name = "the good one";
        m_model->setRuns(renamed);
        QVERIFY(reset.isEmpty());
        QCOMPARE(at(1, Qt::DisplayRole).toString(), "the good one");
        QCOMPARE(data.count(), 1);
        QVERIFY(m_changed->isEmpty()); // the runs are the same
    }

    void runsFromElsewhereStay() {
        m_model->add({"/elsewhere/r", "cluster"});
        m_model->choose("/elsewhere/r");
        m_model->setRuns(project(2));
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(at(2, Qt::DisplayRole).toString(), "cluster");
        QCOMPARE(m_model->colorOf("/elsewhere/r"), 0);
        m_model->add({"/elsewhere/r", "cluster run"}); // its name is known now
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(at(2, Qt::DisplayRole).toString(), "cluster run");
        m_model->add({folder(0), "no"}); // the project knows better
        QCOMPARE(at(0, Qt::DisplayRole).toString(), "run 0");
        m_model->clear();
        QCOMPARE(m_model->rowCount(), 0);
        QVERIFY(chosen().empty());
    }
};

QTEST_MAIN(RunChoiceModelTest)
#include "run_choice_model_test.moc"
