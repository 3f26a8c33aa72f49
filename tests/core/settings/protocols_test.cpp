// Named evaluation protocols: what they fix, and what wins over them.
#include "core/settings/protocols.h"

#include <QtTest>

#include "core/settings/recipe_file.h"

using namespace ld3m::settings;

class ProtocolsTest : public QObject {
    Q_OBJECT

    static EvaluationSettings named(const std::string& protocol) {
        Recipe recipe;
        applyOverride(recipe, "evaluation.protocol=" + protocol);
        return recipe.evaluation;
    }

private Q_SLOTS:
    void theDefaultsAreThePapersProtocol() {
        QVERIFY(deviations(EvaluationSettings{}).empty());
        QVERIFY(difference(Recipe{}, parseRecipe("[evaluation]\nprotocol = \"ld3m\"\n", "r")).empty());
    }

    void eachIsAsPublished() {
        const EvaluationSettings dc = named("dc"), dsa = named("dsa"), mtt = named("mtt");
        QCOMPARE(dc.epochs, std::int64_t{300});
        QVERIFY(dc.augmentation.empty());
        QCOMPARE(dsa.epochs, std::int64_t{1000});
        QCOMPARE(dsa.augmentation.size(), std::size_t{6});
        QVERIFY(!dsa.learned_rate && mtt.learned_rate);
        for (const EvaluationSettings& each : {dc, dsa, mtt}) {
            QCOMPARE(each.rate, 0.01);
            QCOMPARE(each.momentum, 0.9);
            QCOMPARE(each.weight_decay, 5e-4);
            QVERIFY(each.schedule == RateSchedule::drop);
            QVERIFY(!each.average);
        }
        const EvaluationSettings hard = named("idc_hard");
        QCOMPARE(hard.resolution, std::int64_t{224});
        QVERIFY(hard.mix == Mix::cutmix && hard.labels == Labels::hard);
        QVERIFY(hard.schedule == RateSchedule::two_drops);
        const EvaluationSettings soft = named("soft");
        QVERIFY(soft.labels == Labels::teacher && soft.optimiser == StudentOptimiser::adamw);
        QCOMPARE(soft.temperature, 20.0);
    }

    void whatIsNotTheProtocolsStays() {
        Recipe recipe;
        applyOverrides(recipe, {"evaluation.runs=5", "evaluation.networks=vit", "evaluation.protocol=dc"});
        QCOMPARE(recipe.evaluation.runs, std::int64_t{5});
        QCOMPARE(recipe.evaluation.networks, std::vector<std::string>{"vit"});
    }

    void explicitValuesWinInAnyOrder() {
        Recipe recipe;
        applyOverrides(recipe, {"evaluation.rate=0.02", "evaluation.protocol=dsa"});
        QCOMPARE(recipe.evaluation.rate, 0.02);
        QCOMPARE(recipe.evaluation.epochs, std::int64_t{1000});
        // TOML keeps no order either: batch stands before protocol in the alphabet.
        const Recipe file =
            parseRecipe("[evaluation]\nbatch = 7\nprotocol = \"dc\"\nweight_decay = 0\n", "r");
        QCOMPARE(file.evaluation.batch, std::int64_t{7});
        QCOMPARE(file.evaluation.weight_decay, 0.0);
        QCOMPARE(file.evaluation.epochs, std::int64_t{300});
    }

    void departuresAreNamed() {
        EvaluationSettings evaluation = named("dsa");
        QVERIFY(deviations(evaluation).empty());
        evaluation.rate = 0.02;
        evaluation.runs = 9; // no protocol fixes it
        const auto departures = deviations(evaluation);
        QCOMPARE(departures.size(), std::size_t{1});
        QCOMPARE(departures[0].key, std::string("evaluation.rate"));
        QVERIFY(departures[0].before == Value(0.01) && departures[0].after == Value(0.02));
    }

    void aWrittenRecipeKeepsItsDepartures() {
        Recipe recipe;
        applyOverrides(recipe, {"evaluation.protocol=soft", "evaluation.batch=64", "evaluation.crop=0.5"});
        QVERIFY(difference(recipe, parseRecipe(toToml(recipe), "r")).empty());
    }

    void theFormerBaselineIsRead_data() {
        QTest::addColumn<QString>("lines");
        QTest::addColumn<qsizetype>("baselines");
        QTest::newRow("absent") << "" << qsizetype{1};
        QTest::newRow("on") << "baseline = true" << qsizetype{1};
        QTest::newRow("off") << "baseline = false" << qsizetype{0};
        QTest::newRow("both: the list counts")
            << "baseline = false\nbaselines = [\"herding\", \"full\"]" << qsizetype{2};
    }
    void theFormerBaselineIsRead() {
        QFETCH(QString, lines);
        QFETCH(qsizetype, baselines);
        const Recipe recipe = parseRecipe("[evaluation]\n" + lines.toStdString() + "\n", "r");
        QCOMPARE(qsizetype(recipe.evaluation.baselines.size()), baselines);
    }
};

QTEST_APPLESS_MAIN(ProtocolsTest)
#include "protocols_test.moc"
