// What is written for Python loads in Python and here.
#include "core/files/torch_writer.h"

#include <limits>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/files/inflate.h"
#include "core/files/pickle_machine.h"
#include "core/files/tensor_file.h"
#include "core/files/zip_directory.h"
#include "core/files/zip_writer.h"
#include "tests/support/bytes.h"
#include "tests/support/python.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m::files;
using namespace ld3m::tests;

namespace {

const std::vector<float> kSix = {0, 1.5f, -2, 3, 4, 1e-30f};
const std::vector<std::int64_t> kLabels = {7, -1};
const std::vector<std::uint8_t> kBytes = {0, 1, 255};
const std::vector<float> kOne = {2.5f};

template<typename Number>
TensorEntry tensor(const char* dtype, std::vector<std::int64_t> shape, const std::vector<Number>& numbers) {
    return {dtype, std::move(shape), std::as_bytes(std::span(numbers))};
}

/// Refers to the numbers above.
TorchValue sound() {
    const TorchList epoch = {tensor("F32", {2, 3}, kSix), tensor("I64", {2}, kLabels)};
    return TorchDict{{"images", tensor("F32", {1, 2, 3}, kSix)},
                     {"bytes", tensor("U8", {3}, kBytes)},
                     {"none", TensorEntry{"F32", {0, 4}, {}}},
                     {"one", tensor("F32", {}, kOne)},
                     {"trajectories", TorchList{TorchList{epoch, epoch}}},
                     {"empty", TorchList{}},
                     {"rate", 0.01},
                     {"small", 200},
                     {"below", -70000},
                     {"large", std::numeric_limits<std::int64_t>::min()},
                     {"yes", true},
                     {"text", "größer"}};
}

} // namespace

class TorchWriterTest : public QObject {
    Q_OBJECT

    TemporaryFolder m_folder;

private Q_SLOTS:
    void readsBackHere() {
        const auto file = m_folder / "all.pt";
        writeTorchFile(file, sound());
        const TensorFile read = openTensorFile(file);
        QCOMPARE(read.container, std::string("PyTorch archive"));
        QCOMPARE(read.tensors.size(), std::size_t{8});
        QVERIFY(read.left_out.empty());
        const StoredTensor& images = read.tensors.at("images");
        QCOMPARE(images.shape, (std::vector<std::int64_t>{1, 2, 3}));
        QCOMPARE(numbersOf(images), std::vector<double>(kSix.begin(), kSix.end()));
        QCOMPARE(numbersOf(read.tensors.at("trajectories/0/1/1")), (std::vector<double>{7, -1}));
        QCOMPARE(read.tensors.at("bytes").dtype, std::string("U8"));
        QCOMPARE(numbersOf(read.tensors.at("one")), std::vector<double>{2.5});
        QVERIFY(read.tensors.at("one").shape.empty());
        QCOMPARE(read.tensors.at("none").shape, (std::vector<std::int64_t>{0, 4}));
    }

    void everyTypeHasItsStorage() {
        const std::vector<std::uint8_t> zeros(16, 0);
        for (const char* dtype : {"F64", "F32", "F16", "BF16", "I64", "I32", "I16", "I8", "U8", "BOOL"}) {
            const auto file = m_folder / "typed.pt";
            const auto bytes = std::as_bytes(std::span(zeros)).first(2 * sizeOfDtype(dtype));
            writeTorchFile(file, TensorEntry{dtype, {2}, bytes});
            QCOMPARE(openTensorFile(file).tensors.at("").dtype, std::string(dtype));
        }
    }

    void recordsAreAlignedAndChecked() {
        const auto file = m_folder / "records.pt";
        writeTorchFile(file, sound());
        const std::string archive = readText(file);
        const auto records = readZipDirectory(bytesOf(archive));
        QCOMPARE(records.size(), std::size_t{3 + 8});
        for (const auto& [name, record] : records) {
            QVERIFY2(!record.deflated && record.crc == crc32Of(record.bytes), name.c_str());
            const auto place = record.bytes.data() - bytesOf(archive).data();
            QVERIFY2(place % 64 == 0, name.c_str());
        }
        writeTorchFile(m_folder / "again.pt", sound());
        QVERIFY(readText(m_folder / "again.pt") == archive);
        const auto pickle = records.at("archive/data.pkl").bytes;
        const auto root = unpickle(pickle);
        QVERIFY(std::holds_alternative<PickleDict>(root.root));
    }

    void moreRecordsThanSixteenBitsCount() {
        std::string archive;
        ZipWriter zip([&archive](std::span<const std::byte> bytes) {
            archive.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
        });
        constexpr int kRecords = 70000;
        for (int i = 0; i < kRecords; ++i)
            zip.add("r/" + std::to_string(i), std::to_string(i));
        zip.finish();
        const auto records = readZipDirectory(bytesOf(archive));
        QCOMPARE(records.size(), std::size_t{kRecords});
        const auto last = records.at("r/69999").bytes;
        QVERIFY(std::string(reinterpret_cast<const char*>(last.data()), last.size()) == "69999");
    }

    void pythonLoadsIt() {
        const auto file = m_folder / "python.pt";
        writeTorchFile(file, sound());
        const PythonRun run = runPythonWithTorch(R"(
import sys, torch
for mapped in (False, True):
    v = torch.load(sys.argv[1], weights_only=True, mmap=mapped)
    assert v["images"].shape == (1, 2, 3) and v["images"].dtype == torch.float32
    assert v["images"].flatten().tolist()[:5] == [0, 1.5, -2, 3, 4]
    assert v["bytes"].tolist() == [0, 1, 255] and v["bytes"].dtype == torch.uint8
    assert v["none"].shape == (0, 4) and v["one"].item() == 2.5 and v["one"].dim() == 0
    t = v["trajectories"]
    assert len(t) == 1 and len(t[0]) == 2 and t[0][1][1].tolist() == [7, -1]
    assert t[0][0][0].is_contiguous() and not t[0][0][0].requires_grad
    assert v["empty"] == [] and v["rate"] == 0.01 and v["small"] == 200 and v["below"] == -70000
    assert v["large"] == -2**63 and v["yes"] is True and v["text"] == "gr\u00f6\u00dfer"
print("loaded")
)",
                                                 {QString::fromStdString(file.string())});
        LD3M_NEEDS_PYTHON(run);
        QVERIFY2(run.code == 0 && run.out.contains("loaded"), qPrintable(run.error));
    }

    void mistakesOfTheProgrammerAreNamed() {
        const auto file = m_folder / "wrong.pt";
        QVERIFY_THROWS_EXCEPTION(std::logic_error, writeTorchFile(file, tensor("F32", {7}, kSix)));
        QVERIFY_THROWS_EXCEPTION(std::logic_error, writeTorchFile(file, tensor("C64", {3}, kSix)));
        QVERIFY(!std::filesystem::exists(file));
    }

    void aRefusingDiskLeavesNothing() {
        writeAtomically(m_folder / "file", "not a folder");
        QVERIFY_THROWS_EXCEPTION(ld3m::base::RunError, writeTorchFile(m_folder / "file/x.pt", sound()));
    }
};

QTEST_GUILESS_MAIN(TorchWriterTest)
#include "torch_writer_test.moc"
