#include "core/files/torch_archive.h"

#include <QtTest>

#include "tests/support/stored_numbers.h"
#include "tests/support/torch_bytes.h"
#include "tests/support/unsound.h"

using namespace ld3m::files;
using namespace ld3m::tests;
using namespace std::string_literals;

namespace {

const std::vector<double> kNineFromTwo = {2, 3, 4, 5, 6, 7, 8, 9, 10};

TensorFile read(const std::string& archive) {
    TensorFile file;
    file.memory = std::make_shared<TensorMemory>();
    readTorchArchive(bytesOf(archive), file);
    return file;
}

QString wrongWith(const std::vector<ZipEntry>& entries) {
    const std::string archive = zipBytes(entries);
    return wrongIn([&] { read(archive); });
}

std::vector<ZipEntry> sound() {
    return {{"model/data.pkl", dictOf(tensorCall(storageId()))}, {"model/data/7", twelveFloats()}};
}

std::vector<ZipEntry> with(const ZipEntry& entry) {
    std::vector<ZipEntry> entries = sound();
    entries.push_back(entry);
    return entries;
}

} // namespace

class TorchArchiveTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensorsStayInTheArchive() {
        const std::string archive = zipBytes(sound());
        QVERIFY(isTorchArchive(bytesOf(archive)));
        const TensorFile file = read(archive);
        const StoredTensor& w = file.tensors.at("w");
        QCOMPARE(w.dtype, std::string("F32"));
        QCOMPARE(w.shape, (std::vector<std::int64_t>{3, 3}));
        QCOMPARE(numbersOf(w), kNineFromTwo);
        QVERIFY(w.bytes.data() == bytesOf(archive).data() + archive.find(twelveFloats()) + 8);
        QCOMPARE(w.bytes.size(), std::size_t(36)); // from its first element to its last
        QVERIFY(file.memory->copies.empty());
    }

    void otherByteOrderIsSwapped() {
        std::string swapped = twelveFloats();
        for (std::size_t i = 0; i < swapped.size(); i += 4)
            std::reverse(swapped.begin() + static_cast<std::ptrdiff_t>(i),
                         swapped.begin() + static_cast<std::ptrdiff_t>(i + 4));
        auto entries = with({"model/byteorder", "big"});
        entries[1].bytes = swapped;
        const std::string archive = zipBytes(entries);
        QCOMPARE(numbersOf(read(archive).tensors.at("w")), kNineFromTwo);
        QVERIFY(wrongWith(with({"model/byteorder", "middle"})).contains("neither little nor big"));
        const std::string little = zipBytes(with({"model/byteorder", "little"}));
        QCOMPARE(numbersOf(read(little).tensors.at("w")), kNineFromTwo);
    }

    void deflatedRecordsAreUnpacked() {
        // A stored block is valid deflate: last block, kind 0, length, its complement, bytes.
        const auto deflated = [](const std::string& content) {
            return "\x01"s + little(content.size(), 2) + little(~content.size(), 2) + content;
        };
        std::vector<ZipEntry> entries = sound();
        for (ZipEntry& entry : entries) {
            entry.method = 8;
            entry.size = entry.bytes.size();
            entry.crc = crc32Of(bytesOf(entry.bytes));
            entry.bytes = deflated(entry.bytes);
        }
        const std::string archive = zipBytes(entries);
        const TensorFile file = read(archive);
        QCOMPARE(numbersOf(file.tensors.at("w")), kNineFromTwo);
        QCOMPARE(file.memory->copies.size(), std::size_t(2));
        entries[1].crc ^= 1;
        QVERIFY(wrongWith(entries).contains("checksum"));
        // What a bomb claims: far more than any file of this size holds.
        entries[0].size = std::uint64_t{200} << 20;
        QVERIFY(wrongWith(entries).contains("grow far beyond"));
        entries[0].size = std::uint64_t{300} << 20;
        QVERIFY(wrongWith(entries).contains("more than any checkpoint's"));
    }

    void otherArchivesAreNamed() {
        QVERIFY(wrongWith({{"vq-f4/model.ckpt", "..."}}).contains("around vq-f4/model.ckpt; unpack it"));
        QVERIFY(wrongWith({{"readme.txt", "..."}}).contains("without a data.pkl"));
        QVERIFY(wrongWith(with({"other/data.pkl", "N."})).contains("2 data.pkl"));
        QVERIFY(wrongWith(with({"model/code/net.py", ""})).contains("TorchScript"));
        QVERIFY(wrongWith(with({"model/constants.pkl", ""})).contains("TorchScript"));
    }

    void recordsFitTheirClaims() {
        std::vector<ZipEntry> entries = sound();
        entries[1].name = "model/data/8";
        QVERIFY(wrongWith(entries).contains("record data/7 is missing"));
        entries = sound();
        entries[1].bytes.pop_back();
        QVERIFY(wrongWith(entries).contains("has 47 bytes, 48 were expected"));
    }

    void tensorsLieInsideTheirStorage_data() {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QString>("words");
        // Offset, shape, strides; \x8a\x08 is an integer of eight bytes.
        const std::string huge = "\x8a\x08\0\0\0\0\0\0\0\x40"s; // 2^62
        const auto row = [](const char* name, const std::string& rest, const char* words) {
            QTest::newRow(name) << QByteArray::fromStdString(rest) << words;
        };
        row("last element", "K\x03K\x03K\x03\x86K\x03K\x01\x86", "");
        row("one behind the last", "K\x04K\x03K\x03\x86K\x03K\x01\x86", "reaches beyond");
        row("stride", "K\x01K\x03K\x03\x86K\x04K\x01\x86", "");
        row("stride too long", "K\x01K\x03K\x03\x86K\x05K\x01\x86", "reaches beyond");
        row("negative offset", "J\xff\xff\xff\xffK\x03\x85K\x01\x85", "begins outside");
        row("offset behind the end", "K\x0dK\x01\x85K\x01\x85", "begins outside");
        row("offset at the end of an empty one", "K\x0cK\x00\x85K\x01\x85"s, "");
        row("huge offset", huge + "K\x03\x85K\x01\x85", "begins outside");
        row("negative size", "K\x02J\xff\xff\xff\xff\x85K\x01\x85", "negative");
        row("negative stride", "K\x02K\x03\x85J\xff\xff\xff\xff\x85", "negative");
        row("huge size", "K\x02" + huge + "\x85K\x01\x85", "beyond any memory");
        row("product of sizes", "K\x02" + huge + "K\x04\x86K\x00K\x00\x86"s, "beyond any memory");
        row("huge stride", "K\x02K\x03\x85" + huge + "\x85", "beyond any memory");
        row("ranks differ", "K\x02K\x03\x85K\x03K\x01\x86", "different length");
        row("repeated a little", "K\x02M\xff\xff\x85K\x00\x85"s, "");
        row("repeated without end", "K\x02J\xff\xff\xff\x7f\x85K\x00\x85"s, "repeats");
    }
    void tensorsLieInsideTheirStorage() {
        QFETCH(QByteArray, rest);
        QFETCH(QString, words);
        std::vector<ZipEntry> entries = sound();
        entries[0].bytes = dictOf(tensorCall(storageId(), rest.toStdString()));
        const QString reason = wrongWith(entries);
        QVERIFY2(words.isEmpty() ? reason == "(nothing was thrown)" : reason.contains(words),
                 qPrintable(reason));
        QVERIFY2(words.isEmpty() || reason.contains("tensor \"w\""), qPrintable(reason));
    }

    void complexNumbersAreLeftOut() {
        std::vector<ZipEntry> entries = sound();
        entries[0].bytes = dictOf(tensorCall(storageId("ctorch\nComplexFloatStorage\n")));
        const std::string archive = zipBytes(entries);
        const TensorFile file = read(archive);
        QVERIFY(file.tensors.empty());
        QCOMPARE(file.left_out, std::vector<std::string>{"w (complex or untyped numbers)"});
    }
};

QTEST_APPLESS_MAIN(TorchArchiveTest)
#include "torch_archive_test.moc"
