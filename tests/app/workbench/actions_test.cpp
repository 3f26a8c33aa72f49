#include "app/workbench/actions.h"

#include <set>

#include <QtTest>

using namespace ld3m;
using session::Activity;
using workbench::Actions;

Q_DECLARE_METATYPE(ld3m::session::Activity)

class ActionsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyActionHasANameATextAnIconAShortcutAndHelp() {
        Actions actions(nullptr);
        std::set<QString> names;
        std::set<QString> shortcuts;
        for (const QAction* action : actions.findChildren<QAction*>()) {
            QVERIFY2(names.insert(action->objectName()).second, qPrintable(action->objectName()));
            QVERIFY2(!action->text().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(!action->icon().isNull() || action == actions.quit, qPrintable(action->objectName()));
            const QString shortcut = action->shortcut().toString();
            QVERIFY2(!shortcut.isEmpty(), qPrintable(action->objectName()));
            QVERIFY2(shortcuts.insert(shortcut).second, qPrintable(shortcut));
            QVERIFY2(action->toolTip().contains(action->shortcut().toString(QKeySequence::NativeText)),
                     qPrintable(action->toolTip()));
        }
        QVERIFY(names.size() >= 24u);
    }

    void enablesWhatMakesSense_data() {
        QTest::addColumn<bool>("project");
        QTest::addColumn<Activity>("activity");
        QTest::addColumn<bool>("resumable");
        QTest::addColumn<QString>("enabled");
        QTest::newRow("nothing open") << false << Activity::idle << false << "open";
        QTest::newRow("project") << true << Activity::idle << false << "open run";
        QTest::newRow("project, old run") << true << Activity::idle << true << "open run resume";
        QTest::newRow("old run alone") << false << Activity::idle << true << "open resume";
        QTest::newRow("running") << true << Activity::running << false << "pause step stop";
        QTest::newRow("running, old run") << true << Activity::running << true << "pause step stop";
        QTest::newRow("pausing") << true << Activity::pausing << false << "run step stop";
        QTest::newRow("paused") << true << Activity::paused << false << "run step stop";
        QTest::newRow("stopping") << true << Activity::stopping << false << "";
    }
    void enablesWhatMakesSense() {
        QFETCH(bool, project);
        QFETCH(Activity, activity);
        QFETCH(bool, resumable);
        Actions actions(nullptr);
        actions.update(project, activity, resumable);
        QStringList enabled;
        const std::pair<QAction*, const char*> words[] = {
            {actions.openProject, "open"}, {actions.run, "run"},   {actions.pause, "pause"},
            {actions.step, "step"},        {actions.stop, "stop"}, {actions.resume, "resume"}};
        for (const auto& [action, word] : words)
            if (action->isEnabled())
                enabled << word;
        QTEST(enabled.join(' '), "enabled");
        for (const QAction* opening : {actions.newProject, actions.openFile, actions.openDemo})
            QCOMPARE(opening->isEnabled(), actions.openProject->isEnabled());
    }

    void runGoesOnWhileHalted() {
        Actions actions(nullptr);
        const auto text = [&] { return actions.run->text().remove('&'); };
        QCOMPARE(text(), "Run");
        actions.update(true, Activity::paused, false);
        QCOMPARE(text(), "Continue");
        actions.update(true, Activity::running, false);
        QCOMPARE(text(), "Run");
    }
};

QTEST_MAIN(ActionsTest)
#include "actions_test.moc"
