#include "core/projects/sheet_file.h"

#include <QtTest>

#include "core/base/error.h"
#include "core/files/safetensors.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using namespace ld3m::projects;
using ld3m::reports::ImageSheet;
using ld3m::tests::TemporaryFolder;

namespace {

// Two classes of three 2 x 5 images.
ImageSheet smallSheet() {
    std::vector<std::uint8_t> bytes(6 * 2 * 5 * 3);
    for (std::size_t i = 0; i < bytes.size(); ++i)
        bytes[i] = static_cast<std::uint8_t>(i * 7);
    return {
        40, 3, 2, 5, {"tabby, cat", "\u00fc\"x"}, std::make_shared<const std::vector<std::uint8_t>>(bytes)};
}

} // namespace

class SheetFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void readsWhatItWrote() {
        const TemporaryFolder folder;
        const ImageSheet sheet = smallSheet();
        writeSheet(folder / "images/000040.safetensors", sheet);
        const ImageSheet back = readSheet(folder / "images/000040.safetensors");
        QCOMPARE(back.iteration, std::int64_t{40});
        QCOMPARE(back.ipc, std::int64_t{3});
        QCOMPARE(back.height, std::int64_t{2});
        QCOMPARE(back.width, std::int64_t{5});
        QCOMPARE(back.class_names, sheet.class_names);
        QVERIFY(*back.rgb == *sheet.rgb);
    }

    void isTheDocumentedTensor() {
        const TemporaryFolder folder;
        writeSheet(folder / "a", smallSheet());
        const auto file = ld3m::files::SafetensorsFile::open(folder / "a");
        QCOMPARE(file.tensors().at("images").dtype, std::string("U8"));
        QCOMPARE(file.tensors().at("images").shape, (std::vector<std::int64_t>{6, 2, 5, 3}));
    }

    void refusesWhatIsNoSheet_data() {
        QTest::addColumn<QString>("dtype");
        QTest::addColumn<int>("images");
        QTest::addColumn<QString>("ipc");
        QTest::addColumn<QString>("names");
        QTest::addColumn<QString>("words");
        QTest::newRow("type") << "I8" << 2 << "1"
                              << "[\"a\",\"b\"]"
                              << "not bytes of shape";
        QTest::newRow("count") << "U8" << 3 << "1"
                               << "[\"a\",\"b\"]"
                               << "3 images for 2 classes of 1";
        QTest::newRow("no classes") << "U8" << 2 << "1"
                                    << "[]"
                                    << "for 0 classes";
        QTest::newRow("ipc") << "U8" << 2 << "one"
                             << "[\"a\",\"b\"]"
                             << "its ipc is \"one\"";
        QTest::newRow("huge ipc") << "U8" << 2 << "9223372036854775807"
                                  << "[\"a\",\"b\"]"
                                  << "2 images for";
        QTest::newRow("names") << "U8" << 2 << "1"
                               << "{\"a\":1}"
                               << "not a list of texts";
        QTest::newRow("names no JSON") << "U8" << 2 << "1"
                                       << "a, b"
                                       << "not a list of texts";
    }
    void refusesWhatIsNoSheet() {
        QFETCH(QString, dtype);
        QFETCH(int, images);
        QFETCH(QString, ipc);
        QFETCH(QString, names);
        QFETCH(QString, words);
        const TemporaryFolder folder;
        const std::vector<std::uint8_t> bytes(static_cast<std::size_t>(images) * 3);
        ld3m::files::writeSafetensors(
            folder / "a",
            {{"images", {dtype.toStdString(), {images, 1, 1, 3}, std::as_bytes(std::span(bytes))}}},
            {{"iteration", "0"}, {"ipc", ipc.toStdString()}, {"class_names", names.toStdString()}});
        const QString message = ld3m::tests::messageOf<InputError>([&] { readSheet(folder / "a"); });
        QVERIFY2(message.contains(words), qPrintable(message));
    }

    void refusesAnotherSafetensorsFile() {
        const TemporaryFolder folder;
        ld3m::files::writeSafetensors(folder / "a", {}, {});
        const QString message = ld3m::tests::messageOf<InputError>([&] { readSheet(folder / "a"); });
        QVERIFY2(message.contains("no tensor \"images\""), qPrintable(message));
        QVERIFY_THROWS_EXCEPTION(InputError, readSheet(folder / "none"));
    }
};

QTEST_APPLESS_MAIN(SheetFileTest)
#include "sheet_file_test.moc"
