#include "core/settings/expert_recipe.h"

#include <set>

#include <QtTest>

#include "core/base/error.h"
#include "core/settings/settings_table.h"
#include "tests/support/message_of.h"

using namespace ld3m::settings;
using ld3m::base::InputError;
using ld3m::tests::messageOf;

class ExpertRecipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void keysAreUniqueAndExplained() {
        ExpertRecipe recipe;
        std::set<std::string> keys;
        const QString text = QString::fromStdString(expertSettingsText());
        const QString markdown = QString::fromStdString(expertSettingsMarkdown());
        for (const Field& field : fieldsOf(recipe)) {
            const QString key = QString::fromStdString(field.key());
            QVERIFY2(keys.insert(field.key()).second, qPrintable(key));
            QVERIFY2(!field.about().label.empty() && field.about().help.size() > 8, qPrintable(key));
            field.set(field.value()); // the default is in range
            QVERIFY2(text.contains(key + " = "), qPrintable(key));
            QCOMPARE(markdown.count("| `" + key + "` |"), 1);
        }
        QVERIFY(keys.contains("experts.count") && keys.contains("dataset.path") &&
                keys.contains("device.kind"));
    }

    void defaultsAreThePublishedOnes() {
        const ExpertSettings experts = ExpertRecipe().experts;
        QCOMPARE(experts.count, std::int64_t{100});
        QCOMPARE(experts.epochs, std::int64_t{15});
        QCOMPARE(experts.batch, std::int64_t{256});
        QCOMPARE(experts.rate, 0.01);
        QVERIFY(experts.momentum == 0 && experts.weight_decay == 0 && !experts.decay);
        QCOMPARE(experts.augmentation.size(), std::size_t{6});
    }

    void survivesTheFile() {
        ExpertRecipe recipe;
        recipe.dataset.path = "/data";
        applyOverride(recipe, "experts.count=7");
        applyOverride(recipe, "experts.rate=0.25");
        applyOverride(recipe, "experts.augmentation=");
        applyOverride(recipe, "experts.norm=group");
        applyOverride(recipe, "experts.decay=true");
        ExpertRecipe defaults;
        defaults.dataset.path = "/data";
        QCOMPARE(difference(defaults, recipe).size(), std::size_t{5});
        for (const bool commented : {false, true})
            QVERIFY(difference(parseExpertRecipe(toToml(recipe, commented), "here"), recipe).empty());
    }

    void shippedRecipesAreSound() {
        const ExpertRecipe small = readExpertRecipe(LD3M_SOURCE_FOLDER "/projects/experts/cifar10.toml");
        const ExpertRecipe large = readExpertRecipe(LD3M_SOURCE_FOLDER "/projects/experts/imagenet-128.toml");
        requireSound(small);
        requireSound(large);
        QVERIFY(small.dataset.resolution == 32 && small.experts.depth == 0 && small.experts.width == 128);
        QVERIFY(large.dataset.resolution == 128 && large.experts.depth == 5 && large.experts.epochs == 15);
        QVERIFY(large.experts.count == 100 && large.experts.at_once == 1);
    }

    void refusesInOneSentence() {
        QVERIFY(
            messageOf<InputError>([] { requireSound(ExpertRecipe()); }).contains("dataset.path is empty"));
        QVERIFY(messageOf<InputError>([] {
                    parseExpertRecipe("[experts]\n\nepoch = 3\n", "r.toml");
                }).contains("There is no setting experts.epoch; did you mean experts.epochs?"));
        QVERIFY(messageOf<InputError>([] {
                    parseExpertRecipe("[experts]\nrate = -1.0\n", "r.toml");
                }).contains("experts.rate"));
    }
};

QTEST_APPLESS_MAIN(ExpertRecipeTest)
#include "expert_recipe_test.moc"
