#include "app/workbench/monkey.h"

#include <algorithm>

#include "app/workbench/soak.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;

namespace {

constexpr std::int64_t kMegabyte = 1024 * 1024;

/// Everything that a monkey does to a window, one word an act.
class Diary : public QObject {
public:
    QStringList lines;
    bool eventFilter(QObject* watched, QEvent* event) override {
        if (event->type() == QEvent::MouseButtonPress || event->type() == QEvent::KeyPress ||
            event->type() == QEvent::Wheel)
            lines << QStringLiteral("%1 %2").arg(watched->metaObject()->className()).arg(int(event->type()));
        return false;
    }
};

} // namespace

class MonkeyTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// The window with a run that goes on, in the hands of the monkey: it lives, and Qt has nothing to say.
    void theWindowSurvivesTwentySeconds() {
        ScriptedWindow with;
        const Sandbox sandbox;
        const WarningCount warnings;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        std::int64_t allowed = 0; // at the pace of a real run
        QTimer pace;
        connect(&pace, &QTimer::timeout, this, [&] { with.script.goTo(++allowed); });
        pace.start(20);
        Soak soak(with.window, with.workspace, 7, 20.0 / 60, 4000);
        QSignalSpy done(&soak, &Soak::done);
        QVERIFY(done.wait(50000));
        QVERIFY2(soak.acts() > 50, qPrintable(QString::number(soak.acts())));
        QVERIFY2(soak.resting().size() >= 2, "the runs ended, and memory was measured, twice");
        QVERIFY(std::ranges::all_of(soak.resting(), [](std::int64_t bytes) { return bytes > kMegabyte; }));
        QVERIFY(with.window.isVisible());
        QVERIFY2(warnings.count() == 0, qPrintable(warnings.kinds().join('\n')));
        QTRY_VERIFY(!with.workspace.isOn());
    }

    /// Dialogs that wait for an answer run a loop of events inside the act that opened them.
    void itGoesOnInsideDialogs() {
        QMainWindow window;
        int opened = 0;
        QAction* ask = window.menuBar()->addMenu("Menu")->addAction("Ask");
        connect(ask, &QAction::triggered, &window, [&] {
            ++opened;
            QMessageBox::question(&window, "Question", "Yes or no?");
        });
        QVERIFY(showActive(window));
        Monkey monkey(window, 5);
        monkey.start(1);
        QTRY_VERIFY_WITH_TIMEOUT(opened >= 3, 20000);
        monkey.stop();
        while (monkey.closeTop())
            QTest::qWait(1);
    }

    void aSeedIsAStory() {
        QStringList stories[2];
        for (QStringList& story : stories) {
            QMainWindow window;
            window.setCentralWidget(new QLineEdit("hello", &window));
            window.resize(400, 300);
            QVERIFY(showActive(window));
            Diary diary;
            qApp->installEventFilter(&diary);
            Monkey monkey(window, 3);
            for (int i = 0; i < 60; ++i)
                monkey.act();
            QCOMPARE(monkey.acts(), 60);
            story = diary.lines;
        }
        QVERIFY(stories[0].size() > 20);
        QCOMPARE(stories[0], stories[1]);
    }

    void itDoesNotCloseTheWindowNorQuit() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        bool quit = false;
        connect(with.actions().quit, &QAction::triggered, this, [&] { quit = true; });
        {
            Monkey monkey(with.window, 1);
            with.window.close();
            QVERIFY(with.window.isVisible());
        }
        QVERIFY(!quit);
        with.window.close();
        QVERIFY(!with.window.isVisible());
    }

    void memoryThatGrowsIsToldFromMemoryThatIsFlat() {
        std::vector<std::int64_t> flat(20, 500 * kMegabyte);
        flat[0] = 300 * kMegabyte;  // caches fill in the first minutes
        flat[19] = 700 * kMegabyte; // one peak
        QVERIFY(judgeSoak(flat, 0, {}).good);
        std::vector<std::int64_t> growing;
        for (int minute = 0; minute < 20; ++minute)
            growing.push_back((500 + 10 * minute) * kMegabyte);
        const SoakVerdict leaking = judgeSoak(growing, 0, {});
        QVERIFY(!leaking.good);
        QVERIFY2(leaking.text.find("allowed 5 %") != std::string::npos, leaking.text.c_str());
        growing.resize(8);
        QVERIFY(judgeSoak(growing, 0, {}).good); // too short
    }

    void warningsAreCountedAndNamed() {
        QStringList kinds;
        {
            const WarningCount warnings;
            QTest::ignoreMessage(QtWarningMsg, "QObject: cannot do this");
            qWarning("QObject: cannot do this");
            qDebug("this is none");
            QCOMPARE(warnings.count(), 1);
            kinds = warnings.kinds();
        }
        QCOMPARE(kinds, QStringList{"QObject: cannot do this"});
        const SoakVerdict verdict = judgeSoak({}, 1, kinds);
        QVERIFY(!verdict.good);
        QVERIFY(verdict.text.find("cannot do this") != std::string::npos);
    }
};

QTEST_MAIN(MonkeyTest)
#include "monkey_test.moc"
