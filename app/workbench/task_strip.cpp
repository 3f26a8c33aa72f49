#include "app/workbench/task_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include "widgets/status/progress_strip.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {

using session::BackgroundTask;

namespace {

constexpr int kBarWidth = 120;

void tell(const reports::Progress& progress, QLabel* what, QProgressBar* bar) {
    const QString word = QString::fromStdString(progress.what);
    what->setText(progress.total > 0
                      ? TaskStrip::tr("%1 %2 / %3")
                            .arg(word, widgets::grouped(progress.done), widgets::grouped(progress.total))
                      : word);
    bar->setRange(0, progress.total > 0 ? 1000 : 0);
    if (progress.total > 0)
        bar->setValue(int(1000 * progress.done / progress.total));
}

} // namespace

TaskStrip::TaskStrip(QWidget* parent) : QWidget(parent), m_row(new QHBoxLayout(this)) {
    setObjectName("taskStrip");
    m_row->setContentsMargins(0, 0, 8, 0);
    m_row->setSpacing(16);
    setVisible(false);
}

void TaskStrip::show(BackgroundTask* task) {
    auto* entry = new QWidget(this);
    auto* row = new QHBoxLayout(entry);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    auto* title = new QLabel(task->title(), entry);
    auto* what = new QLabel(entry);
    what->setProperty("role", "muted");
    what->setFont(widgets::tabularFont(what->font()));
    auto* bar = new QProgressBar(entry);
    bar->setFixedWidth(kBarWidth);
    bar->setRange(0, 0);
    bar->setTextVisible(false);
    bar->setAccessibleName(task->title());
    auto* cancel = new QToolButton(entry);
    cancel->setObjectName("cancelTask");
    cancel->setProperty("flat", true);
    cancel->setIcon(widgets::icon(QStringLiteral("close")));
    cancel->setToolTip(tr("Cancel: %1").arg(task->title()));
    cancel->setAccessibleName(cancel->toolTip());
    for (QWidget* part : std::initializer_list<QWidget*>{title, what, bar, cancel})
        row->addWidget(part);
    m_row->addWidget(entry);
    setVisible(++m_count > 0);
    connect(cancel, &QToolButton::clicked, task, [task, cancel, what] {
        task->cancel();
        cancel->setEnabled(false);
        what->setText(tr("cancelling"));
    });
    connect(task, &BackgroundTask::progressed, entry, [what, bar, cancel](const reports::Progress& progress) {
        if (cancel->isEnabled())
            tell(progress, what, bar);
    });
    connect(task, &BackgroundTask::ended, entry, [this, entry] {
        entry->deleteLater();
        setVisible(--m_count > 0);
    });
}

} // namespace ld3m::workbench
