#include "app/workbench/log_dock.h"

#include <thread>

#include <QTextBlock>
#include <QtTest>

#include "core/base/log.h"
#include "tests/support/scripted_workspace.h"
#include "widgets/status/log_view.h"

using namespace ld3m;
using tests::ScriptedWorkspace;
using workbench::LogDock;

namespace {

struct Logged : ScriptedWorkspace {
    QString text() const { return dock.view()->toPlainText(); }
    int level() const { return dock.view()->document()->lastBlock().userState(); }
    LogDock dock{workspace};
};

} // namespace

class LogDockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { base::log::setConsole(false); }

    void takesTheLogOfAnyThread_data() {
        QTest::addColumn<QString>("word");
        QTest::addColumn<int>("level");
        QTest::newRow("info") << "info" << int(widgets::LogLevel::info);
        QTest::newRow("warning") << "warning" << int(widgets::LogLevel::warning);
        QTest::newRow("error") << "error" << int(widgets::LogLevel::error);
    }
    void takesTheLogOfAnyThread() {
        QFETCH(QString, word);
        QFETCH(int, level);
        Logged with;
        std::thread([&] {
            if (word == "info")
                base::log::info("Skipping a checkpoint.");
            else if (word == "warning")
                base::log::warning("Skipping a checkpoint.");
            else
                base::log::error("Skipping a checkpoint.");
        }).join();
        QTRY_VERIFY(with.text().contains("Skipping a checkpoint."));
        QCOMPARE(with.level(), level);
    }

    void tellsTheStoryOfARun() {
        Logged with;
        QVERIFY(with.create("pets"));
        QVERIFY(with.workspace.start());
        const QString name = tests::toQt(with.workspace.session()->runFolder().filename());
        QTRY_VERIFY(!with.workspace.isOn());
        for (const char* words :
             {"preparing", "running", "evaluating", "finished", "checkpoint of iteration 20 written",
              "synthetic images, convnet at iteration 20: 60.0 ± 1.0 %",
              "random real images, convnet at iteration 20: 25.0 ± 0.0 %"})
            QVERIFY2(with.text().contains(name + "  " + words), words);
    }

    void aFailureIsThereWithItsSentence() {
        Logged with;
        with.script.failAfter(3, "The disk is full; make room.");
        QVERIFY(with.create("pets"));
        QVERIFY(with.workspace.start());
        QTRY_VERIFY(with.text().contains("failed: The disk is full; make room."));
        QCOMPARE(with.level(), int(widgets::LogLevel::error));
    }

    void aProblemIsThereToo() {
        Logged with;
        QVERIFY(!with.workspace.start());
        QVERIFY(with.text().contains("There is no project to run in"));
        QCOMPARE(with.level(), int(widgets::LogLevel::error));
    }

    void letsGoOfTheLogWhenItLeaves() {
        { const Logged with; }
        base::log::info("to nobody"); // must not reach a view that is gone
        QCoreApplication::processEvents();
    }
};

QTEST_MAIN(LogDockTest)
#include "log_dock_test.moc"
