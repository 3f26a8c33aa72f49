#include "core/files/byte_reader.h"

#include <QtTest>

#include "tests/support/bytes.h"
#include "tests/support/unsound.h"

using namespace ld3m::files;
using namespace ld3m::tests;

class ByteReaderTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsLowestByteFirst() {
        ByteReader reader(bytesOf("\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f"));
        QCOMPARE(reader.u8(), std::uint8_t(0x01));
        QCOMPARE(reader.u16(), std::uint16_t(0x0302));
        QCOMPARE(reader.u32(), std::uint32_t(0x07060504));
        QCOMPARE(reader.u64(), std::uint64_t(0x0f0e0d0c0b0a0908));
        QCOMPARE(reader.left(), std::size_t(0));
        QCOMPARE(reader.at(), std::size_t(15));
    }

    void linesEndAtLineFeeds() {
        ByteReader reader(bytesOf("one\n\ntwo"));
        QVERIFY(reader.line() == "one");
        QVERIFY(reader.line().empty());
        QVERIFY(wrongIn([&] { reader.line(); }).contains("too early"));
    }

    void nothingBeyondTheEnd() {
        ByteReader reader(bytesOf("abc"), 1);
        QVERIFY(wrongIn([&] { reader.u32(); }).contains("too early"));
        QVERIFY(wrongIn([&] { reader.take(~std::uint64_t{0}); }).contains("too early"));
        QVERIFY(reader.text(2) == "bc");
        QVERIFY(wrongIn([&] { reader.u8(); }).contains("too early"));
        ByteReader outside(bytesOf("abc"), 7);
        QCOMPARE(outside.left(), std::size_t(0));
        QVERIFY(wrongIn([&] { outside.u8(); }).contains("too early"));
    }
};

QTEST_APPLESS_MAIN(ByteReaderTest)
#include "byte_reader_test.moc"
