#include <ATen/ATen.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/data/packed_split.h"
#include "core/tensor/state_dict.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;

namespace {

namespace fs = std::filesystem;

data::PackedSplit split(const std::vector<std::string>& names, const std::vector<std::int64_t>& first,
                        std::int64_t size) {
    const at::Tensor images = at::arange(first.back(), at::kByte)
                                  .view({-1, 1, 1, 1})
                                  .expand({first.back(), 3, size, size})
                                  .contiguous();
    return {images, first, names, {}};
}

data::Dataset load(const fs::path& folder, data::Split part, const std::vector<std::string>& classes = {},
                   std::int64_t resolution = 8) {
    settings::DatasetSettings settings;
    settings.path = folder.string();
    settings.resolution = resolution;
    settings.classes = classes;
    return data::loadDataset(settings, part, at::TensorOptions(at::kFloat));
}

int level(const data::Dataset& set, std::int64_t label, std::int64_t index) {
    return int(std::lround(set.raw(label, {index}).max().item<float>() * 255));
}

} // namespace

class PackedSplitTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qputenv("LD3M_CACHE", QByteArray::fromStdString((m_folder / "cache").string())); }

    void theFileGivesBackWhatWasWritten() {
        const data::PackedSplit written = split({"a \"quoted\" class", "é"}, {0, 1, 4}, 8);
        data::writePacked(m_folder / "a.safetensors", written);
        const data::PackedSplit read = data::readPacked(m_folder / "a.safetensors");
        QVERIFY(at::equal(read.images_N3HW, written.images_N3HW));
        QVERIFY(read.first == written.first);
        QVERIFY(read.class_names == written.class_names);
    }

    void aFolderOfPackedSplitsIsADataset() {
        const fs::path folder = m_folder / "set";
        data::writePacked(folder / "train.safetensors", split({"cat", "dog"}, {0, 2, 5}, 8));
        data::writePacked(folder / "test.safetensors", split({"dog", "cat"}, {0, 1, 2}, 8)); // another order
        const data::Dataset train = load(folder, data::Split::train);
        QCOMPARE(train.classSize(1), 3);
        QCOMPARE(level(train, 1, 2), 4);
        const data::Dataset test = load(folder, data::Split::test);
        QVERIFY(test.classNames() == train.classNames());
        QCOMPARE(level(test, 0, 0), 1);

        const data::Dataset turned = load(folder, data::Split::train, {"dog", "cat"}, 16);
        QCOMPARE(level(turned, 0, 0), 2);
        QCOMPARE(turned.raw(0, {0}).size(3), 16);
    }

    void otherLayoutsAreRefusedByName_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"images are whole numbers", "not square", "first is short", "first falls",
                                 "first overruns", "no names", "names are no list", "nothing"})
            QTest::newRow(what) << what;
    }
    void otherLayoutsAreRefusedByName() {
        QFETCH(QString, what);
        const fs::path file = m_folder / "bad.safetensors";
        tensor::StateDict state;
        state.tensors["images"] = at::zeros({4, 3, 8, what == "not square" ? 7 : 8}, at::kByte);
        state.tensors["first"] = at::tensor(std::vector<std::int64_t>{0, 2, 4}, at::kLong);
        state.metadata["class_names"] = R"(["cat", "dog"])";
        if (what == "images are whole numbers")
            state.tensors["images"] = state.tensors["images"].to(at::kLong);
        else if (what == "first is short")
            state.tensors["first"] = at::tensor(std::vector<std::int64_t>{0, 4}, at::kLong);
        else if (what == "first falls")
            state.tensors["first"] = at::tensor(std::vector<std::int64_t>{0, 5, 4}, at::kLong);
        else if (what == "first overruns")
            state.tensors["first"] = at::tensor(std::vector<std::int64_t>{0, 2, 6}, at::kLong);
        else if (what == "no names")
            state.metadata.clear();
        else if (what == "names are no list")
            state.metadata["class_names"] = "cat, dog";
        else if (what == "nothing")
            state.tensors.erase("images");
        tensor::writeStateDict(file, state);
        try {
            static_cast<void>(data::readPacked(file));
            QFAIL("it was taken");
        } catch (const base::InputError& error) {
            QVERIFY2(QString(error.what()).contains("bad.safetensors"), error.what());
        }
    }

    void levelsWithFractionsBelongInTheCacheAlone() {
        data::PackedSplit fractions = split({"cat"}, {0, 2}, 8);
        fractions.images_N3HW = fractions.images_N3HW.to(at::kFloat) + 0.25;
        const fs::path file = m_folder / "fractions" / "train.safetensors";
        data::writePacked(file, fractions);
        QVERIFY(at::equal(data::readPacked(file).images_N3HW, fractions.images_N3HW));
        QVERIFY_THROWS_EXCEPTION(base::InputError,
                                 static_cast<void>(load(file.parent_path(), data::Split::train)));
    }

    void aMissingTestSplitIsNamed() {
        data::writePacked(m_folder / "half" / "train.safetensors", split({"cat"}, {0, 2}, 8));
        QCOMPARE(load(m_folder / "half", data::Split::train).size(), 2);
        QVERIFY_THROWS_EXCEPTION(base::InputError,
                                 static_cast<void>(load(m_folder / "half", data::Split::test)));
    }

private:
    tests::TemporaryFolder m_folder;
};

QTEST_APPLESS_MAIN(PackedSplitTest)
#include "packed_split_test.moc"
