// What stands above a sweep's table and plots, and how the page is divided.
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QSplitter>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/workbench/home_path.h"
#include "app/workbench/sweep_page.h"
#include "app/workbench/sweep_queue.h"
#include "widgets/sweeps/sweep_plots.h"
#include "widgets/tables/sweep_table_view.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kMostJobs = 64;

QHBoxLayout* newRow() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(12, 8, 12, 4);
    row->setSpacing(8);
    return row;
}

void describe(QPushButton* button, const char* object, const QString& icon, const QString& text,
              const QString& help) {
    button->setObjectName(object);
    button->setIcon(widgets::icon(icon));
    button->setText(text);
    button->setToolTip(help);
}

} // namespace

QPushButton* SweepPage::buildOpener() {
    auto* opener = new QPushButton(widgets::icon("open"), tr("Open"), this);
    opener->setObjectName("sweepOpen");
    opener->setToolTip(tr("Another sweep, or a new one from the recipe"));
    auto* menu = new QMenu(opener);
    menu->addAction(tr("Sweep file…"), this, [this] { choose(false); });
    menu->addAction(tr("Sweep folder…"), this, [this] { choose(true); });
    QMenu* recent = menu->addMenu(tr("Recent"));
    connect(recent, &QMenu::aboutToShow, this, [this, recent] {
        recent->clear();
        for (const QString& place : m_workspace.recentSweeps().folders())
            recent->addAction(shortened(place), this, [this, place] { open(place.toStdString()); });
    });
    menu->addSeparator();
    QAction* written =
        menu->addAction(tr("New: T = 2, 5, 10, 20, 40 of the recipe"), this, [this] { write(); });
    connect(menu, &QMenu::aboutToShow, this, [this, written] {
        written->setEnabled(m_workspace.project() &&
                            m_workspace.recipe().prior.kind == settings::PriorKind::latent_diffusion);
    });
    opener->setProperty("menu", true);
    opener->setMenu(menu);
    return opener;
}

QWidget* SweepPage::buildHead() {
    m_name->setObjectName("sweepName");
    m_name->setProperty("role", "title");
    m_place->setObjectName("sweepPlace");
    m_place->setProperty("role", "muted");
    m_place->setMinimumWidth(1); // a long path is cut rather than widening the window
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    describe(m_start, "sweepStart", "run", tr("Start"), {});
    m_start->setProperty("primary", true);
    describe(m_pause, "sweepPause", "pause", tr("Pause"),
             tr("<p>Starts nothing more and lets the runs that are on save a checkpoint and leave.</p>"));
    describe(m_stop, "sweepStop", "stop", tr("Stop"),
             tr("<p>Lets the runs that are on save a checkpoint and ends; Start goes on.</p>"));
    m_jobs->setObjectName("sweepJobs");
    m_jobs->setRange(1, kMostJobs);
    m_jobs->setAccessibleName(tr("Runs at once"));
    m_jobs->setToolTip(tr("<p>Runs at once. They share the processor's cores and the GPU's memory.</p>"));
    m_bar->setTextVisible(false);
    m_bar->setFixedWidth(160);
    m_said->setObjectName("sweepSaid");
    m_said->setFont(widgets::tabularFont(m_said->font()));
    m_said->setMinimumWidth(1);
    m_told->setObjectName("sweepTold");
    m_told->setWordWrap(true);
    m_told->setTextFormat(Qt::PlainText);
    m_told->setContentsMargins(12, 0, 12, 6);

    QHBoxLayout* row = newRow();
    for (QPushButton* button : {m_start, m_pause, m_stop})
        row->addWidget(button);
    auto* jobs = new QLabel(tr("jobs"), this);
    jobs->setBuddy(m_jobs);
    row->addWidget(jobs);
    row->addWidget(m_jobs);
    row->addWidget(m_bar);
    row->addWidget(m_said, 3);
    row->addWidget(m_name);
    row->addWidget(m_place, 2);
    row->addWidget(buildOpener());
    auto* head = new QWidget(this);
    auto* column = new QVBoxLayout(head);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_told);
    return head;
}

QWidget* SweepPage::buildSweep() {
    for (QAction* action : m_queue->actions())
        m_table->addTool(m_queue->buttonOf(action));
    m_table->setMenuActions(m_queue->actions());
    auto* divided = new QSplitter(Qt::Horizontal, this);
    divided->addWidget(m_table);
    divided->addWidget(m_plots);
    divided->setChildrenCollapsible(false);
    divided->setHandleWidth(1);
    divided->setSizes({1100, 1000});
    auto* sweep = new QWidget(this);
    auto* column = new QVBoxLayout(sweep);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(buildHead());
    column->addWidget(divided, 1);
    return sweep;
}

} // namespace ld3m::workbench
