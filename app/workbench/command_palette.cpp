#include "app/workbench/command_palette.h"

#include <QAction>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QPointer>
#include <QVBoxLayout>

namespace ld3m::workbench {
namespace {

constexpr int kActionRole = Qt::UserRole;
constexpr QSize kSize{520, 360};
constexpr QSize kIcon{16, 16};

/// Where an action has none: the words stay in line.
QIcon blankIcon() {
    QPixmap blank(kIcon);
    blank.fill(Qt::transparent);
    return blank;
}

} // namespace

CommandPalette::CommandPalette(QWidget* window)
    : QDialog(window, Qt::Popup), m_input(new QLineEdit(this)), m_list(new QListWidget(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setObjectName("commandPalette");
    m_input->setPlaceholderText(tr("What do you want to do?"));
    m_input->installEventFilter(this);
    m_list->setIconSize(kIcon);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->addWidget(m_input);
    column->addWidget(m_list);
    if (const auto* main = qobject_cast<QMainWindow*>(window))
        collect(main->menuBar()->actions(), {});
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::filter);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
    resize(kSize);
    move(window->mapToGlobal(QPoint((window->width() - kSize.width()) / 2, 64)));
    filter({});
    m_input->setFocus();
}

void CommandPalette::collect(const QList<QAction*>& actions, const QString& path) {
    for (QAction* action : actions) {
        const QString text = action->text().remove('&').remove(QStringLiteral("…"));
        if (action->menu()) {
            collect(action->menu()->actions(), path + text + QStringLiteral(" › "));
        } else if (action->isEnabled() && !action->isSeparator() && action->objectName() != "palette") {
            const QString key = action->shortcut().toString(QKeySequence::NativeText);
            const QIcon icon = action->icon().isNull() ? blankIcon() : action->icon();
            auto* item = new QListWidgetItem(icon, key.isEmpty() ? path + text : path + text + "    " + key);
            item->setData(kActionRole, QVariant::fromValue<QObject*>(action));
            m_list->addItem(item);
        }
    }
}

void CommandPalette::filter(const QString& typed) {
    const QStringList words = typed.split(' ', Qt::SkipEmptyParts);
    QListWidgetItem* first = nullptr;
    for (int row = 0; row < m_list->count(); ++row) {
        QListWidgetItem* item = m_list->item(row);
        bool fits = true;
        for (const QString& word : words)
            fits = fits && item->text().contains(word, Qt::CaseInsensitive);
        item->setHidden(!fits);
        if (fits && !first)
            first = item;
    }
    m_list->setCurrentItem(first);
}

void CommandPalette::choose() {
    const QListWidgetItem* item = m_list->currentItem();
    const QPointer<QObject> action = item ? item->data(kActionRole).value<QObject*>() : nullptr;
    close();
    if (auto* chosen = qobject_cast<QAction*>(action.data()))
        chosen->trigger();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            choose();
            return true;
        }
        if (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up) {
            const int step = key->key() == Qt::Key_Down ? 1 : -1;
            for (int row = m_list->currentRow() + step; row >= 0 && row < m_list->count(); row += step)
                if (!m_list->item(row)->isHidden()) {
                    m_list->setCurrentRow(row);
                    break;
                }
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

} // namespace ld3m::workbench
