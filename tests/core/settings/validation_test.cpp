#include "core/settings/validation.h"

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"

using namespace ld3m::settings;

namespace {

Recipe sound() {
    Recipe recipe;
    recipe.dataset.path = "/data";
    recipe.prior.checkpoint = "/model.safetensors";
    return recipe;
}

} // namespace

class ValidationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void soundRecipesHaveNoProblem() {
        QVERIFY(problemsOf(sound()).empty());
        requireSound(sound());
        Recipe pixel = sound();
        pixel.prior.kind = PriorKind::pixel;
        pixel.prior.checkpoint.clear();
        QVERIFY(problemsOf(pixel).empty());
    }

    void namesTheProblem_data() {
        QTest::addColumn<QStringList>("overrides");
        QTest::addColumn<QString>("words");
        QTest::newRow("no data") << QStringList{"dataset.path="} << "dataset.path is empty";
        QTest::newRow("classes chosen twice") << QStringList{"dataset.subset=cats", "dataset.classes=a,b"}
                                              << "dataset.subset = \"cats\" and dataset.classes both";
        QTest::newRow("no prior") << QStringList{"prior.checkpoint="}
                                  << "prior.checkpoint is empty: the latent_diffusion";
        QTest::newRow("no decoder") << QStringList{"prior.kind=autoencoder", "prior.checkpoint="}
                                    << "prior.checkpoint is empty: the autoencoder";
        QTest::newRow("one step") << QStringList{"prior.steps=1"}
                                  << "prior.steps = 1 leaves the released residual";
        QTest::newRow("noise for a solver")
            << QStringList{"prior.sampler=dpmpp_2m", "prior.eta=0.5"} << "prior.eta = 0.5 has no meaning";
        QTest::newRow("broken curve")
            << QStringList{"prior.residual_curve=custom", "prior.residual_points=0:0,1"}
            << "prior.residual_points holds \"1\"";
        QTest::newRow("no networks") << QStringList{"evaluation.networks=", "evaluation.every=100"}
                                     << "evaluation.networks is empty";
        QTest::newRow("nothing to learn")
            << QStringList{"prior.kind=pixel", "distillation.learn=conditioning"}
            << "leaves the pixel prior nothing to learn";
    }
    void namesTheProblem() {
        QFETCH(QStringList, overrides);
        QFETCH(QString, words);
        Recipe recipe = sound();
        for (const QString& each : overrides)
            applyOverride(recipe, each.toStdString());
        const auto problems = problemsOf(recipe);
        QCOMPARE(problems.size(), std::size_t{1});
        QVERIFY2(QString::fromStdString(problems[0]).contains(words), problems[0].c_str());
        const QString thrown = ld3m::tests::messageOf<ld3m::base::InputError>([&] { requireSound(recipe); });
        QCOMPARE(thrown, QString::fromStdString(problems[0]));
    }

    void neighbouringRecipesAreSound_data() {
        QTest::addColumn<QStringList>("overrides");
        QTest::newRow("one step, constant") << QStringList{"prior.steps=1", "prior.residual_curve=constant"};
        QTest::newRow("one step, paper") << QStringList{"prior.steps=1", "prior.residual=paper"};
        QTest::newRow("ddpm, released") << QStringList{"prior.sampler=ddpm"};
        QTest::newRow("points without their curve") << QStringList{"prior.residual_points=0:0,1"};
        QTest::newRow("custom curve")
            << QStringList{"prior.residual_curve=custom", "prior.residual_points=0:0,0.5:1,1:1"};
        QTest::newRow("no networks, no evaluation")
            << QStringList{"evaluation.networks=", "evaluation.every=0"};
        QTest::newRow("pixel latents") << QStringList{"prior.kind=pixel", "distillation.learn=latents"};
    }
    void neighbouringRecipesAreSound() {
        QFETCH(QStringList, overrides);
        Recipe recipe = sound();
        for (const QString& each : overrides)
            applyOverride(recipe, each.toStdString());
        const auto problems = problemsOf(recipe);
        QVERIFY2(problems.empty(), problems.empty() ? "" : problems[0].c_str());
    }

    void everyProblemIsListed() { QCOMPARE(problemsOf(Recipe{}).size(), std::size_t{2}); }
};

QTEST_APPLESS_MAIN(ValidationTest)
#include "validation_test.moc"
