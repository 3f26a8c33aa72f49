#include "core/settings/prior_recipe.h"

#include <set>

#include <QtTest>

#include "core/base/error.h"
#include "core/settings/settings_table.h"
#include "tests/support/message_of.h"

using namespace ld3m::settings;
using ld3m::base::InputError;
using ld3m::tests::messageOf;

namespace {

PriorRecipe sound() {
    PriorRecipe recipe;
    recipe.dataset.path = "/data";
    return recipe;
}

} // namespace

class PriorRecipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysAreUniqueAndExplained() {
        PriorRecipe recipe;
        std::set<std::string> keys;
        for (const Field& field : fieldsOf(recipe)) {
            QVERIFY2(keys.insert(field.key()).second, field.key().c_str());
            QVERIFY2(!field.about().label.empty() && field.about().help.size() > 10, field.key().c_str());
            field.set(field.value()); // the default is in range
        }
        QVERIFY(keys.contains("autoencoder.steps") && keys.contains("diffusion.steps") &&
                keys.contains("classifier.steps"));
    }

    void survivesTheFile() {
        PriorRecipe recipe = sound();
        applyOverride(recipe, "autoencoder.multipliers=1,2,4");
        applyOverride(recipe, "diffusion.rate=0.25");
        applyOverride(recipe, "diffusion.attention=");
        applyOverride(recipe, "classifier.steps=7");
        applyOverride(recipe, "run.licence=MIT");
        QVERIFY(numbersIn(recipe.autoencoder.multipliers) == (std::vector<std::int64_t>{1, 2, 4}));
        QCOMPARE(difference(sound(), recipe).size(), std::size_t{5});
        for (const bool commented : {false, true})
            QVERIFY(difference(parsePriorRecipe(toToml(recipe, commented), "here"), recipe).empty());
    }

    void pathsStartAtTheFile() {
        QCOMPARE(parsePriorRecipe("[dataset]\npath = \"images\"\n", "r.toml", "/recipes").dataset.path,
                 std::string("/recipes/images"));
    }

    void refusesInOneSentence() {
        QVERIFY(
            messageOf<InputError>([] {
                parsePriorRecipe("[diffusion]\n\nstep = 3\n", "r.toml");
            }).contains("r.toml, line 3: There is no setting diffusion.step; did you mean diffusion.steps?"));
        QVERIFY(messageOf<InputError>([] {
                    parsePriorRecipe("[autoencoder]\nmultipliers = [\"7\"]\n", "r.toml");
                }).contains("choose one of 1, 2, 3"));
    }

    void bundledRecipeIsSound() {
        const PriorRecipe recipe = readPriorRecipe(LD3M_SOURCE_FOLDER "/projects/priors/cifar10.toml");
        QVERIFY(problemsOf(recipe).empty());
        QCOMPARE(recipe.autoencoder.perceptual, 0.1);
    }

    void contradictionsAreNamed_data() {
        QTest::addColumn<QString>("assignment");
        QTest::addColumn<QString>("words");
        QTest::newRow("no data") << "dataset.path="
                                 << "dataset.path is empty";
        QTest::newRow("odd size") << "dataset.resolution=36"
                                  << "dataset.resolution = 36 cannot be halved 3 times";
        QTest::newRow("groups") << "autoencoder.groups=5"
                                << "autoencoder.groups = 5 does not divide a width of 32";
        QTest::newRow("groups of the U-Net") << "diffusion.groups=5"
                                             << "diffusion.groups = 5 does not divide";
        QTest::newRow("heads") << "diffusion.head_channels=36"
                               << "diffusion.head_channels = 36 does not divide a width of 96";
        QTest::newRow("levels") << "autoencoder.multipliers="
                                << "autoencoder.multipliers is empty";
        QTest::newRow("rate") << "diffusion.warm_up=0.8"
                              << "diffusion.warm_up = 0.8 is later than diffusion.constant";
        QTest::newRow("guidance") << "diffusion.class_dropout=0"
                                  << "diffusion.class_dropout = 0 trains no unconditional";
    }
    void contradictionsAreNamed() {
        QFETCH(QString, assignment);
        QFETCH(QString, words);
        PriorRecipe recipe = sound();
        QVERIFY(problemsOf(recipe).empty());
        applyOverride(recipe, assignment.toStdString());
        const QString message = messageOf<InputError>([&] { requireSound(recipe); });
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void tablesShowEverySetting() {
        const QString text = QString::fromStdString(priorSettingsText());
        const QString markdown = QString::fromStdString(priorSettingsMarkdown());
        PriorRecipe defaults;
        for (const Field& field : fieldsOf(defaults)) {
            const QString key = QString::fromStdString(field.key());
            QVERIFY2(text.contains(key + " = "), qPrintable(key));
            QCOMPARE(markdown.count("| `" + key + "` |"), 1);
        }
        QVERIFY(markdown.contains("## autoencoder"));
    }
};

QTEST_APPLESS_MAIN(PriorRecipeTest)
#include "prior_recipe_test.moc"
