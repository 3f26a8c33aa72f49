#include "app/workbench/command_palette.h"

#include <QListWidget>

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using workbench::CommandPalette;

namespace {

QStringList offered(const CommandPalette* palette) {
    const auto* list = palette->findChild<QListWidget*>();
    QStringList texts;
    for (int row = 0; row < list->count(); ++row)
        if (!list->item(row)->isHidden())
            texts << list->item(row)->text();
    return texts;
}

CommandPalette* opened(ScriptedWindow& with) {
    QTest::keyClick(&with.window, Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
    return with.window.findChild<CommandPalette*>();
}

QLineEdit* inputOf(const CommandPalette* palette) {
    return palette->findChild<QLineEdit*>();
}

} // namespace

class CommandPaletteTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void offersWhatCanBeDoneNow() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        const CommandPalette* palette = opened(with);
        QVERIFY(palette && palette->isVisible());
        const QStringList texts = offered(palette);
        QVERIFY(texts.contains("Project › New    Ctrl+N"));
        QVERIFY(texts.contains("View › Theme › Light    Ctrl+Alt+L"));
        QVERIFY(texts.filter("Run › ").isEmpty()); // nothing to run
        QVERIFY(texts.filter("Command Palette").isEmpty());
    }

    void findsAnActionByAFewLettersAndTriggersIt() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(2));
        CommandPalette* palette = opened(with);
        QTest::keyClicks(inputOf(palette), "pau ru");
        QCOMPARE(offered(palette), QStringList{"Run › Pause    F6"});
        QTest::keyClick(inputOf(palette), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
        QTRY_VERIFY(with.workspace.activity() == session::Activity::paused);
    }

    void arrowsGoThroughWhatFits() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        CommandPalette* palette = opened(with);
        QTest::keyClicks(inputOf(palette), "theme");
        const auto* list = palette->findChild<QListWidget*>();
        QVERIFY(list->currentItem()->text().contains("System"));
        QTest::keyClick(inputOf(palette), Qt::Key_Down);
        QTest::keyClick(inputOf(palette), Qt::Key_Down);
        QVERIFY(list->currentItem()->text().contains("Dark"));
        QTest::keyClick(inputOf(palette), Qt::Key_Down); // the end
        QTest::keyClick(inputOf(palette), Qt::Key_Up);
        QVERIFY(list->currentItem()->text().contains("Light"));
    }

    void aClickTriggersToo() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(!with.actions().smoothImages->isChecked());
        CommandPalette* palette = opened(with);
        QTest::keyClicks(inputOf(palette), "smooth");
        auto* list = palette->findChild<QListWidget*>();
        const QRect item = list->visualItemRect(list->currentItem());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, item.center());
        QVERIFY(with.actions().smoothImages->isChecked());
        QVERIFY(with.sheet()->isSmooth());
    }

    void whatFitsNothingDoesNothing() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        CommandPalette* palette = opened(with);
        QTest::keyClicks(inputOf(palette), "xyzzy");
        QVERIFY(offered(palette).isEmpty());
        QTest::keyClick(inputOf(palette), Qt::Key_Return);
        QVERIFY(!palette->isVisible());
    }

    void escapeLeaves() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        CommandPalette* palette = opened(with);
        QTest::keyClick(inputOf(palette), Qt::Key_Escape);
        QVERIFY(!palette->isVisible());
    }
};

QTEST_MAIN(CommandPaletteTest)
#include "command_palette_test.moc"
