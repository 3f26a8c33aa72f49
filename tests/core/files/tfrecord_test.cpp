// Record framing, against the checksums that RFC 3720 and the format's own description print.
#include "core/files/tfrecord.h"

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/bytes.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using tests::little;

class TfrecordTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void checksums_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<quint32>("sum");
        QByteArray rising(32, 0), falling(32, 0);
        for (int i = 0; i < 32; ++i) {
            rising[i] = static_cast<char>(i);
            falling[i] = static_cast<char>(31 - i);
        }
        QTest::newRow("nothing") << QByteArray() << quint32{0};
        QTest::newRow("check word") << QByteArray("123456789") << quint32{0xe3069283};
        // RFC 3720, B.4
        QTest::newRow("zeros") << QByteArray(32, '\0') << quint32{0x8a9136aa};
        QTest::newRow("ones") << QByteArray(32, '\xff') << quint32{0x62a8ab43};
        QTest::newRow("rising") << rising << quint32{0x46dd794e};
        QTest::newRow("falling") << falling << quint32{0x113fdb5c};
    }
    void checksums() {
        QFETCH(QByteArray, bytes);
        QFETCH(quint32, sum);
        QCOMPARE(files::crc32c({bytes.data(), static_cast<std::size_t>(bytes.size())}), sum);
    }

    void theMaskTurnsBy15AndAdds() {
        const std::uint32_t sum = 0xe3069283;
        QCOMPARE(files::maskedCrc32c("123456789"), ((sum >> 15) | (sum << 17)) + 0xa282ead8u);
    }

    void aRecordIsLengthSumPayloadSum() {
        std::string out;
        files::appendTfRecord(out, "abc");
        const std::string length = little(3, 8);
        QCOMPARE(out, length + little(files::maskedCrc32c(length), 4) + "abc" +
                          little(files::maskedCrc32c("abc"), 4));
    }

    void recordsComeBack() {
        std::string out;
        const std::string binary("\0\xff\n", 3);
        for (const std::string& payload : {std::string("first"), std::string(), binary})
            files::appendTfRecord(out, payload);
        const auto back = files::tfRecordsIn(out, "events");
        QCOMPARE(back.size(), std::size_t{3});
        QVERIFY(back[0] == "first" && back[1].empty() && back[2] == binary);
        QVERIFY(files::tfRecordsIn("", "events").empty());
    }

    void damageIsNamed_data() {
        QTest::addColumn<int>("at");
        QTest::addColumn<QString>("words");
        QTest::newRow("length") << 0 << "checksum of its length";
        QTest::newRow("sum of the length") << 9 << "checksum of its length";
        QTest::newRow("payload") << 13 << "checksum of its content";
        QTest::newRow("last byte gone") << -1 << "ends too early";
    }
    void damageIsNamed() {
        QFETCH(int, at);
        QFETCH(QString, words);
        std::string out;
        files::appendTfRecord(out, "whole");
        const std::size_t second = out.size();
        files::appendTfRecord(out, "damaged");
        if (at < 0)
            out.pop_back();
        else
            out[second + static_cast<std::size_t>(at)] ^= 1;
        const QString message =
            tests::messageOf<base::InputError>([&] { files::tfRecordsIn(out, "the events"); });
        QVERIFY2(message.contains(words) && message.contains("Record 2 of the events"), qPrintable(message));
    }
};

QTEST_APPLESS_MAIN(TfrecordTest)
#include "tfrecord_test.moc"
