#include "core/files/inflate.h"

#include <QtTest>

#include "tests/support/bytes.h"
#include "tests/support/unsound.h"

using namespace ld3m::files;
using namespace ld3m::tests;

namespace {

std::string textOf(const std::vector<std::byte>& bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string fromHex(const char* hex) {
    return QByteArray::fromHex(hex).toStdString();
}

/// Bits as RFC 1951 packs them: numbers from their lowest bit, Huffman codes from their highest.
class BitWriter {
public:
    BitWriter& number(unsigned value, int bits) {
        for (int i = 0; i < bits; ++i)
            bit(value >> i & 1u);
        return *this;
    }
    BitWriter& code(unsigned value, int bits) {
        for (int i = bits; i-- > 0;)
            bit(value >> i & 1u);
        return *this;
    }
    std::string bytes() const { return m_bytes; }

private:
    void bit(unsigned value) {
        if (m_used == 0)
            m_bytes += '\0';
        m_bytes.back() = static_cast<char>(m_bytes.back() | static_cast<char>(value << m_used));
        m_used = (m_used + 1) % 8;
    }
    std::string m_bytes;
    int m_used = 0;
};

/// A stored block that is not the last.
std::string storedBlock(const std::string& content) {
    const auto size = content.size();
    return std::string(1, '\0') + little(size, 2) + little(~size, 2) + content;
}

} // namespace

class InflateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // Streams of zlib, and what went into them.
    void unpacksWhatZlibPacked_data() {
        QTest::addColumn<QByteArray>("packed");
        QTest::addColumn<QByteArray>("content");
        QByteArray skewed;
        for (int i = 0; i < 600; ++i)
            skewed += static_cast<char>((i * i * 7 + i / 3) % 37 + 65);
        QTest::newRow("stored") << QByteArray("010500faff68656c6c6f") << QByteArray("hello");
        QTest::newRow("fixed code") << QByteArray("4b4c4a4e842100") << QByteArray("abcabcabcabc");
        QTest::newRow("own code")
            << QByteArray("edcd810d84200c00c0d92a208da608588d204530baff0a0ef27f0b1ca014259dac87d7"
                          "693cf72bc676c88cd1d8dd6d1a0814131bb5184c5c88b2df86dbd68a8f3eb8c6f53ebb"
                          "77897c4b3d2c25303495134877d36a469ec3d3c67a4d034a7e73b1f0ef7ea3fb00")
            << skewed;
        QTest::newRow("empty") << QByteArray("0300") << QByteArray();
    }
    void unpacksWhatZlibPacked() {
        QFETCH(QByteArray, packed);
        QFETCH(QByteArray, content);
        const std::string bytes = fromHex(packed.constData());
        QCOMPARE(textOf(inflate(bytesOf(bytes), static_cast<std::uint64_t>(content.size()))),
                 content.toStdString());
    }

    void reachesFarBack() {
        std::string content;
        for (int i = 0; i < 5000; ++i)
            content += static_cast<char>(i * 31 % 251);
        // The last block, fixed code: length 10 (symbol 264), distance 5000 (symbol 24, base 4097, 11 bits),
        // end.
        const std::string match = BitWriter()
                                      .number(1, 1)
                                      .number(1, 2)
                                      .code(8, 7)
                                      .code(24, 5)
                                      .number(5000 - 4097, 11)
                                      .code(0, 7)
                                      .bytes();
        const std::string packed = storedBlock(content) + match;
        QCOMPARE(textOf(inflate(bytesOf(packed), 5010)), content + content.substr(0, 10));
        const std::string tooFar = storedBlock(content.substr(1)) + match;
        QVERIFY(wrongIn([&] { inflate(bytesOf(tooFar), 5009); }).contains("damaged"));
    }

    void theStatedSizeIsExact() {
        const std::string packed = fromHex("4b4c4a4e842100");
        QVERIFY(wrongIn([&] { inflate(bytesOf(packed), 11); }).contains("longer than stated"));
        QVERIFY(wrongIn([&] { inflate(bytesOf(packed), 13); }).contains("shorter than stated"));
        // A claim of 2^60 bytes takes no memory.
        QVERIFY(wrongIn([&] { inflate(bytesOf(packed), std::uint64_t{1} << 60); }).contains("shorter"));
    }

    void damageIsNoticed_data() {
        QTest::addColumn<QByteArray>("packed");
        QTest::newRow("nothing") << QByteArray("");
        QTest::newRow("cut") << QByteArray("4b4c4a4e");
        QTest::newRow("unknown block") << QByteArray("07");
        QTest::newRow("stored length and its complement differ") << QByteArray("010500faf068656c6c6f");
        QTest::newRow("a code with too many short words") << QByteArray("05e0ffffffffffffffffffffffff");
    }
    void damageIsNoticed() {
        QFETCH(QByteArray, packed);
        const std::string bytes = fromHex(packed.constData());
        const QString reason = wrongIn([&] { inflate(bytesOf(bytes), 1000); });
        QVERIFY2(reason.contains("damaged") || reason.contains("too early"), qPrintable(reason));
    }

    // The check value that the polynomial's definition comes with.
    void checksum() {
        QCOMPARE(crc32Of(bytesOf("123456789")), std::uint32_t(0xcbf43926));
        QCOMPARE(crc32Of({}), std::uint32_t(0));
    }
};

QTEST_APPLESS_MAIN(InflateTest)
#include "inflate_test.moc"
