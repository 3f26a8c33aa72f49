#include "core/files/mapped_file.h"

#include <algorithm>
#include <vector>

#include <sys/stat.h>

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using ld3m::base::InputError;
using ld3m::files::MappedFile;
using ld3m::tests::messageOf;
using ld3m::tests::TemporaryFolder;

class MappedFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void showsTheBytesEvenAfterTheFileIsGone() {
        const TemporaryFolder folder;
        const auto file = folder / "a";
        ld3m::files::writeAtomically(file, std::string_view("ab\0c", 4));
        const auto mapped = MappedFile::open(file);
        std::filesystem::remove(file);
        QCOMPARE(mapped->bytes().size(), std::size_t{4});
        QCOMPARE(static_cast<char>(mapped->bytes()[1]), 'b');
        QCOMPARE(static_cast<char>(mapped->bytes()[3]), 'c');
    }

    void anEmptyFileHasNoBytes() {
        const TemporaryFolder folder;
        ld3m::files::writeAtomically(folder / "a", "");
        QVERIFY(MappedFile::open(folder / "a")->bytes().empty());
    }

    void forgottenBytesComeBack() {
        const TemporaryFolder folder;
        const std::string content(50'000, 'x');
        ld3m::files::writeAtomically(folder / "a", content);
        const auto mapped = MappedFile::open(folder / "a");
        const auto all = mapped->bytes();
        const std::vector<std::byte> before(all.begin(), all.end());
        mapped->forget(all.subspan(100, 40'000));
        mapped->forget(all.subspan(5, 10));
        QVERIFY(std::ranges::equal(all, before));
        // Other memory of this process keeps what it holds.
        const std::vector<std::byte> own = before;
        mapped->forget(own);
        QVERIFY(own == before);
    }

    void refusesWhatIsNoFile() {
        const TemporaryFolder folder;
        const QString missing = messageOf<InputError>([&] { MappedFile::open(folder / "none"); });
        QVERIFY2(missing.contains("none: No such file or directory"), qPrintable(missing));
        const QString directory = messageOf<InputError>([&] { MappedFile::open(folder.path()); });
        QVERIFY2(directory.contains("it is a folder"), qPrintable(directory));
        QCOMPARE(::mkfifo((folder / "pipe").c_str(), 0600), 0);
        const QString pipe = messageOf<InputError>([&] { MappedFile::open(folder / "pipe"); });
        QVERIFY2(pipe.contains("not a regular file"), qPrintable(pipe));
    }
};

QTEST_APPLESS_MAIN(MappedFileTest)
#include "mapped_file_test.moc"
