#include <ATen/ATen.h>

#include <fstream>

#include <QtTest>

#include "core/base/error.h"
#include "core/data/dataset.h"
#include "tests/support/golden.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

namespace {

namespace fs = std::filesystem;

/// A record whose red, green and blue planes are filled with value, value + 1 and value + 2; its first red
/// pixel is 200.
std::string record(int label, int value) {
    std::string bytes(1, static_cast<char>(label));
    for (int channel = 0; channel < 3; ++channel)
        bytes += std::string(1024, static_cast<char>(value + channel));
    bytes[1] = static_cast<char>(200);
    return bytes;
}

void write(const fs::path& file, const std::string& bytes) {
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Labels 1, 0, 1, 0, 1 in five batches of one picture, values 10, 20, ...; the test batch has one of each.
void writeBatches(const fs::path& folder) {
    fs::create_directories(folder);
    write(folder / "batches.meta.txt", "airplane\nautomobile\n\n");
    for (int batch = 1; batch <= 5; ++batch)
        write(folder / ("data_batch_" + std::to_string(batch) + ".bin"), record(batch % 2, 10 * batch));
    write(folder / "test_batch.bin", record(1, 70) + record(0, 60));
}

data::Dataset load(const fs::path& folder, data::Split split, std::int64_t resolution = 32) {
    settings::DatasetSettings settings;
    settings.path = folder.string();
    settings.resolution = resolution;
    return data::loadDataset(settings, split, at::TensorOptions(at::kFloat));
}

int level(const data::Dataset& set, std::int64_t label, std::int64_t index, std::int64_t channel) {
    const at::Tensor image = set.raw(label, {index})[0][channel];
    return int(std::lround(image.flatten()[-1].item<float>() * 255));
}

} // namespace

class Cifar10BinaryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("LD3M_CACHE", QByteArray::fromStdString((m_folder / "cache").string())); }

    void recordsAreSortedByLabelInTheirOrder() {
        writeBatches(m_folder / "plain");
        const data::Dataset train = load(m_folder / "plain", data::Split::train);
        QVERIFY(train.classNames() == std::vector<std::string>({"airplane", "automobile"}));
        QCOMPARE(train.classSize(0), 2);
        QCOMPARE(train.classSize(1), 3);
        QCOMPARE(level(train, 0, 0, 0), 20);
        QCOMPARE(level(train, 0, 1, 2), 42);
        QCOMPARE(level(train, 1, 2, 1), 51);
        QCOMPARE(std::lround(train.raw(1, {0})[0][0][0][0].item<float>() * 255), 200);
        const data::Dataset test = load(m_folder / "plain", data::Split::test);
        QCOMPARE(level(test, 0, 0, 0), 60);
        QCOMPARE(level(test, 1, 0, 0), 70);
        QVERIFY(!fs::exists(m_folder / "cache")); // nothing to decode, nothing to keep
    }

    void theUnpackedArchiveMayBeOneFolderBelow() {
        writeBatches(m_folder / "outer" / "cifar-10-batches-bin");
        const data::Dataset train = load(m_folder / "outer", data::Split::train, 64);
        QCOMPARE(train.raw(0, {0}).size(2), 64);
        QCOMPARE(level(train, 0, 0, 1), 21);
    }

    void damageIsNamed_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("size");
        QTest::newRow("cut off") << "data_batch_3.bin" << 3000;
        QTest::newRow("missing") << "data_batch_4.bin" << -1;
        QTest::newRow("no names") << "batches.meta.txt" << -1;
        QTest::newRow("label without a name") << "test_batch.bin" << 0;
    }
    void damageIsNamed() {
        QFETCH(QString, file);
        QFETCH(int, size);
        const fs::path folder = m_folder / "damaged";
        writeBatches(folder);
        const fs::path damaged = folder / file.toStdString();
        if (size > 0)
            fs::resize_file(damaged, static_cast<std::uintmax_t>(size));
        else if (size == 0)
            write(damaged, record(2, 9));
        else
            fs::remove(damaged);
        try {
            static_cast<void>(load(folder, data::Split::train));
            QFAIL("the damage was not seen");
        } catch (const base::InputError& error) {
            QVERIFY2(QString(error.what()).contains(file), error.what());
        }
    }

private:
    tests::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(Cifar10BinaryTest)
#include "cifar10_binary_test.moc"
