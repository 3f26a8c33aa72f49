#include "app/session/first_recipe.h"

#include <algorithm>

#include <QtTest>

#include "core/settings/validation.h"

using namespace ld3m;
using namespace ld3m::session;
using settings::PriorKind;

namespace {

constexpr int kCores = 2;
const std::filesystem::path kPrior = "/share/prior.safetensors";

FolderLook pets(std::int64_t side = 200) {
    FolderLook look;
    look.folder = "/data/pets";
    look.identity = "Class folders of its own";
    look.classes = {{"cat", 100, 20}, {"dog", 80, 20}};
    look.smallest_side = side;
    look.largest_side = side;
    look.has_test = true;
    return look;
}

FolderLook cifar() {
    FolderLook look = pets(32);
    look.cifar10 = true;
    return look;
}

settings::Recipe recipeFor(const FolderLook& look, FirstChoices choices) {
    return firstRecipe(look, choices, kPrior, kCores);
}

} // namespace

class FirstRecipeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void resolutionsFollowTheImages() {
        using List = std::vector<std::int64_t>;
        QCOMPARE(resolutionsFor(pets(200)), List({32, 64, 128}));
        QCOMPARE(resolutionsFor(pets(32)), List({32}));
        QCOMPARE(resolutionsFor(pets(20)), List({16, 32}));
        QCOMPARE(resolutionsFor(pets(4000)), List({32, 64, 128, 256}));
        QCOMPARE(resolutionsFor(pets(0)), List({16, 32})); // no image could be read
    }

    void suggestsTheBundledPriorForItsOwnClassesOnly() {
        QCOMPARE(suggestedFor(cifar()).beginning, StartFrom::bundled);
        QCOMPARE(suggestedFor(cifar()).resolution, 32);
        QCOMPARE(suggestedFor(pets()).beginning, StartFrom::pixels);
        QCOMPARE(suggestedFor(pets()).resolution, 64);
        QCOMPARE(suggestedFor(pets(20)).resolution, 16);
        FolderLook synsets = pets(300);
        synsets.imagenet = true;
        QCOMPARE(suggestedFor(synsets).resolution, 128);
    }

    void theRecipeIsSoundAndSaysWhatWasChosen() {
        for (const Effort effort : {Effort::quick, Effort::evening, Effort::paper})
            for (const StartFrom beginning : {StartFrom::pixels, StartFrom::bundled, StartFrom::own}) {
                const FirstChoices choices{.resolution = 32,
                                           .ipc = 2,
                                           .beginning = beginning,
                                           .checkpoint = "/m.ckpt",
                                           .effort = effort};
                const settings::Recipe recipe = recipeFor(pets(), choices);
                QCOMPARE(settings::problemsOf(recipe), std::vector<std::string>());
                QCOMPARE(recipe.dataset.path, std::string("/data/pets"));
                QCOMPARE(recipe.dataset.resolution, 32);
                QCOMPARE(recipe.distillation.ipc, 2);
                QVERIFY(recipe.evaluation.every > 0 &&
                        recipe.evaluation.every <= recipe.distillation.iterations);
            }
    }

    void theBundledPriorServesOtherImagesByItsDecoder() {
        const FirstChoices choices{.beginning = StartFrom::bundled};
        QCOMPARE(recipeFor(cifar(), choices).prior.kind, PriorKind::latent_diffusion);
        QCOMPARE(recipeFor(pets(), choices).prior.kind, PriorKind::autoencoder);
        QCOMPARE(recipeFor(pets(), choices).prior.checkpoint, kPrior.string());
        QCOMPARE(recipeFor(cifar(), choices).dataset.normalisation, settings::Normalisation::cifar10);
        QCOMPARE(recipeFor(pets(), choices).dataset.normalisation, settings::Normalisation::half);
    }

    void classesThatLackASplitAreLeftOut() {
        FolderLook look = pets();
        QVERIFY(recipeFor(look, {}).dataset.classes.empty()); // all of them
        look.classes.push_back({"fox", 50, -1});
        QCOMPARE(recipeFor(look, {}).dataset.classes, std::vector<std::string>({"cat", "dog"}));
        look.has_test = false;
        QVERIFY(recipeFor(look, {}).dataset.classes.empty());
        QCOMPARE(recipeFor(look, {}).evaluation.every, 0);
    }

    void obstaclesAreSentences() {
        QCOMPARE(obstacleTo(pets(), {}), std::string());
        FolderLook one = pets();
        one.classes.resize(1);
        QVERIFY(obstacleTo(one, {}).find("two classes") != std::string::npos);
        QVERIFY(obstacleTo(pets(), {.ipc = 90}).find("80 training images") != std::string::npos);
        QVERIFY(!obstacleTo(pets(), {.beginning = StartFrom::own}).empty());
        QVERIFY(!obstacleTo(pets(), {.resolution = 64, .beginning = StartFrom::bundled}).empty());
        QVERIFY(obstacleTo(pets(), {.resolution = 32, .beginning = StartFrom::bundled}).empty());
    }

    void moreEffortTakesLongerAndMoreCoresLess() {
        FirstChoices choices;
        double before = 0;
        for (const Effort effort : {Effort::quick, Effort::evening, Effort::paper}) {
            choices.effort = effort;
            const double seconds = estimatedSeconds(recipeFor(pets(), choices), pets(), kCores);
            QVERIFY(seconds > before);
            before = seconds;
        }
        const settings::Recipe recipe = recipeFor(pets(), choices);
        QCOMPARE(estimatedSeconds(recipe, pets(), 4), estimatedSeconds(recipe, pets(), 1) / 4);
    }

    void aQuickLookIsMinutes() {
        for (const FolderLook& look : {pets(), cifar()}) {
            const settings::Recipe recipe = recipeFor(look, suggestedFor(look));
            const double seconds = estimatedSeconds(recipe, look, kCores);
            QVERIFY2(seconds > 5 && seconds < 600, qPrintable(QString::number(seconds)));
        }
    }

    /// ld3m-bench on two cores, T = 10, width 64, 64 real images of each of ten classes: 0.99 s an iteration.
    void theEstimateAgreesWithTheBenchmark() {
        FolderLook ten = cifar();
        ten.classes.assign(10, {"x", 100, 50});
        settings::Recipe recipe = recipeFor(ten, suggestedFor(ten));
        recipe.evaluation.every = 0;
        recipe.objective.width = 64;
        recipe.objective.real_batch = 64;
        recipe.prior.steps = 10;
        recipe.distillation.iterations = 1;
        const double seconds = estimatedSeconds(recipe, ten, kCores);
        QVERIFY2(seconds > 0.7 && seconds < 1.4, qPrintable(QString::number(seconds)));
    }
};

QTEST_APPLESS_MAIN(FirstRecipeTest)
#include "first_recipe_test.moc"
