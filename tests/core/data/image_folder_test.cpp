#include "tests/core/data/picture_folder.h"

#include "core/base/error.h"
#include "core/data/subsets.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

namespace fs = std::filesystem;

QString loadError(const settings::DatasetSettings& settings, data::Split split = data::Split::train) {
    return errorOf<base::InputError>([&] { static_cast<void>(load(settings, split)); });
}

} // namespace

class ImageFolderTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<TemporaryFolder>();
        qputenv("LD3M_CACHE", QByteArray::fromStdString((*m_folder / "cache").string()));
        m_set = *m_folder / "animals";
        writePictureFolder(m_set);
    }

    void classesAndImagesComeSortedByName() {
        const data::Dataset train = load(settingsFor(m_set));
        QVERIFY(train.classNames() == std::vector<std::string>({"ant", "bee", "cow"}));
        QCOMPARE(levelsOf(train), std::vector<int>({1, 2, 3, 4, 5, 6}));
        QCOMPARE(train.classSize(1), 3);
        QCOMPARE(levelsOf(load(settingsFor(m_set), data::Split::test)), std::vector<int>({101, 102, 103}));
    }

    void chosenClassesGiveTheLabels() {
        settings::DatasetSettings settings = settingsFor(m_set);
        settings.classes = {"cow", "ant"};
        QCOMPARE(levelsOf(load(settings)), std::vector<int>({6, 1, 2}));
        QCOMPARE(levelsOf(load(settings, data::Split::test)), std::vector<int>({103, 101}));
    }

    void aSubsetIsFoundBySynsetInItsOwnOrder() {
        const fs::path set = *m_folder / "some-of-imagenet";
        std::vector<std::string> synsets = data::subsetSynsets(settings::Subset::fruits);
        std::ranges::sort(synsets);
        synsets.insert(synsets.begin(), "n01440764"); // a fish among them
        for (std::size_t rank = 0; rank < synsets.size(); ++rank)
            for (const char* split : {"train", "val"})
                writePicture(set / split / synsets[rank] / "0.png", static_cast<int>(rank));
        settings::DatasetSettings settings = settingsFor(set);
        settings.subset = settings::Subset::fruits;
        const data::Dataset fruits = load(settings);
        QVERIFY(fruits.classNames() == data::subsetSynsets(settings::Subset::fruits));
        QCOMPARE(fruits.displayNames().front(), std::string("pineapple"));
        // Indices 953 954 949 950 951 957 952 945 943 948; the folder 943 was written first.
        QCOMPARE(levelsOf(fruits), std::vector<int>({8, 9, 4, 5, 6, 10, 7, 2, 1, 3}));
        QCOMPARE(load(settings, data::Split::test).classNames(), fruits.classNames());

        settings.classes = {"n01440764"};
        QVERIFY2(loadError(settings).contains("both choose classes"), qPrintable(loadError(settings)));
        settings.classes.clear();
        fs::remove_all(set / "train/n07745940");
        fs::remove_all(set / "val/n07745940");
        QVERIFY2(loadError(settings).contains("\"fruits\"") &&
                     loadError(settings).contains("does not have: n07745940 strawberry."),
                 qPrintable(loadError(settings)));
    }

    void theOtherNamesOfTheTestSplitAreKnown() {
        for (const char* name : {"test", "validation", "val_folders"}) {
            fs::rename(m_set / (fs::exists(m_set / "val") ? "val" : m_previous), m_set / name);
            m_previous = name;
            QCOMPARE(load(settingsFor(m_set), data::Split::test).size(), 3);
        }
    }

    void onlyImagesCount() {
        files::writeAtomically(m_set / "train/ant/notes.txt", "not a picture");
        files::writeAtomically(m_set / "train/ant/.hidden.png", "not a picture");
        files::writeAtomically(m_set / "train/list.csv", "not a class");
        fs::rename(m_set / "train/ant/0.png", m_set / "train/ant/0.PNG");
        QCOMPARE(levelsOf(load(settingsFor(m_set))), std::vector<int>({1, 2, 3, 4, 5, 6}));
    }

    void otherShapesAreResizedAndCropped() {
        writePicture(m_set / "train/cow/0.png", 6, 20, 31);
        writePicture(m_set / "train/cow/1.png", 7, 3, 5);
        const data::Dataset train = load(settingsFor(m_set));
        QCOMPARE(train.raw(2, {0, 1}).sizes().vec(), (std::vector<std::int64_t>{2, 3, 8, 8}));
        QCOMPARE(levelsOf(train).back(), 7);
    }

    void whatIsMissingIsNamed() {
        QVERIFY(loadError(settingsFor(m_set / "nowhere")).contains("does not exist"));
        QVERIFY(loadError(settingsFor(m_set / "train/ant/0.png")).contains("is a file"));
        QVERIFY(loadError(settingsFor(m_set / "train")).contains("no train/ folder"));
        fs::remove_all(m_set / "val");
        QCOMPARE(load(settingsFor(m_set)).size(), 6); // training alone needs no test split
        const QString error = loadError(settingsFor(m_set), data::Split::test);
        QVERIFY2(error.contains("val/") && error.contains(m_set.c_str()), qPrintable(error));
        fs::remove_all(m_set / "train");
        fs::create_directories(m_set / "train");
        QVERIFY(loadError(settingsFor(m_set)).contains("no class folders"));
    }

    void anEmptyClassIsNamed() {
        fs::create_directories(m_set / "train/dodo");
        writePicture(m_set / "val/dodo/0.png", 1);
        const QString error = loadError(settingsFor(m_set));
        QVERIFY2(error.contains("\"dodo\" has no images"), qPrintable(error));
        settings::DatasetSettings settings = settingsFor(m_set);
        settings.classes = {"ant", "cow"};
        QCOMPARE(load(settings).size(), 3);
    }

    void splitsMustHaveTheSameClasses() {
        fs::remove_all(m_set / "val/bee");
        const QString error = loadError(settingsFor(m_set));
        QVERIFY2(error.contains("\"bee\"") && error.contains("not in the test split"), qPrintable(error));
        writePicture(m_set / "val/bee/0.png", 102);
        writePicture(m_set / "val/elk/0.png", 9);
        const LogLines log;
        QCOMPARE(load(settingsFor(m_set), data::Split::test).size(), 3);
        QVERIFY(log.lines().join('\n').contains("elk"));
    }

    void anUnknownClassGetsASuggestion() {
        settings::DatasetSettings settings = settingsFor(m_set);
        settings.classes = {"ant", "beee"};
        QVERIFY(loadError(settings).contains("did you mean \"bee\"?"));
        settings.classes = {"ant", "ant"};
        QVERIFY(loadError(settings).contains("twice"));
    }

    void aBrokenFileIsNamedAndTheOthersCounted() {
        files::writeAtomically(m_set / "train/bee/1.png", "broken");
        files::writeAtomically(m_set / "train/bee/2.png", "broken");
        const QString error = loadError(settingsFor(m_set));
        QVERIFY2(error.contains("bee/1.png") && error.contains("1 other file is broken"), qPrintable(error));
    }

    void brokenFilesAreLeftOutWhenAsked() {
        files::writeAtomically(m_set / "train/ant/1.png", "broken");
        files::writeAtomically(m_set / "train/bee/0.png", "broken");
        settings::DatasetSettings settings = settingsFor(m_set);
        settings.skip_broken = true;
        for (int start = 0; start < 2; ++start) { // the second comes from the cache and says the same
            const LogLines log;
            const data::Dataset train = load(settings);
            QCOMPARE(levelsOf(train), std::vector<int>({1, 4, 5, 6}));
            QCOMPARE(train.classSize(0), 1);
            QCOMPARE(train.classSize(1), 2);
            QCOMPARE(log.lines().size(), 2);
            QVERIFY(log.lines()[0].contains("ant/1.png") && log.lines()[1].contains("bee/0.png"));
        }
        files::writeAtomically(m_set / "train/cow/0.png", "broken");
        QVERIFY(loadError(settings).contains("No image of the class \"cow\" can be read"));
    }

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    fs::path m_set;
    const char* m_previous = "val";
};

QTEST_APPLESS_MAIN(ImageFolderTest)
#include "image_folder_test.moc"
