#include "core/files/zip_directory.h"

#include <QtTest>

#include "tests/support/unsound.h"
#include "tests/support/zip_bytes.h"

using namespace ld3m::files;
using namespace ld3m::tests;

namespace {

std::string textOf(const ZipRecord& record) {
    return {reinterpret_cast<const char*>(record.bytes.data()), record.bytes.size()};
}

QString wrongWith(const std::string& archive) {
    return wrongIn([&] { readZipDirectory(bytesOf(archive)); });
}

/// The archive with `bytes` written at `at` (from the end where negative).
std::string patched(std::string archive, std::ptrdiff_t at, const std::string& bytes) {
    const auto place =
        static_cast<std::size_t>(at < 0 ? static_cast<std::ptrdiff_t>(archive.size()) + at : at);
    return archive.replace(place, bytes.size(), bytes);
}

const std::vector<ZipEntry> kTwo = {{"a/one", "first"}, {"a/two", "second record"}};

} // namespace

class ZipDirectoryTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void recordsLieWhereTheyAre_data() {
        QTest::addColumn<bool>("with64");
        QTest::addColumn<QString>("comment");
        QTest::newRow("plain") << false << "";
        QTest::newRow("64-bit extension") << true << "";
        QTest::newRow("comment") << false << "written by hand";
    }
    void recordsLieWhereTheyAre() {
        QFETCH(bool, with64);
        QFETCH(QString, comment);
        const std::string archive = zipBytes(kTwo, with64, comment.toStdString());
        const auto records = readZipDirectory(bytesOf(archive));
        QCOMPARE(records.size(), std::size_t(2));
        QCOMPARE(textOf(records.at("a/one")), std::string("first"));
        QCOMPARE(textOf(records.at("a/two")), std::string("second record"));
        QCOMPARE(records.at("a/two").size, std::uint64_t(13));
        QVERIFY(!records.at("a/two").deflated);
        QCOMPARE(records.at("a/one").crc, crc32Of(bytesOf("first")));
        QVERIFY(records.at("a/one").bytes.data() ==
                bytesOf(archive).data() + archive.find("first")); // mapped, not copied
    }

    void deflatedRecordsAreMarked() {
        const std::string archive = zipBytes({{"d", "packed", 8, 1000}});
        const ZipRecord record = readZipDirectory(bytesOf(archive)).at("d");
        QVERIFY(record.deflated);
        QCOMPARE(record.size, std::uint64_t(1000));
        QCOMPARE(textOf(record), std::string("packed"));
    }

    void emptyArchive() {
        const std::string archive = zipBytes({});
        QVERIFY(readZipDirectory(bytesOf(archive)).empty());
    }

    void contradictionsAreRefused() {
        const std::string archive = zipBytes(kTwo);
        const std::string with64 = zipBytes(kTwo, true);
        const auto central = static_cast<std::ptrdiff_t>(archive.find("PK\x01\x02"));
        QVERIFY(wrongWith("").contains("directory is missing"));
        QVERIFY(wrongWith(archive.substr(0, archive.size() - 1)).contains("directory is missing"));
        QVERIFY(wrongWith(archive + "x").contains("directory is missing"));
        // End record: volumes at 4, records at 10, size at 12, offset at 16.
        QVERIFY(wrongWith(patched(archive, -18, little(1, 2))).contains("split"));
        QVERIFY(wrongWith(patched(archive, -12, little(1, 2))).contains("more records than it states"));
        QVERIFY(wrongWith(patched(archive, -12, little(3, 2))).contains("too early"));
        QVERIFY(wrongWith(patched(archive, -10, little(0xfffffff0, 4))).contains("outside the file"));
        QVERIFY(wrongWith(patched(archive, -6, little(0xfffffff0, 4))).contains("outside the file"));
        QVERIFY(wrongWith(patched(archive, central, "XX")).contains("damaged"));
        // Directory entry: method at 10, sizes at 20 and 24, offset at 42.
        QVERIFY(wrongWith(patched(archive, central + 10, little(99, 2))).contains("unknown method 99"));
        QVERIFY(wrongWith(patched(archive, central + 20, little(6, 4))).contains("two sizes"));
        QVERIFY(wrongWith(patched(archive, central + 20, little(0x7fffffff, 4))).contains("too early"));
        QVERIFY(wrongWith(patched(archive, central + 42, little(0xfffffff, 4))).contains("outside the file"));
        QVERIFY(
            wrongWith(patched(archive, central + 42, little(1, 4))).contains("not where the directory says"));
        QVERIFY(wrongWith(patched(archive, 30, "b")).contains("contradicts"));
        QVERIFY(wrongWith(zipBytes({{"a", "x"}, {"a", "y"}})).contains("two zip records named a"));
        QVERIFY(wrongWith(zipBytes({{"a", "x", 0, 1, 0, 1}})).contains("encrypted"));
        // 64-bit locator: 42 from the end, its offset 8 behind; end record 64: records at 32.
        QVERIFY(wrongWith(patched(with64, -34, little(~std::uint64_t{0}, 8))).contains("outside the file"));
        QVERIFY(wrongWith(patched(with64, -34, little(0, 8))).contains("64-bit zip directory is missing"));
        QVERIFY(wrongWith(patched(with64, -98 + 32, little(std::uint64_t{1} << 40, 8)))
                    .contains("more than any"));
    }
};

QTEST_APPLESS_MAIN(ZipDirectoryTest)
#include "zip_directory_test.moc"
