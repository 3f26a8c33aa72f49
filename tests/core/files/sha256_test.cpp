#include "core/files/sha256.h"

#include <fstream>

#include <QCryptographicHash>
#include <QtTest>

#include "core/base/error.h"
#include "tests/support/temporary_folder.h"

using ld3m::files::sha256Of;
using ld3m::tests::TemporaryFolder;

class Sha256Test : public QObject {
    Q_OBJECT
private Q_SLOTS:
    // The examples published with FIPS 180-4.
    void standardVectors_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QString>("digest");
        QTest::newRow("empty") << QByteArray()
                               << "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
        QTest::newRow("one block") << QByteArray("abc")
                                   << "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        QTest::newRow("two blocks") << QByteArray("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")
                                    << "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1";
        QTest::newRow("a million a") << QByteArray(1000000, 'a')
                                     << "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
    }
    void standardVectors() {
        QFETCH(QByteArray, message);
        QFETCH(QString, digest);
        const TemporaryFolder folder;
        std::ofstream(folder / "a", std::ios::binary) << message.toStdString();
        QCOMPARE(QString::fromStdString(sha256Of(folder / "a")), digest);
    }

    // Every length around the padding's edges, against Qt's own.
    void everyLengthUpToThreeBlocks() {
        const TemporaryFolder folder;
        QByteArray message;
        for (int length = 0; length <= 192; ++length) {
            std::ofstream(folder / "a", std::ios::binary) << message.toStdString();
            QCOMPARE(QByteArray::fromStdString(sha256Of(folder / "a")),
                     QCryptographicHash::hash(message, QCryptographicHash::Sha256).toHex());
            message.append(static_cast<char>(length * 37));
        }
    }

    void refusesAMissingFile() {
        const TemporaryFolder folder;
        QVERIFY_THROWS_EXCEPTION(ld3m::base::InputError, sha256Of(folder / "none"));
    }
};

QTEST_APPLESS_MAIN(Sha256Test)
#include "sha256_test.moc"
