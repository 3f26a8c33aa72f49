#include "app/workbench/status_line.h"

#include <QLabel>

#include "app/workbench/task_strip.h"
#include "core/settings/recipe_file.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {
namespace {

constexpr int kRefreshMilliseconds = 2000;

} // namespace

StatusLine::StatusLine(session::Workspace& workspace, QWidget* parent)
    : QStatusBar(parent), m_workspace(workspace), m_tasks(new TaskStrip(this)), m_facts(new QLabel(this)),
      m_behind(new QLabel(this)) {
    for (QLabel* label : {m_facts, m_behind}) {
        label->setProperty("role", "muted");
        label->setFont(widgets::tabularFont(label->font()));
        label->setContentsMargins(8, 0, 8, 0);
    }
    setSizeGripEnabled(false);
    addWidget(m_facts);
    addPermanentWidget(m_tasks);
    addPermanentWidget(m_behind);
    m_behind->setToolTip(tr("How late the window's event loop is: median and 99th percentile"));
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_behind->setText(tr("UI %1 ms behind, 99 % under %2 ms")
                              .arg(m_latency.percentile(0.5), 0, 'f', 1)
                              .arg(m_latency.percentile(0.99), 0, 'f', 1));
    });
    m_timer.start(kRefreshMilliseconds);
    connect(&workspace, &session::Workspace::recipeChanged, this, &StatusLine::describe);
    connect(&workspace, &session::Workspace::shownChanged, this, [this](session::RunHistory* history) {
        disconnect(m_described);
        if (history)
            m_described = connect(history, &session::RunHistory::described, this, &StatusLine::describe);
        describe();
    });
    describe();
}

void StatusLine::describe() {
    const session::RunHistory* shown = m_workspace.shown();
    const bool known = shown && shown->run();
    const settings::Recipe& recipe = known ? shown->run()->recipe() : m_workspace.recipe();
    const auto word = [](auto value) { return QString::fromStdString(nameOf(value)); };
    const QString device =
        known ? QString::fromStdString(shown->run()->provenance().device)
              : tr("device %1, %2").arg(word(recipe.device.kind), word(recipe.device.precision));
    m_facts->setText(QStringLiteral("%1      seed %2      format %3")
                         .arg(device)
                         .arg(recipe.distillation.seed)
                         .arg(settings::kRecipeFormat));
}

} // namespace ld3m::workbench
