#include "core/settings/recipe_file.h"

#include <fstream>

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using namespace ld3m::settings;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

class RecipeFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void missingKeysKeepTheirDefaults() {
        const Recipe recipe = parseRecipe("[prior]\nsteps = 20\nguidance = 2\n", "r.toml");
        QCOMPARE(recipe.prior.steps, std::int64_t{20});
        QCOMPARE(recipe.prior.guidance, 2.0);
        QCOMPARE(difference(Recipe{}, recipe).size(), std::size_t{2});
        QVERIFY(difference(Recipe{}, parseRecipe("", "r.toml")).empty());
    }

    void relativePathsStartAtTheFile() {
        const TemporaryFolder folder;
        std::filesystem::create_directory(folder / "recipes");
        std::ofstream(folder / "recipes/a.toml")
            << "[dataset]\npath = \"../images\"\n[prior]\ncheckpoint = \"/m\"\n";
        const Recipe recipe = readRecipe(folder / "recipes/a.toml");
        QCOMPARE(recipe.dataset.path, (folder / "images").string());
        QCOMPARE(recipe.prior.checkpoint, std::string("/m"));
        QCOMPARE(parseRecipe("[dataset]\npath = \"x\"\n", "here").dataset.path, std::string("x"));
    }

    void aRecipeStartsFromItsBases() {
        const TemporaryFolder folder;
        std::filesystem::create_directory(folder / "pieces");
        std::ofstream(folder / "pieces/size.toml")
            << "format = 1\n[dataset]\npath = \"../images\"\nresolution = 128\n[prior]\nsteps = 20\n";
        std::ofstream(folder / "pieces/large.toml") << "base = \"size.toml\"\n[dataset]\nresolution = 256\n";
        std::ofstream(folder / "pieces/prior.toml") << "[prior]\nsteps = 7\nguidance = 2\n";
        std::ofstream(folder / "a.toml")
            << "base = [\"pieces/large.toml\", \"pieces/prior.toml\"]\n[prior]\nguidance = 4\n";
        const Recipe recipe = readRecipe(folder / "a.toml");
        QCOMPARE(recipe.dataset.path, (folder / "images").string()); // from where the piece lies
        QCOMPARE(recipe.dataset.resolution, std::int64_t{256});      // over its own base
        QCOMPARE(recipe.prior.steps, std::int64_t{7});               // later bases over earlier ones
        QCOMPARE(recipe.prior.guidance, 4.0);                        // the file itself last
        QCOMPARE(difference(Recipe{}, recipe).size(), std::size_t{4});
    }

    void badBasesAreOneSentence_data() {
        QTest::addColumn<QString>("toml");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << "base = \"no.toml\"\n"
                                 << "no.toml; give a .toml file";
        QTest::newRow("itself") << "base = \"a.toml\"\n"
                                << "must not start from itself";
        QTest::newRow("type") << "\nbase = 3\n"
                              << "line 2: base wants a recipe's file";
        QTest::newRow("type in a list") << "base = [\"a.toml\", 3]\n"
                                        << "line 1: base wants a recipe's file";
        QTest::newRow("broken") << "base = \"broken.toml\"\n"
                                << "broken.toml, line 2: There is no setting prior.step";
    }
    void badBasesAreOneSentence() {
        QFETCH(QString, toml);
        QFETCH(QString, words);
        const TemporaryFolder folder;
        std::ofstream(folder / "a.toml") << toml.toStdString();
        std::ofstream(folder / "broken.toml") << "[prior]\nstep = 3\n";
        const QString said = messageOf<InputError>([&] { readRecipe(folder / "a.toml"); });
        QVERIFY2(said.contains(words), qPrintable(said));
    }

    void refusesInOneSentence_data() {
        QTest::addColumn<QString>("toml");
        QTest::addColumn<QString>("words");
        QTest::newRow("syntax") << "[prior]\nsteps = \n"
                                << "r.toml, line 2: ";
        QTest::newRow("same key twice") << "[prior]\nsteps = 1\nsteps = 2\n"
                                        << "r.toml, line 3: ";
        QTest::newRow("unknown key")
            << "[prior]\n\nstep = 3\n"
            << "r.toml, line 3: There is no setting prior.step; did you mean prior.steps?";
        QTest::newRow("unknown section") << "[priors]\nsteps = 3\n"
                                         << "did you mean prior.steps?";
        QTest::newRow("type") << "[prior]\nsteps = \"3\"\n"
                              << "r.toml, line 2: prior.steps wants a whole number, not the text \"3\".";
        QTest::newRow("range") << "[prior]\nsteps = 0\n"
                               << "r.toml, line 2: prior.steps = 0 is out of range: give from 1 to 1000.";
        QTest::newRow("choice") << "[prior]\nsampler = \"ddin\"\n"
                                << "prior.sampler = \"ddin\" is unknown: choose one of ddim, ddpm, dpmpp_2m "
                                   "(did you mean ddim?).";
        QTest::newRow("list of numbers") << "[dataset]\nclasses = [1]\n"
                                         << "dataset.classes wants a list of texts";
        QTest::newRow("date") << "[dataset]\npath = 2026-01-01\n"
                              << "dataset.path has a type that no setting has";
        QTest::newRow("outside") << "steps = 3\n"
                                 << "steps stands outside a section";
        QTest::newRow("newer") << "format = 2\n"
                               << "newer format than 1; open it with a newer";
        QTest::newRow("format is text") << "format = \"x\"\n"
                                        << "format";
    }
    void refusesInOneSentence() {
        QFETCH(QString, toml);
        QFETCH(QString, words);
        const QString message = messageOf<InputError>([&] { parseRecipe(toml.toStdString(), "r.toml"); });
        QVERIFY2(message.startsWith("r.toml"), qPrintable(message));
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY2(message.count('\n') == 0, qPrintable(message));
    }

    void skipsWhatBelongsToOthers() {
        const std::string toml = "owner = \"us\"\n[extra]\na = 1\n[prior]\nsteps = 4\nnovelty = 2\n";
        const Recipe recipe = parseRecipe(toml, "r.toml", {}, {"owner", "extra", "prior.novelty"});
        QCOMPARE(recipe.prior.steps, std::int64_t{4});
        QVERIFY_THROWS_EXCEPTION(InputError, parseRecipe(toml, "r.toml", {}, {"owner", "extra"}));
    }

    void unreadableFilesAreNamed() {
        const TemporaryFolder folder;
        for (const auto& file : {folder / "none.toml", folder.path()}) {
            const QString message = messageOf<InputError>([&] { readRecipe(file); });
            QVERIFY2(message.contains(QString::fromStdString(file.string())), qPrintable(message));
        }
    }

    void commentedFileExplainsEveryKey() {
        Recipe recipe;
        const QString toml = QString::fromStdString(toToml(recipe, true));
        QVERIFY(toml.startsWith("format = 1\n"));
        qsizetype comments = 0;
        for (const QString& line : toml.split('\n')) {
            comments += line.startsWith('#');
            QVERIFY2(!line.startsWith('#') || line.size() <= 101, qPrintable(line));
        }
        QVERIFY(comments >= static_cast<qsizetype>(fieldsOf(recipe).size()));
    }
};

QTEST_APPLESS_MAIN(RecipeFileTest)
#include "recipe_file_test.moc"
