#include "widgets/images/sheet_bar.h"

#include <QActionGroup>
#include <QBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>

#include "widgets/images/image_sheet_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

/// Buttons without frame do not look like menus otherwise.
QString menuText(const QString& text) {
    return text + QStringLiteral(" ▾");
}

constexpr int kFewClasses = 12; ///< up to here nobody needs a search

QToolButton* menuButton(const QString& text, const QString& help, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setText(menuText(text));
    button->setToolTip(help);
    button->setAccessibleName(help);
    button->setProperty("flat", true);
    button->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(button);
    menu->setToolTipsVisible(true);
    button->setMenu(menu);
    return button;
}

} // namespace

SheetBar::SheetBar(ImageSheetView& view, QWidget* parent) : SheetBar(QList{&view}, parent) {}

SheetBar::SheetBar(const QList<ImageSheetView*>& views, QWidget* parent)
    : QWidget(parent), m_views(views), m_search(new QLineEdit(this)), m_count(new QLabel(this)),
      m_order(menuButton(tr("By label"), tr("Order of the classes"), this)),
      m_mapping(menuButton({}, tr("How levels are drawn; the stored images stay as they are"), this)) {
    m_search->setPlaceholderText(tr("Find classes"));
    m_search->setToolTip(tr("Words of a class's name or of its folder's; commas part alternatives"));
    m_search->setAccessibleName(tr("Find classes"));
    m_search->setClearButtonEnabled(true);
    m_search->setMaximumWidth(180);
    m_search->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_search->installEventFilter(this);
    m_count->setProperty("role", "muted");
    m_count->setFont(tabularFont(font()));
    buildMappings();
    buildOrders();
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(m_search);
    row->addWidget(m_count);
    row->addWidget(m_order);
    row->addWidget(m_mapping);
    for (ImageSheetView* view : m_views)
        connect(m_search, &QLineEdit::textChanged, view, &ImageSheetView::setFilter);
    connect(m_views.front(), &ImageSheetView::rowsChanged, this, &SheetBar::showCount);
    showCount();
}

QMenu* SheetBar::mappings() const {
    return m_mapping->menu();
}
QMenu* SheetBar::orders() const {
    return m_order->menu();
}

void SheetBar::buildMappings() {
    auto* group = new QActionGroup(this);
    for (const DisplayMappingText& each : displayMappings()) {
        QAction* action = m_mapping->menu()->addAction(each.name);
        action->setCheckable(true);
        action->setToolTip(each.help);
        action->setChecked(each.mapping == first().mapping());
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, each] {
            for (ImageSheetView* view : std::as_const(m_views))
                view->setMapping(each.mapping);
            m_mapping->setText(menuText(each.name));
        });
        if (action->isChecked())
            m_mapping->setText(menuText(each.name));
    }
}

void SheetBar::buildOrders() {
    auto* group = new QActionGroup(this);
    const auto add = [&](const QString& name, const QString& help) {
        QAction* action = m_order->menu()->addAction(name);
        action->setCheckable(true);
        action->setToolTip(help);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, name] { m_order->setText(menuText(name)); });
        return action;
    };
    QAction* byLabel = add(tr("By label"), tr("As the data set counts its classes"));
    byLabel->setChecked(true);
    connect(byLabel, &QAction::triggered, this, [this] { first().setClassOrder({}); });
    QAction* changed =
        add(tr("Changed most"), tr("By the distance from the run's first images, as it is now; "
                                   "choose it again to measure anew"));
    connect(changed, &QAction::triggered, this, &SheetBar::changedMostWanted);
}

void SheetBar::showCount() {
    const SheetRows& rows = first().rows();
    const bool filtered = rows.count() != rows.classes();
    m_count->setText(filtered ? tr("%1 of %2").arg(rows.count()).arg(rows.classes()) : QString());
    m_search->setVisible(rows.classes() > kFewClasses || !m_search->text().isEmpty());
    m_order->setVisible(rows.classes() > 1 && m_views.size() == 1);
    m_mapping->setVisible(rows.classes() > 0);
}

/// From the search into the images, and out of it.
bool SheetBar::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_search && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape && !m_search->text().isEmpty()) {
            m_search->clear();
            return true;
        }
        if (key == Qt::Key_Down || key == Qt::Key_Return) {
            first().setFocus();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace ld3m::widgets
