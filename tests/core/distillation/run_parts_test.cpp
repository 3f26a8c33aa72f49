// The real images that a run starts from.
#include "core/distillation/run_parts.h"

#include "core/data/packed_split.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_dataset.h"

using namespace ld3m;

namespace {

/// How many different images a class of four starts its four from.
std::int64_t different(settings::InitialDraw draw, std::int64_t seed) {
    const data::Dataset train = tests::tinyDataset({4, 4});
    settings::Recipe recipe;
    recipe.distillation.ipc = 4;
    recipe.distillation.seed = seed;
    recipe.distillation.initial_draw = draw;
    const at::Tensor images = distillation::initialImages(recipe, train);
    if (images.size(0) != 8)
        return -1;
    const at::Tensor first_class = images.narrow(0, 0, 4).flatten(1);
    return std::get<0>(at::unique_dim(first_class, 0)).size(0);
}

} // namespace

class RunPartsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initialImagesOfAClassDiffer() {
        for (std::int64_t seed = 0; seed < 8; ++seed)
            QCOMPARE(different(settings::InitialDraw::distinct, seed), 4);
    }

    void orMayRepeat() {
        std::int64_t repeated = 0;
        for (std::int64_t seed = 0; seed < 8; ++seed) {
            const std::int64_t found = different(settings::InitialDraw::repeating, seed);
            QVERIFY(found >= 1 && found <= 4);
            repeated += found < 4 ? 1 : 0;
        }
        QVERIFY(repeated >= 4); // all four differ with a chance of 3 in 32
    }

    // A prior of the folder's own classes counts its folders, one of ImageNet goes by synset.
    void classesHaveTheirNumberAmongBoth() {
        const tests::TemporaryFolder folder;
        const data::PackedSplit three{
            at::zeros({3, 3, 8, 8}, at::kByte), {0, 1, 2, 3}, {"n01440764", "n02102040", "n02123045"}, {}};
        data::writePacked(folder / "train.safetensors", three);
        settings::Recipe recipe;
        recipe.distillation.ipc = 2;
        recipe.dataset.path = folder.path().string();
        recipe.dataset.resolution = 8;
        recipe.dataset.classes = {"n02123045", "n01440764"};
        const auto load = [&] { return data::loadDataset(recipe.dataset, data::Split::train, at::kFloat); };
        const priors::PriorContext context = distillation::priorContext(recipe, load());
        QCOMPARE(context.class_ids, (std::vector<std::int64_t>{2, 2, 0, 0}));
        QCOMPARE(context.imagenet_ids, (std::vector<std::int64_t>{281, 281, 0, 0}));

        data::PackedSplit others = three;
        others.class_names[1] = "dog";
        data::writePacked(folder / "train.safetensors", others);
        recipe.dataset.classes = {"dog", "n01440764"};
        QVERIFY(distillation::priorContext(recipe, load()).imagenet_ids.empty());
    }
};

QTEST_APPLESS_MAIN(RunPartsTest)
#include "run_parts_test.moc"
