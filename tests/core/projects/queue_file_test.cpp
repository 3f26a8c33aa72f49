#include "core/projects/queue_file.h"

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/scripted_values.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using projects::QueuedRun;

class QueueFileTest : public QObject {
    Q_OBJECT

    static QueuedRun plain(const char* name, std::int64_t iterations) {
        QueuedRun queued{name, tests::scriptedRecipe(), {}};
        queued.recipe.distillation.iterations = iterations;
        return queued;
    }

private Q_SLOTS:
    void thereIsNoFileWithoutAQueue() {
        const tests::TemporaryFolder folder;
        QVERIFY(projects::readQueue(folder.path()).empty());
        projects::writeQueue(folder.path(), {plain("a", 3)});
        QVERIFY(std::filesystem::exists(folder / "queue.toml"));
        projects::writeQueue(folder.path(), {});
        QVERIFY(!std::filesystem::exists(folder / "queue.toml"));
    }

    void runsComeBackInTheirOrder() {
        const tests::TemporaryFolder folder;
        QueuedRun branch = plain("branch", 50);
        branch.branch = projects::Branch{"/runs/one",
                                         10,
                                         {{"prior.steps", std::int64_t{20}},
                                          {"prior.guidance", 1.0},
                                          {"prior.residual", std::string("off")},
                                          {"dataset.antialias", false},
                                          {"prior.residual_points", std::vector<std::string>{"0:0", "1:1"}}},
                                         {},
                                         "branch"};
        projects::writeQueue(folder.path(), {plain("second \"one\"", 7), branch, plain("", 9)});
        const auto read = projects::readQueue(folder.path());
        QCOMPARE(read.size(), std::size_t(3));
        QCOMPARE(read[0].name, std::string("second \"one\""));
        QCOMPARE(read[0].recipe.distillation.iterations, 7);
        QVERIFY(!read[0].branch);
        QVERIFY(settings::difference(read[2].recipe, plain("", 9).recipe).empty());
        QVERIFY(read[1].branch);
        QCOMPARE(read[1].branch->parent, branch.branch->parent);
        QCOMPARE(read[1].branch->iteration, 10);
        QCOMPARE(read[1].branch->name, std::string("branch"));
        auto changes = read[1].branch->changes;
        std::ranges::sort(changes, {}, &projects::Change::key);
        auto wanted = branch.branch->changes;
        std::ranges::sort(wanted, {}, &projects::Change::key);
        QCOMPARE(changes, wanted);
    }

    void aStartedRunLeavesWithItsFolder() {
        const tests::TemporaryFolder folder;
        QueuedRun queued = plain("a", 3);
        queued.started = folder / "runs/one";
        projects::writeQueue(folder.path(), {queued});
        QCOMPARE(projects::readQueue(folder.path()).size(), std::size_t(1)); // it died before it had a folder
        projects::RunFolder::create(queued.started, queued.recipe, {});
        QVERIFY(projects::readQueue(folder.path()).empty());
    }

    void whatCannotBeReadIsSaid() {
        const tests::TemporaryFolder folder;
        files::writeAtomically(folder / "queue.toml", "[[run]]\nname = \"a\"\n");
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    projects::readQueue(folder.path());
                }).contains("without a recipe"));
        files::writeAtomically(folder / "queue.toml", "[[run");
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    projects::readQueue(folder.path());
                }).contains("line 1"));
    }
};

QTEST_GUILESS_MAIN(QueueFileTest)
#include "queue_file_test.moc"
