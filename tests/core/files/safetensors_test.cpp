#include "core/files/safetensors.h"

#include <bit>
#include <cmath>
#include <cstring>

#include <QElapsedTimer>
#include <QtTest>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using namespace ld3m::files;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

namespace {

const std::filesystem::path kGolden = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints/safetensors";

nlohmann::json expectations() {
    return nlohmann::json::parse(readText(kGolden / "expected.json"));
}

template<typename T>
T at(const TensorEntry& entry, std::size_t i) {
    T value;
    std::memcpy(&value, entry.bytes.data() + i * sizeof(T), sizeof(T));
    return value;
}

double half(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const double fraction = bits & 1023;
    const double size = exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24);
    return bits >> 15 ? -size : size;
}

double number(const TensorEntry& entry, std::size_t i) {
    const std::string& type = entry.dtype;
    if (type == "F64")
        return at<double>(entry, i);
    if (type == "F32")
        return at<float>(entry, i);
    if (type == "F16")
        return half(at<std::uint16_t>(entry, i));
    if (type == "BF16")
        return std::bit_cast<float>(std::uint32_t{at<std::uint16_t>(entry, i)} << 16);
    if (type == "I64")
        return static_cast<double>(at<std::int64_t>(entry, i));
    if (type == "I32")
        return at<std::int32_t>(entry, i);
    if (type == "I16")
        return at<std::int16_t>(entry, i);
    if (type == "I8")
        return at<std::int8_t>(entry, i);
    return at<std::uint8_t>(entry, i);
}

const std::map<std::string, std::string> kTypes = {
    {"float64", "F64"}, {"float32", "F32"}, {"float16", "F16"}, {"bfloat16", "BF16"}, {"int64", "I64"},
    {"int32", "I32"},   {"int16", "I16"},   {"int8", "I8"},     {"uint8", "U8"},      {"bool", "BOOL"}};

void compareTensors(const SafetensorsFile& file, const nlohmann::json& expected) {
    QCOMPARE(file.tensors().size(), expected.size());
    for (const auto& [name, facts] : expected.items()) {
        const auto found = file.tensors().find(name);
        QVERIFY2(found != file.tensors().end(), name.c_str());
        const TensorEntry& entry = found->second;
        QCOMPARE(entry.dtype, kTypes.at(facts["dtype"].get<std::string>()));
        QCOMPARE(entry.shape, facts["shape"].get<std::vector<std::int64_t>>());
        double sum = 0;
        double sumabs = 0;
        for (std::size_t i = 0; i < entry.bytes.size() / sizeOfDtype(entry.dtype); ++i) {
            sum += number(entry, i);
            sumabs += std::abs(number(entry, i));
        }
        QCOMPARE(sum, facts["sum"].get<double>());
        QCOMPARE(sumabs, facts["sumabs"].get<double>());
    }
}

template<typename T>
TensorEntry entryOf(const std::string& dtype, std::vector<std::int64_t> shape, const std::vector<T>& values) {
    return {dtype, std::move(shape), std::as_bytes(std::span(values))};
}

} // namespace

class SafetensorsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void goldenFiles_data() {
        QTest::addColumn<QString>("expect");
        const nlohmann::json files = expectations();
        for (const auto& [name, facts] : files.items())
            QTest::newRow(name.c_str()) << QString::fromStdString(facts["expect"].get<std::string>());
    }
    void goldenFiles() {
        QFETCH(QString, expect);
        const std::string name = QTest::currentDataTag();
        QElapsedTimer clock;
        clock.start();
        const nlohmann::json facts = expectations()[name];
        if (facts.contains("count")) {
            QCOMPARE(SafetensorsFile::open(kGolden / name).tensors().size(),
                     facts["count"].get<std::size_t>());
        } else if (expect == "ok") {
            compareTensors(SafetensorsFile::open(kGolden / name), facts["tensors"]);
        } else {
            const QString message = messageOf<InputError>([&] { SafetensorsFile::open(kGolden / name); });
            QVERIFY2(message.contains(QString::fromStdString(name)), qPrintable(message));
            QVERIFY2(message.contains("is not a sound safetensors file"), qPrintable(message));
        }
        QVERIFY(clock.elapsed() < 1000);
    }

    void everyGoldenFileIsListed() {
        std::size_t files = 0;
        for (const auto& entry : std::filesystem::directory_iterator(kGolden))
            files += entry.path().extension() == ".safetensors";
        QCOMPARE(files, expectations().size());
        QVERIFY(files > 50);
    }

    void readsMetadata() {
        const auto file = SafetensorsFile::open(kGolden / "ok_metadata.safetensors");
        QCOMPARE(file.metadata().size(), std::size_t{2});
        QCOMPARE(file.metadata().at("k"), std::string("v"));
        QCOMPARE(file.metadata().at("\u00fc"), std::string("\u2713"));
    }

    void saysWhatIsWrong_data() {
        QTest::addColumn<QString>("words");
        QTest::newRow("dup_keys") << "names \"a\" twice";
        QTest::newRow("overlap") << "tensor \"b\" overlaps";
        QTest::newRow("hole") << "tensor \"b\" leaves a hole";
        QTest::newRow("cut") << "cut short";
        QTest::newRow("dtype_unknown") << "unknown type F33";
        QTest::newRow("json_deep") << "nested too deep";
        QTest::newRow("shape_overflow2") << "beyond any memory";
        QTest::newRow("shape_wrong") << "do not fit its shape";
        QTest::newRow("seven_bytes") << "only 7 bytes";
    }
    void saysWhatIsWrong() {
        QFETCH(QString, words);
        const auto file = kGolden / (std::string(QTest::currentDataTag()) + ".safetensors");
        const QString message = messageOf<InputError>([&] { SafetensorsFile::open(file); });
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void writesWhatItReads() {
        const TemporaryFolder folder;
        const std::vector<float> floats = {1.5F, -2.25F, 3.0F};
        const std::vector<std::uint8_t> bytes = {1, 0, 255, 7, 9};
        const std::vector<double> doubles = {0.1};
        const std::vector<float> none;
        const std::map<std::string, TensorEntry> tensors = {
            {"a bytes", entryOf("U8", {5}, bytes)},
            {"b/floats \u00fc\"", entryOf("F32", {3, 1}, floats)},
            {"c scalar", entryOf("F64", {}, doubles)},
            {"d empty", entryOf("F32", {0, 4}, none)}};
        const std::map<std::string, std::string> metadata = {{"format", "1"}, {"who", "line\nbreak"}};
        writeSafetensors(folder / "a.safetensors", tensors, metadata);

        const auto file = SafetensorsFile::open(folder / "a.safetensors");
        QCOMPARE(file.metadata(), metadata);
        QCOMPARE(file.tensors().size(), tensors.size());
        for (const auto& [name, written] : tensors) {
            const TensorEntry& read = file.tensors().at(name);
            QCOMPARE(read.dtype, written.dtype);
            QCOMPARE(read.shape, written.shape);
            QVERIFY(std::ranges::equal(read.bytes, written.bytes));
            const auto place = reinterpret_cast<std::uintptr_t>(read.bytes.data());
            QCOMPARE(place % sizeOfDtype(read.dtype), std::uintptr_t{0});
        }
    }

    // The exact bytes of the smallest file, by hand.
    void writesTheDocumentedBytes() {
        const TemporaryFolder folder;
        const std::vector<std::uint8_t> bytes = {7};
        writeSafetensors(folder / "a", {{"x", entryOf("U8", {1}, bytes)}}, {});
        const std::string header = R"({"x":{"data_offsets":[0,1],"dtype":"U8","shape":[1]}})";
        const std::string padded = header + std::string((8 - header.size() % 8) % 8, ' ');
        const std::string expected =
            static_cast<char>(padded.size()) + std::string(7, '\0') + padded + std::string(1, 7);
        QCOMPARE(readText(folder / "a"), expected);
    }

    void bytesOutliveTheObjectWithTheMapping() {
        std::shared_ptr<const MappedFile> mapping;
        TensorEntry entry;
        {
            const auto file = SafetensorsFile::open(kGolden / "ok_plain.safetensors");
            mapping = file.mapping();
            entry = file.tensors().at("a");
        }
        QCOMPARE(at<float>(entry, 7), 7.0F);
    }

    void refusesToWriteATensorThatContradictsItself() {
        const TemporaryFolder folder;
        const std::vector<float> floats = {1, 2};
        for (const TensorEntry& wrong : {entryOf("F32", {3}, floats), entryOf("F31", {2}, floats)})
            QVERIFY_THROWS_EXCEPTION(std::logic_error, writeSafetensors(folder / "a", {{"x", wrong}}, {}));
        QVERIFY(!std::filesystem::exists(folder / "a"));
        QVERIFY_THROWS_EXCEPTION(ld3m::base::RunError,
                                 writeSafetensors(folder / "a", {{"\xff", entryOf("F32", {2}, floats)}}, {}));
    }
};

QTEST_APPLESS_MAIN(SafetensorsTest)
#include "safetensors_test.moc"
