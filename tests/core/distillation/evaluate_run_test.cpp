// Judging a finished run again.
#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/distillation/evaluate_run.h"
#include "core/networks/convnet.h"
#include "tests/support/collect.h"
#include "tests/support/expert_files.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;

class EvaluateRunTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    settings::Recipe m_recipe;

private Q_SLOTS:
    void initTestCase() {
        qputenv("LD3M_CACHE", (m_folder.path() / "cache").c_str());
        tests::writeTinyDataset(m_folder / "data");
        m_recipe = tests::tinyRecipe(m_folder / "data");
        m_recipe.evaluation.every = 4;
        tests::runToEnd(m_recipe, m_folder / "run");
    }

    void theSameProtocolGivesTheRunsOwnNumbers() {
        jobs::Control control;
        reports::Published published;
        const auto again = distillation::evaluateRun(m_folder / "run", std::nullopt, m_recipe.evaluation,
                                                     control, published);
        QCOMPARE(again.iteration, 4);
        const auto own = tests::runToEnd(m_recipe, m_folder / "twin").all<reports::EvaluationTable>().back();
        QCOMPARE(int(again.rows.size()), int(own.rows.size()));
        for (std::size_t i = 0; i < own.rows.size(); ++i)
            QCOMPARE(again.rows[i].accuracies, own.rows[i].accuracies);
    }

    void anotherProtocolIsNamed() {
        jobs::Control control;
        reports::Published published;
        settings::EvaluationSettings shorter = m_recipe.evaluation;
        shorter.epochs = 2;
        shorter.runs = 1;
        shorter.baselines = {};
        const auto table = distillation::evaluateRun(m_folder / "run", 0, shorter, control, published);
        QCOMPARE(int(table.rows.size()), 1);
        QCOMPARE(int(table.rows[0].accuracies.size()), 1);
        QVERIFY(QString::fromStdString(table.protocol).contains("2 epochs"));
    }

    void runsMayHaveNoiseDrawsOfTheirOwn() {
        jobs::Control control;
        reports::Published published;
        settings::EvaluationSettings perRun = m_recipe.evaluation;
        perRun.decode = settings::Decode::per_run;
        const auto judge = [&](const settings::EvaluationSettings& protocol) {
            return distillation::evaluateRun(m_folder / "run", 4, protocol, control, published)
                .rows[0]
                .accuracies;
        };
        const auto once = judge(m_recipe.evaluation), each = judge(perRun);
        QCOMPARE(each.size(), once.size());
        QCOMPARE(each[0], once[0]); // the first draw is that of the pictures
        QCOMPARE(judge(perRun), each);
    }

    void aRunIsJudgedWithoutItsExperts() {
        const networks::ConvNet network({.resolution = 16, .classes = 2, .width = 8, .depth = 2});
        tests::writeExperts(m_folder / "experts", network, 1, 2);
        settings::Recipe recipe = m_recipe;
        recipe.objective.kind = settings::ObjectiveKind::trajectory_matching;
        recipe.objective.experts = (m_folder.path() / "experts").string();
        recipe.objective.student_steps = 2;
        recipe.objective.expert_epochs = 1;
        recipe.objective.max_start_epoch = 2;
        tests::runToEnd(recipe, m_folder / "mtt");
        std::filesystem::remove_all(m_folder / "experts");
        jobs::Control control;
        reports::Published published;
        const auto table =
            distillation::evaluateRun(m_folder / "mtt", std::nullopt, recipe.evaluation, control, published);
        QVERIFY(!table.rows.empty());
    }

    void aMissingIterationIsNamed() {
        jobs::Control control;
        reports::Published published;
        try {
            distillation::evaluateRun(m_folder / "run", 3, m_recipe.evaluation, control, published);
            QFAIL("evaluated");
        } catch (const base::InputError& problem) {
            QVERIFY(QString(problem.what()).contains("no checkpoint of iteration 3"));
        }
    }
};

QTEST_GUILESS_MAIN(EvaluateRunTest)
#include "evaluate_run_test.moc"
