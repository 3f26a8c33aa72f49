#include "app/workbench/compare_welcome.h"

#include <QLabel>
#include <QPushButton>

#include "app/workbench/teaching.h"
#include "widgets/theme/icons.h"

namespace ld3m::workbench {

CompareWelcome::CompareWelcome(QWidget* parent)
    : QWidget(parent), m_next(new QLabel(this)),
      m_newest(new QPushButton(widgets::icon("compare"), tr("Compare the Newest Two"), this)) {
    m_next->setObjectName("compareNext");
    m_newest->setObjectName("compareNewest");
    m_newest->setProperty("primary", true);
    auto* folder = new QPushButton(widgets::icon("open"), tr("Add a Run Folder…"), this);
    folder->setObjectName("compareFolder");
    connect(m_newest, &QPushButton::clicked, this, &CompareWelcome::newestAsked);
    connect(folder, &QPushButton::clicked, this, &CompareWelcome::folderAsked);
    teach(this, tr("Hold runs against each other"),
          tr("Of two to eight runs you see here which settings differ, their losses, gradients and "
             "accuracies in one "
             "plot each, their images of one iteration side by side, which set is better by a paired test, "
             "and how "
             "far the images of each class are from each other."),
          m_next, {m_newest, folder});
    setCounts(0, 0);
}

void CompareWelcome::setCounts(int runs, int chosen) {
    m_newest->setEnabled(runs >= 2);
    if (runs + chosen == 0)
        m_next->setText(tr("There are no runs yet: press Run (F5) for the first one, or add a run folder."));
    else if (runs < 2)
        m_next->setText(
            tr("There is one run so far: A|B (Ctrl+T) makes a second one with a single change, or add a "
               "run folder."));
    else if (chosen == 1)
        m_next->setText(tr("One run is chosen: check another one at the left."));
    else
        m_next->setText(
            tr("Check runs at the left. Runs that are selected in the Runs panel come here by their "
               "context menu."));
}

} // namespace ld3m::workbench
