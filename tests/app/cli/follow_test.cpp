// A workspace opens a run that ld3m is writing: it follows it live, and leaves it alone.
#include <QSettings>

#include "app/session/workspace.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_lock.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/tiny_run.h"

using namespace ld3m;
using tests::toQt;

class FollowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRunThatTheCommandLineWritesIsFollowedLive() {
        const tests::TemporaryFolder folder;
        qputenv("LD3M_CACHE", (folder.path() / "cache").c_str());
        qputenv("XDG_DATA_HOME", folder.path().c_str());
        tests::writeTinyDataset(folder / "data");
        files::writeAtomically(folder / "tiny.toml", "format = 1\n");
        const auto run = folder / "elsewhere";
        QProcess writer;
        writer.start(
            tests::programPath(),
            QStringList{"run", toQt(folder / "tiny.toml"), "--run", toQt(run)} +
                tests::tinySettings(folder / "data") +
                QStringList{"--set", "distillation.iterations=1000000", "--set", "run.preview_every=5"});
        QTRY_VERIFY_WITH_TIMEOUT(projects::RunFolder::isRun(run), 30000);

        QSettings settings(toQt(folder / "settings.ini"), QSettings::IniFormat);
        session::Workspace workspace([](auto&&...) { throw std::runtime_error("nothing is run here"); },
                                     settings);
        QSignalSpy problems(&workspace, &session::Workspace::problem);
        QVERIFY(workspace.open(run));
        QTRY_VERIFY_WITH_TIMEOUT(workspace.shown()->lastIteration() > 0, 20000);
        const std::int64_t before = workspace.shown()->lastIteration();
        QTRY_VERIFY_WITH_TIMEOUT(workspace.shown()->lastIteration() > before + 5, 20000);
        QTRY_VERIFY(workspace.shown()->latestSheet());
        const auto badge = [&] {
            return workspace.runs().indexOf(run).data(session::RunTreeModel::badgeRole).toString();
        };
        QTRY_COMPARE(badge(), "running");
        QVERIFY(!workspace.isOn() && !workspace.shownIsOn());
        QVERIFY(!workspace.runs().run(run)->resumable()); // somebody writes it
        QVERIFY(projects::RunLock::held(workspace.shown()->run()->lockFile()));

        writer.terminate(); // as Ctrl-C: it writes a checkpoint and ends
        QVERIFY(writer.waitForFinished(20000));
        QTRY_COMPARE_WITH_TIMEOUT(badge(), "stopped", 10000);
        QVERIFY2(problems.isEmpty(), "the folder could not be followed");
    }
};

QTEST_GUILESS_MAIN(FollowTest)
#include "follow_test.moc"
