#include "core/projects/project.h"

#include <fstream>

#include <QRegularExpression>
#include <QtTest>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_folder.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using ld3m::files::readText;
using ld3m::files::writeAtomically;
using namespace ld3m::projects;
using ld3m::settings::Recipe;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

class ProjectTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { ld3m::base::log::setConsole(false); }

    void opensWhatItCreatedByFolderOrFile() {
        const TemporaryFolder folder;
        Recipe recipe;
        recipe.dataset.path = "/data/cifar";
        recipe.prior.guidance = 0.1 + 0.2;
        recipe.objective.augmentation = {"flip"};
        const Project made = Project::create(folder / "p", "My \"first\" set", recipe);
        for (const auto& path : {folder / "p", folder / "p/", folder / "p/project.toml"}) {
            const Project project = Project::open(path);
            QCOMPARE(project.path(), folder / "p");
            QCOMPARE(project.name(), std::string("My \"first\" set"));
            QVERIFY(ld3m::settings::difference(project.recipe(), recipe).empty());
        }
        QCOMPARE(made.name(), std::string("My \"first\" set"));
        const QString again = messageOf<InputError>([&] { Project::create(folder / "p", "x", recipe); });
        QVERIFY2(again.contains("already is a project"), qPrintable(again));
    }

    void isFoundAgainAfterItsFolderMoved() {
        const TemporaryFolder folder;
        Recipe recipe;
        recipe.dataset.path = (folder / "p/data").string();
        recipe.prior.checkpoint = (folder / "model.safetensors").string();
        Project::create(folder / "p", "p", recipe);
        std::filesystem::rename(folder / "p", folder / "q");
        const Project moved = Project::open(folder / "q");
        QCOMPARE(moved.recipe().dataset.path, (folder / "q/data").string());
        QCOMPARE(moved.recipe().prior.checkpoint, (folder / "model.safetensors").string());
    }

    void savingKeepsWhatItDoesNotKnow() {
        const TemporaryFolder folder;
        writeAtomically(folder / "project.toml", "format = 1\nname = \"p\"\nowner = \"us\"\n"
                                                 "[prior]\nsteps = 4\nnovelty = 0.25\n"
                                                 "[future]\nlist = [1, 2]\n");
        Project project = Project::open(folder.path());
        QCOMPARE(project.recipe().prior.steps, std::int64_t{4});
        Recipe recipe = project.recipe();
        recipe.prior.steps = 7;
        recipe.dataset.path = "images";
        project.saveRecipe(recipe);
        QCOMPARE(project.recipe().prior.steps, std::int64_t{7});
        QCOMPARE(project.recipe().dataset.path, (folder / "images").string());

        const QString text = QString::fromStdString(readText(folder / "project.toml"));
        for (const char* kept :
             {"owner = ", "us", "novelty = 0.25", "[future]", "list = [ 1, 2 ]", "steps = 7"})
            QVERIFY2(text.contains(kept), qPrintable(text));
        const Project reopened = Project::open(folder.path());
        QVERIFY(ld3m::settings::difference(reopened.recipe(), project.recipe()).empty());
        QCOMPARE(reopened.name(), std::string("p"));
    }

    void unknownEntriesAreNamedInTheLog() {
        const TemporaryFolder folder;
        writeAtomically(folder / "project.toml",
                        "format = 1\nname = \"p\"\n[prior]\nnovelty = 1\n[future]\n");
        QStringList lines;
        ld3m::base::log::setSink(
            [&lines](auto, const std::string& line) { lines += QString::fromStdString(line); });
        Project::open(folder.path());
        ld3m::base::log::setSink({});
        QCOMPARE(lines.size(), 2);
        QVERIFY2(lines.join("").contains("prior.novelty"), qPrintable(lines.join("")));
        QVERIFY2(lines.join("").contains("future"), qPrintable(lines.join("")));
    }

    void refusesInWords_data() {
        QTest::addColumn<QString>("toml");
        QTest::addColumn<QString>("words");
        QTest::newRow("newer") << "format = 2\n"
                               << "newer format than 1";
        QTest::newRow("syntax") << "format = 1\nname = \n"
                                << "line 2";
        QTest::newRow("range") << "format = 1\n[prior]\nsteps = 0\n"
                               << "prior.steps = 0 is out of range";
        QTest::newRow("section is a number") << "format = 1\nprior = 3\n"
                                             << "outside a section";
    }
    void refusesInWords() {
        QFETCH(QString, toml);
        QFETCH(QString, words);
        const TemporaryFolder folder;
        writeAtomically(folder / "project.toml", toml.toStdString());
        const QString message = messageOf<InputError>([&] { Project::open(folder.path()); });
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY2(message.contains("project.toml"), qPrintable(message));
    }

    void aFileBrokenMeanwhileIsNotOverwritten() {
        const TemporaryFolder folder;
        Project project = Project::create(folder / "p", "p", {});
        writeAtomically(folder / "p/project.toml", "half [");
        QVERIFY_THROWS_EXCEPTION(InputError, project.saveRecipe({}));
        QCOMPARE(readText(folder / "p/project.toml"), std::string("half ["));
    }

    void aFolderWithoutProjectTomlIsNone() {
        const TemporaryFolder folder;
        const QString message = messageOf<InputError>([&] { Project::open(folder.path()); });
        QVERIFY2(message.contains("there is no project.toml"), qPrintable(message));
    }

    void listsRunsByAgeAndFindsAFreshName() {
        const TemporaryFolder folder;
        const Project project = Project::create(folder / "p", "p", {});
        QVERIFY(project.runs().empty());
        const auto first = project.newRunFolder();
        QCOMPARE(first.parent_path(), project.runsFolder());
        const QString name = QString::fromStdString(first.filename().string());
        QVERIFY2(QRegularExpression("^20\\d\\d-\\d\\d-\\d\\d-001$").match(name).hasMatch(), qPrintable(name));

        RunFolder::create(project.runsFolder() / "zebra", {}, {});
        RunFolder::create(first, {}, {});
        std::filesystem::create_directory(project.runsFolder() / "no run");
        const auto written = std::filesystem::last_write_time(first / "run.toml");
        std::filesystem::last_write_time(project.runsFolder() / "zebra/run.toml",
                                         written - std::chrono::hours(1));
        QCOMPARE(project.runs(), (std::vector<std::filesystem::path>{project.runsFolder() / "zebra", first}));

        // After 001 comes 002; after a 017, 018, although 003 to 016 are free: their names may be somebody's
        // parent.
        const auto sibling = [&first](const char* number) {
            std::string text = first.string();
            return std::filesystem::path(text.replace(text.size() - 3, 3, number));
        };
        QCOMPARE(project.newRunFolder(), sibling("002"));
        std::filesystem::create_directory(sibling("017"));
        QCOMPARE(project.newRunFolder(), sibling("018"));
    }
};

QTEST_APPLESS_MAIN(ProjectTest)
#include "project_test.moc"
