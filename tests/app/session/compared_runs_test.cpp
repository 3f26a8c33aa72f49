#include "app/session/compared_runs.h"

#include <QtTest>

#include "tests/support/memory_folder.h"
#include "tests/support/scripted_engine.h"

using namespace ld3m;
using session::ComparedRuns;
using Paths = std::vector<std::filesystem::path>;

class ComparedRunsTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;
    QString file() const { return QString::fromStdString((m_folder / "settings.ini").string()); }
    Paths m_runs;

private Q_SLOTS:
    void initTestCase() {
        for (const char* name : {"pets/runs/a", "pets/runs/b", "elsewhere"}) {
            m_runs.push_back(m_folder / name);
            tests::finishedRun(m_runs.back());
        }
    }
    void init() { QFile::remove(file()); }

    void eachProjectHasItsOwn() {
        {
            QSettings settings(file(), QSettings::IniFormat);
            ComparedRuns(settings).remember(m_folder / "pets", m_runs);
        }
        QSettings settings(file(), QSettings::IniFormat); // another program, another day
        QCOMPARE(ComparedRuns(settings).of(m_folder / "pets"), m_runs);
        QVERIFY(ComparedRuns(settings).of(m_folder / "others").empty());
    }

    void whatIsGoneIsLeftOut() {
        QSettings settings(file(), QSettings::IniFormat);
        ComparedRuns compared(settings);
        compared.remember(m_folder / "pets", {m_runs[0], m_folder / "gone", m_runs[1]});
        QCOMPARE(compared.of(m_folder / "pets"), (Paths{m_runs[0], m_runs[1]}));
        compared.remember(m_folder / "pets", {m_runs[0], m_folder / "gone"});
        QVERIFY(compared.of(m_folder / "pets").empty()); // one is no comparison
    }
};

QTEST_GUILESS_MAIN(ComparedRunsTest)
#include "compared_runs_test.moc"
