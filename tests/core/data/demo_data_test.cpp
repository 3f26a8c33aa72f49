// The pictures that come with the workbench are whole, and what their page says.
#include "tests/core/data/picture_folder.h"

using namespace ld3m;
using namespace ld3m::tests;

class DemoDataTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void tenClassesOfRealPictures() {
        const TemporaryFolder cache;
        qputenv("LD3M_CACHE", QByteArray::fromStdString(cache.path().string()));
        settings::DatasetSettings settings =
            settingsFor(std::filesystem::path(LD3M_SOURCE_FOLDER) / "resources/demo/cifar10-mini");
        settings.resolution = 32;
        const data::Dataset train = load(settings);
        const data::Dataset test = load(settings, data::Split::test);
        QCOMPARE(train.classes(), 10);
        QVERIFY(train.classNames().front() == "airplane" && train.classNames().back() == "truck");
        for (std::int64_t label = 0; label < 10; ++label) {
            QCOMPARE(train.classSize(label), 100);
            QCOMPARE(test.classSize(label), 50);
        }
        // Real pictures of this set have its mean and deviation: normalised ones nearly 0 and 1.
        const at::Tensor images = train.rows(0, train.size()).first;
        QVERIFY(images.mean({0, 2, 3}).abs().max().item<double>() < 0.1);
        QVERIFY((images.transpose(0, 1).flatten(1).std(1) - 1.22).abs().max().item<double>() < 0.1);
    }
};

QTEST_APPLESS_MAIN(DemoDataTest)
#include "demo_data_test.moc"
