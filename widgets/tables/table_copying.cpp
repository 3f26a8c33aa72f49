#include "widgets/tables/table_copying.h"

#include <QApplication>
#include <QClipboard>

namespace ld3m::widgets {

void addCopyActions(QMenu& menu, const std::function<reports::TextTable()>& table) {
    const auto add = [&](const QString& name, const QString& text, const QString& help,
                         std::string (*spell)(const reports::TextTable&)) {
        QAction* action = menu.addAction(text, [table, spell] {
            QApplication::clipboard()->setText(QString::fromStdString(spell(table())));
        });
        action->setObjectName(name);
        action->setToolTip(help);
    };
    menu.setToolTipsVisible(true);
    add("copyMarkdown", QMenu::tr("Copy as Markdown"),
        QMenu::tr("For notes: columns that stand under each other"), &reports::toMarkdown);
    add("copyLatex", QMenu::tr("Copy as LaTeX"), QMenu::tr("For papers: a table for the package booktabs"),
        &reports::toLatex);
    add("copyCsv", QMenu::tr("Copy as CSV"), QMenu::tr("For spreadsheets: numbers unrounded"),
        &reports::toCsv);
}

} // namespace ld3m::widgets
