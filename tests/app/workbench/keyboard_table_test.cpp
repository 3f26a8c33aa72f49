#include "app/workbench/keyboard_table.h"

#include <QFile>

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;

class KeyboardTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageOfTheGuideIsCurrent() {
        ScriptedWindow with;
        QFile page(QStringLiteral(LD3M_SOURCE_FOLDER "/docs/guide/keyboard.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const std::string made = workbench::keyboardTable(with.window);
        QVERIFY2(QString::fromUtf8(page.readAll()) == QString::fromStdString(made),
                 "run: ld3m-workbench --keys > docs/guide/keyboard.md");
    }

    void everyActionIsInAMenuWithAShortcutOfItsOwn() {
        ScriptedWindow with;
        const QString table = QString::fromStdString(workbench::keyboardTable(with.window));
        QStringList keys;
        for (const QString& line : table.section("## Where the focus is", 0, 0).split('\n'))
            if (line.startsWith("| ") && !line.startsWith("| keys") && !line.startsWith("| ---"))
                keys << line.section(" | ", 0, 0).mid(2);
        QCOMPARE(keys.removeDuplicates(), 0);
        for (const QAction* action : with.actions().findChildren<QAction*>()) {
            const QString key = action->shortcut().toString(QKeySequence::PortableText);
            QVERIFY2(keys.contains(key), qPrintable(action->objectName() + " " + key));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->objectName()));
        }
    }

    void aShortcutDoesWhatTheTableSays() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        for (QAction* action :
             {with.actions().palette, with.actions().newProject, with.actions().fullScreen}) {
            QSignalSpy triggered(action, &QAction::triggered);
            const QKeyCombination keys = action->shortcut()[0];
            QTest::keyClick(&with.window, keys.key(), keys.keyboardModifiers());
            QTRY_COMPARE(triggered.count(), 1);
            for (QWidget* top : QApplication::topLevelWidgets())
                if (top != &with.window && top->isVisible())
                    top->close();
            QTRY_VERIFY(with.window.isActiveWindow());
        }
    }
};

QTEST_MAIN(KeyboardTableTest)
#include "keyboard_table_test.moc"
