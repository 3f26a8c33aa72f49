#include <QtTest>

#include "core/images/integrity.h"

using namespace ld3m;
using namespace std::string_literals;

namespace {

/// Start, one segment of 4 bytes (with an end mark inside, as thumbnails have), a scan and its data.
const std::string kJpeg =
    "\xFF\xD8"s + "\xFF\xE1\0\x04\xFF\xD9"s + "\xFF\xDA\0\x02"s + "pixels"s + "\xFF\xD9"s;

std::string chunk(const std::string& type, const std::string& data) {
    return "\0\0\0"s + static_cast<char>(data.size()) + type + data + "crc."s;
}

const std::string kPng =
    "\x89PNG\r\n\x1A\n"s + chunk("IHDR", "header") + chunk("IDAT", "pixels") + chunk("IEND", "");

} // namespace

class IntegrityTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void wholeFilesPass() {
        QVERIFY(images::isWhole(kJpeg));
        QVERIFY(images::isWhole(kPng));
        QVERIFY(images::isWhole("RIFF\x08\0\0\0WEBPdata"s));
        QVERIFY(images::isWhole("BM\x08\0\0\0\0\0"s));
        QVERIFY(images::isWhole("something else"s));
    }

    void bytesBehindTheEndDoNotMatter() {
        QVERIFY(images::isWhole(kJpeg + "appended"));
        QVERIFY(images::isWhole(kPng + "appended"));
    }

    void everyCutIsSeen() {
        for (std::size_t size = 3; size < kJpeg.size(); ++size)
            QVERIFY2(!images::isWhole(kJpeg.substr(0, size)), qPrintable(QString::number(size)));
        for (std::size_t size = 8; size < kPng.size(); ++size)
            QVERIFY2(!images::isWhole(kPng.substr(0, size)), qPrintable(QString::number(size)));
        QVERIFY(!images::isWhole("RIFF\x09\0\0\0WEBPdata"s));
        QVERIFY(!images::isWhole("BM\x09\0\0\0\0\0"s));
    }

    void aLengthBeyondTheFileIsNotFollowed() {
        QVERIFY(!images::isWhole("\xFF\xD8\xFF\xE1\xFF\xFF..."s));
        QVERIFY(!images::isWhole("\x89PNG\r\n\x1A\n\xFF\xFF\xFF\xFFIDAT........"s));
    }
};

QTEST_APPLESS_MAIN(IntegrityTest)
#include "integrity_test.moc"
