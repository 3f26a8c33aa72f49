#include "core/projects/run_notes.h"

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using projects::RunNotes;

class RunNotesTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void nothingWasSaidYet() {
        const tests::TemporaryFolder folder;
        QCOMPARE(projects::readNotes(folder.path()), RunNotes());
    }

    void whatWasSaidComesBack() {
        const tests::TemporaryFolder folder;
        const RunNotes notes{"Best \"one\"", {"paper", "T = 20"}, "first line\nsecond \\ line", true};
        projects::writeNotes(folder.path(), notes);
        QCOMPARE(projects::readNotes(folder.path()), notes);
        projects::writeNotes(folder.path(), {});
        QCOMPARE(projects::readNotes(folder.path()), RunNotes());
    }

    void entriesOfOtherVersionsStay() {
        const tests::TemporaryFolder folder;
        files::writeAtomically(projects::notesFile(folder.path()), "colour = \"red\"\nnote = 7\n");
        RunNotes notes = projects::readNotes(folder.path());
        QCOMPARE(notes, RunNotes());
        notes.archived = true;
        projects::writeNotes(folder.path(), notes);
        QVERIFY(files::readText(projects::notesFile(folder.path())).find("red") != std::string::npos);
    }

    void aBrokenFileIsLeftAlone() {
        const tests::TemporaryFolder folder;
        const auto file = projects::notesFile(folder.path());
        files::writeAtomically(file, "name = [");
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    projects::readNotes(folder.path());
                }).contains("notes.toml"));
        QVERIFY(tests::messageOf<base::InputError>([&] {
                    projects::writeNotes(folder.path(), {});
                }).contains("line 1"));
        QCOMPARE(files::readText(file), std::string("name = ["));
    }

    void tagsAreTyped() {
        QCOMPARE(projects::tagsFrom(" paper, keep this ,, paper"),
                 (std::vector<std::string>{"paper", "keep this"}));
        QVERIFY(projects::tagsFrom(" , ").empty());
    }
};

QTEST_GUILESS_MAIN(RunNotesTest)
#include "run_notes_test.moc"
