#include "app/workbench/start_page.h"

#include <QFontInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/workbench/actions.h"
#include "app/workbench/recent_places.h"

namespace ld3m::workbench {
namespace {

constexpr int kWidth = 640;
constexpr int kColumns = 3; ///< of buttons

QPushButton* buttonOf(QAction* action, const QString& text, QWidget* parent) {
    auto* button = new QPushButton(action->icon(), text, parent);
    button->setObjectName(action->objectName() + "Button");
    button->setToolTip(action->toolTip());
    button->setEnabled(action->isEnabled());
    button->setMinimumHeight(36);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    QObject::connect(action, &QAction::changed, button,
                     [button, action] { button->setEnabled(action->isEnabled()); });
    return button;
}

} // namespace

StartPage::StartPage(const Actions& actions, QWidget* parent)
    : QWidget(parent), m_recent(new RecentPlaces(tr("Recent projects"), this)) {
    auto* title = new QLabel(tr("Distil a dataset and watch it happen"), this);
    QFont large = title->font();
    large.setPixelSize(QFontInfo(large).pixelSize() * 17 / 10);
    large.setWeight(QFont::DemiBold);
    title->setFont(large);
    auto* lead = new QLabel(
        tr("A project is a folder with a recipe and its runs. Open the demo to see small synthetic "
           "images learn from CIFAR-10 within a minute, or begin with your own data. "
           "A folder of images, a project, a run, a recipe or a sweep may also be dropped on this window."),
        this);
    lead->setWordWrap(true);
    lead->setProperty("role", "muted");
    auto* buttons = new QGridLayout;
    buttons->setSpacing(8);
    QPushButton* demo = buttonOf(actions.openDemo, tr("Open the demo"), this);
    demo->setProperty("primary", true);
    int place = 0;
    for (QPushButton* button : {demo, buttonOf(actions.newFromImages, tr("My images…"), this),
                                buttonOf(actions.newProject, tr("New project…"), this),
                                buttonOf(actions.openProject, tr("Open project…"), this),
                                buttonOf(actions.openRunFolder, tr("Open run…"), this),
                                buttonOf(actions.openFile, tr("Open recipe…"), this)}) {
        buttons->addWidget(button, place / kColumns, place % kColumns);
        ++place;
    }
    connect(m_recent, &RecentPlaces::chosen, this, &StartPage::projectChosen);

    auto* column = new QVBoxLayout;
    column->setSpacing(12);
    column->addStretch(2);
    column->addWidget(title);
    column->addWidget(lead);
    column->addSpacing(8);
    column->addLayout(buttons);
    column->addSpacing(16);
    column->addWidget(m_recent);
    column->addStretch(3);
    auto* holder = new QWidget(this);
    holder->setLayout(column);
    holder->setMaximumWidth(kWidth);
    auto* row = new QHBoxLayout(this);
    row->addStretch();
    row->addWidget(holder, 10);
    row->addStretch();
}

void StartPage::setRecent(const QStringList& folders) {
    m_recent->setPlaces(folders);
}

} // namespace ld3m::workbench
