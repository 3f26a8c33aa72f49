#include "tests/core/data/picture_folder.h"

#include <map>

#include "core/base/error.h"

using namespace ld3m;
using namespace ld3m::tests;

class DescribeDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void kindCountsAndSizes() {
        const TemporaryFolder folder;
        writePictureFolder(folder.path());
        writePicture(folder.path() / "train/cow/1.png", 1, 20, 30);
        const QString told = data::describeDataset(folder.path()).c_str();
        QVERIFY2(told.startsWith("Image folder with 3 classes: "), qPrintable(told));
        QVERIFY2(told.contains(QRegularExpression("\n  bee +3 +1\n")), qPrintable(told));
        QVERIFY2(told.contains(QRegularExpression("\n  total +7 +3\n")), qPrintable(told));
        QVERIFY2(told.contains("from 8 x 8 to 30 x 20 px"), qPrintable(told));
        QVERIFY2(told.contains("differ in size: 2 to 3"), qPrintable(told));
    }

    void odditiesAreTold() {
        const TemporaryFolder folder;
        writePictureFolder(folder.path());
        std::filesystem::remove_all(folder.path() / "val/ant");
        std::filesystem::create_directories(folder.path() / "train/dodo");
        files::writeAtomically(folder.path() / "train/bee/1.png", "broken");
        const QString told = data::describeDataset(folder.path()).c_str();
        QVERIFY2(told.contains("\"ant\" is only in the training split"), qPrintable(told));
        QVERIFY2(told.contains("\"dodo\" has no images in the training split"), qPrintable(told));
        QVERIFY2(told.contains("bee/1.png"), qPrintable(told));
    }

    void smallImageNetSubsetsAreNotTakenForImageNet() {
        const TemporaryFolder folder;
        writePicture(folder.path() / "train/n01440764/a.png", 1);
        const QString told = data::describeDataset(folder.path()).c_str();
        QVERIFY2(told.contains("fewer training images than ImageNet's own"), qPrintable(told));
        QVERIFY2(told.contains("no test split"), qPrintable(told));
    }

    void aStrangeFolderIsAnError() {
        const TemporaryFolder folder;
        QVERIFY(
            errorOf<base::InputError>([&] { data::describeDataset(folder.path()); }).contains("no train/"));
    }
};

QTEST_APPLESS_MAIN(DescribeDatasetTest)
#include "describe_dataset_test.moc"
