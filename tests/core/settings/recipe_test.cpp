#include "core/settings/recipe.h"

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"

using ld3m::base::InputError;
using namespace ld3m::settings;
using ld3m::tests::messageOf;

class RecipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void overridesReachTheirSetting() {
        Recipe recipe;
        applyOverride(recipe, "prior.steps=20");
        applyOverride(recipe, "prior.kind=pixel");
        applyOverride(recipe, "dataset.classes=cat, dog");
        applyOverride(recipe, "dataset.path=/a=b");
        QCOMPARE(recipe.prior.steps, std::int64_t{20});
        QVERIFY(recipe.prior.kind == PriorKind::pixel);
        QCOMPARE(recipe.dataset.classes, (std::vector<std::string>{"cat", "dog"}));
        QCOMPARE(recipe.dataset.path, std::string("/a=b"));
    }

    void refusedOverrides_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("words");
        QTest::newRow("no value") << "prior.steps"
                                  << "--set wants KEY=VALUE, as in prior.steps=20, not \"prior.steps\".";
        QTest::newRow("no key") << "=3"
                                << "--set wants KEY=VALUE";
        QTest::newRow("mistyped") << "prior.stesp=3"
                                  << "There is no setting prior.stesp; did you mean prior.steps?";
        QTest::newRow("without section") << "latent_rate=3"
                                         << "There is no setting latent_rate; ld3m describe";
        QTest::newRow("unheard of") << "zzzzzzzzzzzzzzzz=3"
                                    << "ld3m describe lists them all.";
        QTest::newRow("value") << "prior.steps=many"
                               << "prior.steps wants a whole number, not \"many\".";
    }
    void refusedOverrides() {
        QFETCH(QString, typed);
        QFETCH(QString, words);
        Recipe recipe;
        const QString message = messageOf<InputError>([&] { applyOverride(recipe, typed.toStdString()); });
        QVERIFY2(message.contains(words), qPrintable(message));
        QVERIFY(difference(recipe, Recipe{}).empty());
    }

    void differenceListsBothValuesInFormOrder() {
        Recipe after;
        after.distillation.latent_rate = 0.25;
        after.dataset.resolution = 64;
        const auto changes = difference(Recipe{}, after);
        QCOMPARE(changes.size(), std::size_t{2});
        QCOMPARE(changes[0].key, std::string("dataset.resolution"));
        QVERIFY(changes[0].after == Value(std::int64_t{64}));
        QCOMPARE(changes[1].key, std::string("distillation.latent_rate"));
        QVERIFY(changes[1].before == Value(Recipe{}.distillation.latent_rate));
        QVERIFY(changes[1].after == Value(0.25));
    }
};

QTEST_APPLESS_MAIN(RecipeTest)
#include "recipe_test.moc"
