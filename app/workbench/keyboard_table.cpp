#include "app/workbench/keyboard_table.h"

#include <QAction>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace ld3m::workbench {
namespace {

constexpr const char* kHead = R"(# The keyboard

Made by `ld3m-workbench --keys > docs/guide/keyboard.md` from the actions of the window. Ctrl+Shift+P finds every one of
them by its name.
)";

// Keys that belong to a widget, not to the window: they act where the focus is.
constexpr const char* kWidgets = R"(
## Where the focus is

| where | keys | what they do |
| --- | --- | --- |
| everywhere | Tab, Shift+Tab | the next, the previous control |
| iteration slider | Left, Right | the stored iteration before, after |
| iteration slider | Page Up, Page Down | a tenth of the run further, back |
| iteration slider | Home, End | the first, the newest |
| image sheet | arrows | the image beside |
| image sheet | Ctrl+wheel | larger, smaller |
| command palette | Up, Down, Enter | choose an action and do it |
| banner | Escape | close it |
)";

QString plain(QString text) {
    text.remove('&').remove(QStringLiteral("…"));
    return text.replace('|', QStringLiteral("\\|"));
}

void addRows(QMenu* menu, const QString& path, QString& out) {
    for (QAction* action : menu->actions()) {
        if (action->menu()) {
            addRows(action->menu(), path + plain(action->text()) + QStringLiteral(" › "), out);
            continue;
        }
        const QString key = action->shortcut().toString(QKeySequence::PortableText);
        if (action->isSeparator() || key.isEmpty())
            continue;
        const bool undo = action->objectName().isEmpty() && (key == "Ctrl+Z" || key == "Ctrl+Shift+Z");
        const QString name = undo ? (key == "Ctrl+Z" ? QStringLiteral("Undo") : QStringLiteral("Redo"))
                                  : plain(action->text());
        out += QStringLiteral("| %1 | %2 | %3 |\n").arg(key, path + name, plain(action->statusTip()));
    }
}

} // namespace

std::string keyboardTable(const QMainWindow& window) {
    QString out = QString::fromUtf8(kHead);
    for (const QAction* action : window.menuBar()->actions()) {
        if (!action->menu())
            continue;
        QString rows;
        addRows(action->menu(), {}, rows);
        if (!rows.isEmpty())
            out += QStringLiteral("\n## %1\n\n| keys | action | what it does |\n| --- | --- | --- |\n%2")
                       .arg(plain(action->text()), rows);
    }
    return (out + QString::fromUtf8(kWidgets)).toStdString();
}

} // namespace ld3m::workbench
