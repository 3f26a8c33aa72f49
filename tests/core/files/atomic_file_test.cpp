#include "core/files/atomic_file.h"

#include <algorithm>

#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/full_disk.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using ld3m::base::RunError;
using namespace ld3m::files;
using ld3m::tests::FullDisk;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

namespace {

std::vector<std::string> namesIn(const std::filesystem::path& folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

const std::string kLong(100000, 'x');

} // namespace

class AtomicFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void writesAndReplaces() {
        const TemporaryFolder folder;
        const auto file = folder / "new/deeper/a.txt";
        writeAtomically(file, "one");
        QCOMPARE(readText(file), std::string("one"));
        writeAtomically(file, std::string_view("t\0o", 3));
        QCOMPARE(readText(file), std::string("t\0o", 3));
        writeAtomically(file, "");
        QCOMPARE(readText(file), std::string());
        QCOMPARE(namesIn(file.parent_path()), std::vector<std::string>{"a.txt"});
    }

    void followsTheUmask() {
        const TemporaryFolder folder;
        const mode_t before = ::umask(027);
        writeAtomically(folder / "a", "x");
        ::umask(before);
        const auto rights = std::filesystem::status(folder / "a").permissions();
        QCOMPARE(static_cast<unsigned>(rights), 0640u);
    }

    void readersSeeTheOldFileUntilTheNewIsWhole() {
        const TemporaryFolder folder;
        const auto file = folder / "a";
        writeAtomically(file, "old");
        writeAtomically(file, [&](const auto& write) {
            write(std::as_bytes(std::span("new", 3)));
            QCOMPARE(readText(file), std::string("old"));
            write(std::as_bytes(std::span("er", 2)));
        });
        QCOMPARE(readText(file), std::string("newer"));
    }

    void aProducerThatThrowsChangesNothing() {
        const TemporaryFolder folder;
        const auto file = folder / "a";
        writeAtomically(file, "old");
        QVERIFY_THROWS_EXCEPTION(std::logic_error, writeAtomically(file, [](const auto& write) {
                                     write(std::as_bytes(std::span("half", 4)));
                                     throw std::logic_error("no");
                                 }));
        QCOMPARE(readText(file), std::string("old"));
        QCOMPARE(namesIn(folder.path()), std::vector<std::string>{"a"});
    }

    void aWriteThatFailsHalfWayChangesNothing() {
        const TemporaryFolder folder;
        const auto file = folder / "a.txt";
        writeAtomically(file, "old");
        const FullDisk limit(50000);
        const QString message = messageOf<RunError>([&] { writeAtomically(file, kLong); });
        QVERIFY2(message.contains("a.txt: File too large"), qPrintable(message));
        QCOMPARE(readText(file), std::string("old"));
        QCOMPARE(namesIn(folder.path()), std::vector<std::string>{"a.txt"});
    }

    void aFullDiskChangesNothing() {
        const TemporaryFolder folder;
        if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
            ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=65536") != 0)
            QSKIP("only root may mount a small disk");
        const auto file = folder / "a.txt";
        writeAtomically(file, "old");
        const QString message = messageOf<RunError>([&] { writeAtomically(file, kLong); });
        const std::string kept = readText(file);
        const auto names = namesIn(folder.path());
        ::umount(folder.path().c_str());
        QVERIFY2(message.contains("a.txt: No space left on device"), qPrintable(message));
        QCOMPARE(kept, std::string("old"));
        QCOMPARE(names, std::vector<std::string>{"a.txt"});
    }

    void saysWhyAFolderCannotBeMade() {
        const TemporaryFolder folder;
        writeAtomically(folder / "a", "file, not folder");
        const QString message = messageOf<RunError>([&] { writeAtomically(folder / "a/b", "x"); });
        QVERIFY2(message.contains("a/b: Not a directory"), qPrintable(message));
    }

    void neverReplacesAFolder() {
        const TemporaryFolder folder;
        std::filesystem::create_directory(folder / "a");
        const QString message = messageOf<RunError>([&] { writeAtomically(folder / "a", "x"); });
        QVERIFY2(message.contains("Is a directory"), qPrintable(message));
        QCOMPARE(namesIn(folder.path()), std::vector<std::string>{"a"});
    }

    void readTextNamesWhatIsMissing() {
        const TemporaryFolder folder;
        const QString missing = messageOf<InputError>([&] { readText(folder / "none.toml"); });
        QVERIFY2(missing.contains("none.toml: No such file or directory"), qPrintable(missing));
        const QString directory = messageOf<InputError>([&] { readText(folder.path()); });
        QVERIFY2(directory.contains("it is a folder"), qPrintable(directory));
    }

    void whatKilledWritersLeftIsRemoved() {
        const TemporaryFolder folder;
        for (const char* name : {".a.png.123-0.tmp", "a.png", "b.tmp", ".hidden"})
            writeAtomically(folder / name, "x");
        removeUnfinished(folder.path());
        QCOMPARE(namesIn(folder.path()), (std::vector<std::string>{".hidden", "a.png", "b.tmp"}));
        removeUnfinished(folder / "nowhere");
    }
};

QTEST_APPLESS_MAIN(AtomicFileTest)
#include "atomic_file_test.moc"
