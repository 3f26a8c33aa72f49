#include "app/workbench/preflight_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>
#include <QVBoxLayout>

#include "widgets/status/preflight_list.h"
#include "widgets/status/preflight_row.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {

PreflightBar::PreflightBar(session::Tools::Preflight check, session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_watch(std::move(check), workspace),
      m_line(new QToolButton(this)), m_doing(new QLabel(this)), m_again(new QToolButton(this)),
      m_list(new widgets::PreflightList(this)) {
    setObjectName("preflightBar");
    m_line->setObjectName("preflightLine");
    m_line->setAccessibleName(tr("Checks before the run"));
    m_line->setProperty("flat", true);
    m_line->setCheckable(true);
    m_line->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_line->setFont(widgets::tabularFont(m_line->font()));
    m_line->setToolTip(tr("What was found about the recipe: click to see every line"));
    m_doing->setProperty("role", "muted");
    m_again->setObjectName("preflightAgain");
    m_again->setProperty("flat", true);
    m_again->setIcon(widgets::icon("reset"));
    m_again->setToolTip(tr("Check again"));
    m_again->setAccessibleName(m_again->toolTip());
    m_list->hide();
    auto* row = new QHBoxLayout;
    row->setContentsMargins(8, 2, 8, 2);
    row->setSpacing(8);
    row->addWidget(m_line);
    row->addWidget(m_doing);
    row->addStretch(1);
    row->addWidget(m_again);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row);
    column->addWidget(m_list);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    connect(m_line, &QToolButton::toggled, this, &PreflightBar::open);
    connect(m_again, &QToolButton::clicked, &m_watch, &session::PreflightWatch::checkSoon);
    connect(m_list, &widgets::PreflightList::settingAsked, this, &PreflightBar::settingAsked);
    connect(m_list, &widgets::PreflightList::fixAsked, this, &PreflightBar::fixAsked);
    connect(&m_watch, &session::PreflightWatch::changed, this, &PreflightBar::refresh);
    refresh();
}

bool PreflightBar::letsRun() {
    const reports::CheckLine* problem = m_watch.obstacle();
    if (!problem)
        return true;
    m_line->setChecked(true);
    Q_EMIT obstructed(
        QString::fromStdString(problem->found + (problem->fix.empty() ? "" : " " + problem->fix)),
        QString::fromStdString(problem->key));
    return false;
}

void PreflightBar::open(bool shown) {
    m_list->setVisible(shown && m_watch.report());
}

void PreflightBar::refresh() {
    const auto& report = m_watch.report();
    setVisible(m_workspace.project() && !m_workspace.isOn() && (report || m_watch.isChecking()));
    m_doing->setText(m_watch.isChecking()
                         ? m_watch.doing().isEmpty() ? tr("checking…") : m_watch.doing() + "…"
                         : QString());
    m_again->setEnabled(!m_watch.isChecking());
    m_line->setVisible(report.has_value());
    if (!report) {
        m_list->hide();
        return;
    }
    m_line->setText(QString::fromStdString(reports::summaryOf(*report)));
    m_line->setIcon(
        widgets::icon(widgets::iconNameOf(report->level()), widgets::colorOf(report->level(), palette())));
    m_list->setReport(*report);
    open(m_line->isChecked());
}

void PreflightBar::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_watch.report())
        m_line->setIcon(widgets::icon(widgets::iconNameOf(m_watch.report()->level()),
                                      widgets::colorOf(m_watch.report()->level(), palette())));
}

} // namespace ld3m::workbench
