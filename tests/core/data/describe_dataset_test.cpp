// What a folder is, what it lacks, and which recipes it can serve.
#include "tests/core/data/picture_folder.h"

#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/data/recipe_fit.h"
#include "core/data/subsets.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

using settings::Subset;

/// A picture for each class in each split.
void writeClasses(const std::filesystem::path& folder, const std::vector<std::string>& classes,
                  std::int64_t height = 8, std::int64_t width = 8,
                  const std::vector<std::string>& splits = {"train", "val"}) {
    for (const std::string& name : classes)
        for (const std::string& split : splits)
            writePicture(folder / split / name / "0.png", 1, height, width);
}

QString told(const TemporaryFolder& folder) {
    return data::describeDataset(folder.path()).c_str();
}

settings::DatasetSettings wanting(settings::Normalisation normalisation, std::int64_t resolution,
                                  Subset subset = Subset::none) {
    settings::DatasetSettings recipe;
    recipe.normalisation = normalisation;
    recipe.resolution = resolution;
    recipe.subset = subset;
    return recipe;
}

} // namespace

class DescribeDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindCountsAndSizes() {
        const TemporaryFolder folder;
        writePictureFolder(folder.path());
        writePicture(folder.path() / "train/cow/1.png", 1, 20, 30);
        const QString text = told(folder);
        QVERIFY2(text.startsWith("Image folder with 3 classes: "), qPrintable(text));
        QVERIFY2(text.contains(QRegularExpression("\n  bee +3 +1\n")), qPrintable(text));
        QVERIFY2(text.contains(QRegularExpression("\n  total +7 +3\n")), qPrintable(text));
        QVERIFY2(text.contains("from 8 x 8 to 30 x 20 px"), qPrintable(text));
        QVERIFY2(text.contains("differ in size: 2 to 3"), qPrintable(text));
    }

    void odditiesAreTold() {
        const TemporaryFolder folder;
        writePictureFolder(folder.path());
        std::filesystem::remove_all(folder.path() / "val/ant");
        std::filesystem::create_directories(folder.path() / "train/dodo");
        files::writeAtomically(folder.path() / "train/bee/1.png", "broken");
        const QString text = told(folder);
        QVERIFY2(text.contains("\"ant\" is only in the training split"), qPrintable(text));
        QVERIFY2(text.contains("\"dodo\" has no images in the training split"), qPrintable(text));
        QVERIFY2(text.contains("bee/1.png"), qPrintable(text));
    }

    void smallImageNetSubsetsAreNotTakenForImageNet() {
        const TemporaryFolder folder;
        writePicture(folder.path() / "train/n01440764/a.png", 1);
        const QString text = told(folder);
        QVERIFY2(text.contains("fewer training images than ImageNet's own"), qPrintable(text));
        QVERIFY2(text.contains("no test split"), qPrintable(text));
    }

    void knownDatasetsAreRecognised_data() {
        QTest::addColumn<QStringList>("classes");
        QTest::addColumn<int>("side");
        QTest::addColumn<QString>("words");
        const auto list = [](const std::vector<std::string>& names) {
            QStringList out;
            for (const std::string& name : names)
                out << name.c_str();
            return out;
        };
        const QStringList cifar = {"airplane", "automobile", "bird",  "cat",  "deer",
                                   "dog",      "frog",       "horse", "ship", "truck"};
        QTest::newRow("CIFAR-10") << cifar << 32 << "CIFAR-10's classes with other counts";
        QTest::newRow("nearly CIFAR-10") << cifar.mid(1) << 32 << "Class folders of its own";
        QTest::newRow("Imagenette 160")
            << list(data::subsetSynsets(Subset::imagenette)) << 160 << "Imagenette, 160 px version\n";
        QTest::newRow("Imagewoof 320")
            << list(data::subsetSynsets(Subset::imagewoof)) << 320 << "Imagewoof, 320 px version\n";
        QTest::newRow("fruits") << list(data::subsetSynsets(Subset::fruits)) << 64
                                << "Synsets of ImageNet: 10 of 1000 classes\n";
        QTest::newRow("synsets and others")
            << QStringList{"n01440764", "dog"} << 64 << "Class folders of its own";
    }
    void knownDatasetsAreRecognised() {
        QFETCH(QStringList, classes);
        QFETCH(int, side);
        QFETCH(QString, words);
        const TemporaryFolder folder;
        std::vector<std::string> names;
        for (const QString& name : classes)
            names.push_back(name.toStdString());
        writeClasses(folder.path(), names, side, side + 30);
        QVERIFY2(told(folder).contains("What it is: " + words), qPrintable(told(folder)));
    }

    void imagesOfManySizesAreTheOriginals() {
        const TemporaryFolder folder;
        writeClasses(folder.path(), data::subsetSynsets(Subset::imagewoof), 160, 200);
        writePicture(folder.path() / "train/n02086240/1.png", 1, 300, 90);
        QVERIFY2(told(folder).contains("What it is: Imagewoof, full size\n"), qPrintable(told(folder)));
    }

    void allOfImageNet() {
        data::DatasetFacts facts;
        facts.known = data::Known::imagenet;
        for (const base::ImageNetClass& one : base::imagenetClasses())
            facts.classes.push_back({one.synset, 1300, 50});
        for (const Subset subset : data::allSubsets())
            facts.subsets.push_back({subset, {}});
        const QString text = data::toText(facts).c_str();
        for (const char* words : {"What it is: ImageNet-1k", "n02123045 tabby ", "1300000", "50000",
                                  "Complete subsets: ImageNet-A, ImageNet-B", "Marine\n"})
            QVERIFY2(text.contains(words), words);
        QVERIFY(!text.contains("Note:") && !text.contains("missing"));
    }

    void fastAisReleasesAreCalledThat() {
        data::DatasetFacts facts;
        facts.known = data::Known::imagenette;
        const std::vector<std::string> synsets = data::subsetSynsets(Subset::imagenette);
        for (const std::string& synset : synsets)
            facts.classes.push_back({synset, 947, 392});
        facts.classes[0] = {synsets[0], 946, 397}; // 9469 and 3925 in all
        const QString release = data::toText(facts).c_str();
        QVERIFY2(release.contains("as fast.ai releases it") && release.contains("9469 training images where "
                                                                                "ImageNet has 12894"),
                 qPrintable(release));
        facts.classes[0].train = 5;
        const QString part = data::toText(facts).c_str();
        QVERIFY2(!part.contains("fast.ai") && part.contains("fewer training images than ImageNet's own"),
                 qPrintable(part));
    }

    void partsOfSubsetsNameWhatIsMissing() {
        const TemporaryFolder folder;
        std::vector<std::string> fruits = data::subsetSynsets(Subset::fruits);
        fruits.erase(fruits.begin() + 2); // strawberry
        writeClasses(folder.path(), fruits);
        writeClasses(folder.path(), {"n02123045"}, 8, 8, {"train"});            // a tabby without test images
        std::filesystem::create_directories(folder.path() / "train/n02123159"); // a tiger cat without any
        const QString text = told(folder);
        QVERIFY2(text.contains("\n9 of 10 classes of Fruits; missing n07745940 strawberry\n"),
                 qPrintable(text));
        // Its banana and its lemon; the cats are of no use.
        QVERIFY2(text.contains("\n2 of 10 classes of Yellow; missing "), qPrintable(text));
        QVERIFY2(!text.contains("of Cats") && !text.contains("Complete"), qPrintable(text));
        QVERIFY2(text.contains(QRegularExpression("\n  n02123045 tabby +1 +-\n")), qPrintable(text));
        QVERIFY2(text.contains("\"n02123159\" has no images in the training split"), qPrintable(text));
    }

    void recipesFitByKindClassesAndSize() {
        using settings::Normalisation;
        const TemporaryFolder folder;
        writeClasses(folder.path(), data::subsetSynsets(Subset::imagenette), 160, 213);
        const data::DatasetFacts nette = data::factsOf(folder.path());
        QCOMPARE(nette.sizes.smallestSide(), 160);
        const auto imagenet = [](std::int64_t px, Subset subset = Subset::none) {
            return wanting(Normalisation::imagenet, px, subset);
        };
        QVERIFY(data::fitOf(nette, imagenet(128)).fits());
        QVERIFY(data::fitOf(nette, imagenet(160)).fits());
        QCOMPARE(data::fitOf(nette, imagenet(256)).lacking, std::string("images of 256 px (these have 160)"));
        QCOMPARE(data::fitOf(nette, wanting(Normalisation::cifar10, 32)).lacking, std::string("CIFAR-10"));
        // A recipe's own subset is only one of those that may be set.
        QCOMPARE(data::fitOf(nette, imagenet(128, Subset::fruits)).subsets,
                 (std::vector<Subset>{Subset::imagenette}));
        settings::DatasetSettings one = imagenet(128);
        one.classes = {"n02123045"};
        QCOMPARE(data::fitOf(nette, one).lacking, std::string("the class n02123045"));

        const TemporaryFolder part;
        writeClasses(part.path(), {"n01440764"}, 160, 160);
        QCOMPARE(data::fitOf(data::factsOf(part.path()), imagenet(128, Subset::imagenette)).lacking,
                 std::string("a complete subset of ImageNet"));
        const TemporaryFolder animals;
        writePictureFolder(animals.path());
        QCOMPARE(data::fitOf(data::factsOf(animals.path()), imagenet(8)).lacking,
                 std::string("ImageNet's classes"));
        QVERIFY(data::fitOf(data::factsOf(animals.path()), wanting(Normalisation::half, 8)).fits());
    }

    void aStrangeFolderIsAnError() {
        const TemporaryFolder folder;
        QVERIFY(
            errorOf<base::InputError>([&] { data::describeDataset(folder.path()); }).contains("no train/"));
    }
};

QTEST_APPLESS_MAIN(DescribeDatasetTest)
#include "describe_dataset_test.moc"
