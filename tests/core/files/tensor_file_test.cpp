// Every golden checkpoint file through the one door: what sound ones hold, and one sentence for all others.
#include "core/files/tensor_file.h"

#include <fstream>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/bounded_memory.h"
#include "tests/support/message_of.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using namespace ld3m::files;
using namespace ld3m::tests;

namespace {

namespace fs = std::filesystem;

const fs::path kGolden = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints";
constexpr rlim_t kMemory = rlim_t{200} << 20;

const std::map<std::string, std::string> kTypes = {
    {"float64", "F64"}, {"float32", "F32"}, {"float16", "F16"}, {"bfloat16", "BF16"}, {"int64", "I64"},
    {"int32", "I32"},   {"int16", "I16"},   {"int8", "I8"},     {"uint8", "U8"},      {"bool", "BOOL"}};

// Files that may be refused or read, and that this reader reads: how many tensors come out. In those with
// one, "w" is the tensor of good/handmade.pt, but for a flipped bit in crc.pt and 50 MB of zeros in
// zip_bomb.pt.
const std::map<std::string, std::size_t> kReadAnyway = {{"odd/deflated.pt", 1},
                                                        {"odd/bigendian.pt", 1},
                                                        {"odd/traversal_extra.pt", 1},
                                                        {"odd/recursive_list.pt", 1},
                                                        {"malformed/crc.pt", 1},
                                                        {"malformed/zip_bomb.pt", 1},
                                                        {"malformed/build_on_tensor.pt", 1},
                                                        {"malformed/pickle_memo_huge_index.pt", 0},
                                                        {"malformed/pickle_bad_utf8.pt", 0},
                                                        {"malformed/pickle_unhashable_key.pt", 0},
                                                        {"hostile/beside_state_dict.pt", 1},
                                                        {"hostile/called_and_popped.pt", 1},
                                                        {"hostile/rebuild_hooks.pt", 1},
                                                        {"hostile/build_dict_slots.pt", 0},
                                                        {"hostile/dict_key_hostile.pt", 0}};

nlohmann::json expectations() {
    return nlohmann::json::parse(readText(kGolden / "expected.json"));
}

/// Expectations of a training file name what stands under its state_dict only.
std::map<std::string, StoredTensor> expectedPart(const TensorFile& file) {
    const std::string start = "state_dict/";
    std::map<std::string, StoredTensor> part;
    for (const auto& [name, tensor] : file.tensors)
        if (name.starts_with(start))
            part[name.substr(start.size())] = tensor;
    return part.empty() ? file.tensors : part;
}

void compare(const TensorFile& file, const nlohmann::json& expected) {
    const auto tensors = expectedPart(file);
    QCOMPARE(tensors.size(), expected.size());
    for (const auto& [name, facts] : expected.items()) {
        QVERIFY2(tensors.contains(name), name.c_str());
        const StoredTensor& tensor = tensors.at(name);
        QCOMPARE(tensor.dtype, kTypes.at(facts["dtype"].get<std::string>()));
        QCOMPARE(tensor.shape, facts["shape"].get<std::vector<std::int64_t>>());
        QCOMPARE(tensor.strides, facts["stride"].get<std::vector<std::int64_t>>());
        double sum = 0;
        double sumabs = 0;
        for (const double number : numbersOf(tensor)) {
            sum += number;
            sumabs += std::abs(number);
        }
        const double most = facts["sumabs"].get<double>();
        QVERIFY2(std::abs(sum - facts["sum"].get<double>()) <= 1e-12 * most, name.c_str());
        QVERIFY2(std::abs(sumabs - most) <= 1e-12 * most, name.c_str());
    }
}

bool nothingWasRun() {
    return !fs::exists("/tmp/PWNED") && !fs::exists("/tmp/PWNED_ZIP") && !fs::exists("/tmp/PWNED_ZIP_ABS");
}

} // namespace

class TensorFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(nothingWasRun()); }
    void cleanup() { QVERIFY(nothingWasRun()); }

    void goldenFiles_data() {
        QTest::addColumn<QString>("expect");
        const nlohmann::json files = expectations();
        for (const auto& [name, facts] : files.items())
            QTest::newRow(name.c_str()) << QString::fromStdString(facts["expect"].get<std::string>());
    }
    void goldenFiles() {
        QFETCH(QString, expect);
        const std::string name = QTest::currentDataTag();
        if (expect == "ok")
            return compare(openTensorFile(kGolden / name), expectations()[name]["tensors"]);
        const auto readAnyway = kReadAnyway.find(name);
        const BoundedMemory bounded(kMemory);
        if (readAnyway == kReadAnyway.end()) {
            const QString message = messageOf<InputError>([&] { openTensorFile(kGolden / name); });
            QVERIFY2(message.contains(QString::fromStdString(name)), qPrintable(message));
            QVERIFY2(message.endsWith('.') && message.count('\n') == 0 && message.size() < 400,
                     qPrintable(message));
            return;
        }
        QVERIFY(expect != "refuse");
        const TensorFile file = openTensorFile(kGolden / name);
        QCOMPARE(file.tensors.size(), readAnyway->second);
        if (name == "malformed/zip_bomb.pt" || name == "malformed/crc.pt" || file.tensors.empty())
            return;
        const TensorFile sound = openTensorFile(kGolden / "good/handmade.pt");
        const StoredTensor& w = file.tensors.begin()->second;
        QCOMPARE(w.shape, sound.tensors.at("w").shape);
        QCOMPARE(numbersOf(w), numbersOf(sound.tensors.at("w")));
    }

    void everyGoldenFileIsListed() {
        std::size_t files = 0;
        for (const char* folder : {"good", "odd", "malformed", "hostile"})
            for (const auto& entry : fs::directory_iterator(kGolden / folder))
                files += entry.path().extension() != ".safetensors";
        QCOMPARE(files, expectations().size());
        QVERIFY(files > 150);
    }

    void flippedBitsInWeightsAreNotNoticed() {
        // Documented: comparing checksums would read the whole file.
        const auto changed = numbersOf(openTensorFile(kGolden / "malformed/crc.pt").tensors.at("w"));
        const auto sound = numbersOf(openTensorFile(kGolden / "good/handmade.pt").tensors.at("w"));
        std::size_t different = 0;
        for (std::size_t i = 0; i < sound.size(); ++i)
            different += changed[i] != sound[i];
        QCOMPARE(different, std::size_t(1));
    }

    void containersAreNamed() {
        QCOMPARE(openTensorFile(kGolden / "good/views.pt").container, std::string("PyTorch archive"));
        QCOMPARE(openTensorFile(kGolden / "good/views_legacy.pt").container,
                 std::string("PyTorch stream (before 1.6)"));
        const TensorFile plain = openTensorFile(kGolden / "safetensors/ok_metadata.safetensors");
        QCOMPARE(plain.container, std::string("safetensors"));
        QCOMPARE(plain.metadata.at("k"), std::string("v"));
    }

    void theEndingDoesNotMatter() {
        const TemporaryFolder folder;
        fs::copy_file(kGolden / "good/views.pt", folder / "views.safetensors");
        fs::copy_file(kGolden / "safetensors/ok_plain.safetensors", folder / "plain.ckpt");
        QCOMPARE(openTensorFile(folder / "views.safetensors").container, std::string("PyTorch archive"));
        const TensorFile plain = openTensorFile(folder / "plain.ckpt");
        QCOMPARE(plain.container, std::string("safetensors"));
        QCOMPARE(plain.tensors.at("a").strides, (std::vector<std::int64_t>{4, 1}));
        QCOMPARE(numbersOf(plain.tensors.at("a")), (std::vector<double>{0, 1, 2, 3, 4, 5, 6, 7}));
    }

    void bytesOutliveTheFileObject() {
        std::shared_ptr<TensorMemory> memory;
        StoredTensor w;
        {
            const TensorFile file = openTensorFile(kGolden / "good/handmade.pt");
            memory = file.memory;
            w = file.tensors.at("w");
        }
        QCOMPARE(numbersOf(w).size(), std::size_t(12));
    }

    void sentencesArePlainText() {
        const TemporaryFolder folder;
        std::string archive = readText(kGolden / "hostile/os_system.pt");
        const std::size_t at = archive.find("system\n");
        QVERIFY(at != std::string::npos);
        archive.replace(at, 6, std::string("s\0\xff\r\tm", 6));
        writeAtomically(folder / "odd.pt", archive);
        const QString message = messageOf<InputError>([&] { openTensorFile(folder / "odd.pt"); });
        QVERIFY2(message.contains(".s????m instead of tensors"), qPrintable(message));
    }

    void mistakesAreCalledByName_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("words");
        QTest::newRow("nothing") << QByteArray() << "the file is empty";
        QTest::newRow("page") << QByteArray("<!DOCTYPE html><html>") << "web page";
        QTest::newRow("pointer") << QByteArray("version https://git-lfs.github.com/spec/v1\n")
                                 << "git lfs pull";
        QTest::newRow("array") << QByteArray("\x93NUMPY\x01") << "NumPy";
        QTest::newRow("pickle") << QByteArray("\x80\x03}q\x01.") << "bare Python pickle";
        QTest::newRow("compressed") << QByteArray("\x1f\x8b\x08") << "unpack it first";
        QTest::newRow("text") << QByteArray("just some words in a file")
                              << "neither a safetensors nor a PyTorch file";
    }
    void mistakesAreCalledByName() {
        QFETCH(QByteArray, content);
        QFETCH(QString, words);
        const TemporaryFolder folder;
        writeAtomically(folder / "model.ckpt", content.toStdString());
        const QString message = messageOf<InputError>([&] { openTensorFile(folder / "model.ckpt"); });
        QVERIFY2(message.contains(words) && message.contains("model.ckpt"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(TensorFileTest)
#include "tensor_file_test.moc"
