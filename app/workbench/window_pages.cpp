#include "app/workbench/window_pages.h"

#include <QAction>
#include <QActionGroup>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "app/workbench/compare_page.h"
#include "app/workbench/diagnose_page.h"
#include "app/workbench/live_page.h"
#include "app/workbench/start_page.h"
#include "app/workbench/sweep_page.h"
#include "app/workbench/twin_page.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

using session::Workspace;

WindowPages::WindowPages(const Actions& actions, Workspace& workspace, const session::Tools& tools,
                         QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_tabs(new QTabBar(this)), m_stack(new QStackedWidget(this)),
      m_choice(new QActionGroup(this)), m_start(new StartPage(actions, this)),
      m_live(new LivePage(actions, workspace, tools.study_image, this)),
      m_twin(new TwinPage(workspace, this)), m_diagnose(new DiagnosePage(tools.diagnose, workspace, this)),
      m_compare(new ComparePage(workspace, this)),
      m_sweep(new SweepPage(tools.sweep_program, workspace, this)) {
    m_tabs->setObjectName("pageTabs");
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_stack, 1);

    m_stack->addWidget(m_start);
    add(m_live, tr("Live"), "images", tr("One run: its images, curves and recipe"));
    add(m_twin, tr("A|B"), "twin", tr("Two runs side by side: images, curves, difference in accuracy"));
    add(m_diagnose, tr("Diagnose"), "plot",
        tr("How much gradient reaches Z and c, with and without the residual, and how steady it is"));
    add(m_compare, tr("Compare"), "compare",
        tr("Two to eight runs: settings that differ, curves, images, accuracies with a test, distances"));
    add(m_sweep, tr("Sweep"), "table",
        tr("Many runs of one recipe: the settings that vary, the queue, and what came of them"));

    connect(m_tabs, &QTabBar::currentChanged, this, [this](int tab) { m_stack->setCurrentIndex(tab + 1); });
    connect(m_stack, &QStackedWidget::currentChanged, this, [this](int place) {
        m_tabs->setVisible(place > 0);
        if (place == 0)
            return;
        m_tabs->setCurrentIndex(place - 1);
        m_actions[place - 1]->setChecked(true);
    });
    connect(&workspace, &Workspace::projectChanged, this, [this] {
        show(m_live);
        openOrClose(); // a new project shows no run yet
    });
    connect(&workspace, &Workspace::shownChanged, this, &WindowPages::openOrClose);
    connect(&workspace, &Workspace::pairChanged, this, [this] {
        if (m_workspace.pair())
            show(m_twin);
    });
    connect(m_twin, &TwinPage::backAsked, this, [this] { show(m_live); });
    connect(m_sweep, &SweepPage::runAsked, this, [this](const std::filesystem::path& folder) {
        m_workspace.show(folder);
        show(m_live);
    });
    m_tabs->hide();
    openOrClose();
}

void WindowPages::add(QWidget* page, const QString& title, const QString& icon, const QString& help) {
    m_stack->addWidget(page);
    const int number = m_tabs->addTab(widgets::icon(icon), title) + 1;
    auto* action = new QAction(widgets::icon(icon), tr("%1 Page").arg(title), m_choice);
    action->setObjectName(page->objectName() + "Action");
    action->setCheckable(true);
    action->setShortcut(Qt::ALT | static_cast<Qt::Key>(Qt::Key_0 + number));
    action->setStatusTip(help);
    m_tabs->setTabToolTip(number - 1, tr("%1 (Alt+%2)").arg(help).arg(number));
    connect(action, &QAction::triggered, this, [this, page] { show(page); });
    m_actions << action;
}

void WindowPages::show(QWidget* page) {
    m_stack->setCurrentWidget(page);
}

void WindowPages::openComparison(const std::vector<std::filesystem::path>& folders) {
    m_compare->compare(folders);
    show(m_compare);
}

void WindowPages::openSweep(const QString& file) {
    m_sweep->open(file.toStdString());
    show(m_sweep);
}

QWidget* WindowPages::current() const {
    return m_stack->currentWidget();
}

/// Another run that is shown is seen on the chosen page, but A|B shows a pair whatever is shown.
void WindowPages::openOrClose() {
    const bool open = m_workspace.shown() || m_workspace.project();
    if (!open && !m_sweep->sweep().isOpen())
        show(m_start);
    else if (current() == m_start || current() == m_twin)
        show(m_live);
    for (QAction* action : m_actions)
        action->setEnabled(open);
}

} // namespace ld3m::workbench
