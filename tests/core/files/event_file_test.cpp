// TensorBoard's event files, byte by byte. tests/app/cli/export_test.cpp asks TensorBoard itself.
#include "core/files/event_file.h"

#include <bit>
#include <limits>

#include <QtTest>

#include "core/files/atomic_file.h"
#include "core/files/tfrecord.h"
#include "tests/support/bytes.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using tests::little;

namespace {

std::string doubleBits(double value) {
    return little(std::bit_cast<std::uint64_t>(value), 8);
}
std::string floatBits(float value) {
    return little(std::bit_cast<std::uint32_t>(value), 4);
}

} // namespace

class EventFileTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    std::string m_content;

    std::vector<std::string> records(const files::EventFile& events) {
        m_content = files::readText(events.write(m_folder.path()));
        std::vector<std::string> records;
        for (const std::string_view record : files::tfRecordsIn(m_content, "events"))
            records.emplace_back(record);
        return records;
    }

private Q_SLOTS:
    void beginsWithItsVersion() {
        const auto all = records(files::EventFile(1.5));
        QCOMPARE(all.size(), std::size_t{1});
        QCOMPARE(all[0], "\x09" + doubleBits(1.5) + "\x1a\x0d" + "brain.Event:2");
    }

    void theNameIsWhatTensorBoardLooksFor() {
        const auto name = files::EventFile(1700000000.9).write(m_folder.path()).filename().string();
        QVERIFY2(QRegularExpression("^events\\.out\\.tfevents\\.1700000000\\..+\\.[0-9]+\\.[0-9]+$")
                     .match(QString::fromStdString(name))
                     .hasMatch(),
                 name.c_str());
    }

    void scalarsAreTagAndFloat() {
        files::EventFile events(0);
        events.scalars(300, 2, {{"loss", 0.25}});
        // Value {1: "loss", 2: 0.25} in Summary {1: ...} in Event {1: wall, 2: step, 5: ...}; 300 is ac 02
        const std::string value = std::string("\x0a\x04loss\x15") + floatBits(0.25F);
        const std::string summary = "\x0a" + std::string(1, static_cast<char>(value.size())) + value;
        QCOMPARE(records(events)[1], "\x09" + doubleBits(2) + "\x10\xac\x02" + "\x2a" +
                                         std::string(1, static_cast<char>(summary.size())) + summary);
    }

    void severalValuesShareAnEventAndNotANumberIsLeftOut() {
        files::EventFile events(0);
        const double nan = std::numeric_limits<double>::quiet_NaN();
        events.scalars(1, 0, {{"a", 1}, {"b", nan}, {"c", 3}});
        events.scalars(2, 0, {{"b", nan}});
        const auto all = records(events);
        QCOMPARE(all.size(), std::size_t{2});
        QVERIFY(all[1].find("\x01"
                            "a") != std::string::npos);
        QVERIFY(all[1].find("\x01"
                            "c") != std::string::npos);
        QVERIFY(all[1].find("\x01"
                            "b") == std::string::npos);
    }

    void aPictureIsSizeColoursAndPng() {
        files::EventFile events(0);
        events.image(7, 0, "images", "PNGBYTES", 34, 200);
        const std::string picture = std::string("\x08\x22\x10\xc8\x01\x18\x03\x22\x08") + "PNGBYTES";
        QVERIFY(records(events)[1].find("\x22" + std::string(1, static_cast<char>(picture.size())) +
                                        picture) != std::string::npos);
    }
};

QTEST_APPLESS_MAIN(EventFileTest)
#include "event_file_test.moc"
