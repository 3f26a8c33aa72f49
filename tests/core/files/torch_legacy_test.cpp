#include "core/files/torch_legacy.h"

#include <QtTest>

#include "tests/support/stored_numbers.h"
#include "tests/support/torch_bytes.h"
#include "tests/support/unsound.h"

using namespace ld3m::files;
using namespace ld3m::tests;
using namespace std::string_literals;

namespace {

const std::string kObject = dictOf(tensorCall(storageId()));
const std::string kKeys = "\x80\x02]U\x01"
                          "7a.";

std::string count(std::uint64_t elements) {
    return little(elements, 8);
}

TensorFile read(const std::string& stream) {
    TensorFile file;
    file.memory = std::make_shared<TensorMemory>();
    readTorchLegacy(bytesOf(stream), file);
    return file;
}

QString wrongWith(const std::string& stream) {
    return wrongIn([&] { read(stream); });
}

} // namespace

class TorchLegacyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void tensorsStayInTheStream() {
        const std::string stream = legacyHead() + kObject + kKeys + count(12) + twelveFloats();
        QVERIFY(isTorchLegacy(bytesOf(stream)));
        const TensorFile file = read(stream);
        QCOMPARE(numbersOf(file.tensors.at("w")), (std::vector<double>{2, 3, 4, 5, 6, 7, 8, 9, 10}));
        QVERIFY(file.tensors.at("w").bytes.data() == bytesOf(stream).data() + stream.size() - 48 + 8);
    }

    void otherStreamsAreNone() {
        const std::string stream = legacyHead() + kObject + kKeys + count(12) + twelveFloats();
        for (std::size_t i = 2; i < 15; ++i) {
            std::string other = stream;
            other[i] = static_cast<char>(other[i] ^ 1);
            QVERIFY(!isTorchLegacy(bytesOf(other)));
        }
        QVERIFY(!isTorchLegacy(bytesOf(stream.substr(0, 14))));
        QVERIFY(!isTorchLegacy({}));
    }

    void refusals() {
        const std::string head = legacyHead();
        const std::string rest = count(12) + twelveFloats();
        QVERIFY(wrongWith(legacyHead("M\xea\x03") + kObject + kKeys + rest).contains("protocol is not 1001"));
        const std::string big = QByteArray::fromStdString(head).replace("\x88s.", "\x89s.").toStdString();
        QVERIFY(wrongWith(big + kObject + kKeys + rest).contains("little-endian"));
        QVERIFY(wrongWith(head + kObject + kKeys + rest.substr(0, 55)).contains("too early"));
        QVERIFY(wrongWith(head + kObject + kKeys + count(11) + twelveFloats()).contains("two sizes"));
        QVERIFY(wrongWith(head + kObject + kKeys + count(~std::uint64_t{0})).contains("two sizes"));
        QVERIFY(wrongWith(head + kObject + "\x80\x02]." + rest).contains("storage 7 is missing"));
        QVERIFY(wrongWith(head + kObject +
                          "\x80\x02]U\x01"
                          "8a." +
                          rest)
                    .contains("no tensor uses"));
        QVERIFY(wrongWith(head + kObject + "\x80\x02N." + rest).contains("list of storages"));
        QVERIFY(wrongWith(head +
                          "\x80\x02"
                          "cposix\nsystem\nU\x04true\x85R." +
                          kKeys + rest)
                    .contains("no tensor uses"));
    }
};

QTEST_APPLESS_MAIN(TorchLegacyTest)
#include "torch_legacy_test.moc"
