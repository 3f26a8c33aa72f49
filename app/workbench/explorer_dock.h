// The T explorer: what the number of reverse steps does to the latents that are shown.
#pragma once

#include <optional>

#include <QDockWidget>
#include <QTimer>

#include "app/session/step_exploration.h"
#include "app/session/workspace.h"

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QStackedWidget;

namespace ld3m::widgets {
class StepStrip;
}

namespace ld3m::workbench {

class ExplorerDock : public QDockWidget {
    Q_OBJECT
public:
    ExplorerDock(session::Tools::ExploreSteps explore, session::Workspace& workspace,
                 QWidget* parent = nullptr);

    /// The iteration that everything shows.
    void showIteration(std::int64_t iteration);
    widgets::StepStrip* strip() const { return m_strip; }
    QLineEdit* stepsField() const { return m_steps; }
    QPushButton* startButton() const { return m_start; }
    const session::StepExploration& exploration() const { return m_exploration; }

Q_SIGNALS:
    /// "Use this T".
    void useAsked(qint64 steps);

private:
    void buildLayout();
    void follow();
    void startOrCancel();
    void ask(bool rememberedOnly);
    void askSoon();
    void refresh();
    /// The recipe of the shown run, else the next one's.
    const settings::Recipe& recipe() const;
    /// What is being computed and how long it takes yet.
    QString doing() const;

    session::Workspace& m_workspace;
    session::StepExploration m_exploration;
    std::int64_t m_iteration = 0;
    QString m_problem; ///< with what was typed or asked; empty for none
    QTimer m_soon;     ///< remembered results, a moment after the slider rests
    QMetaObject::Connection m_described;
    QLineEdit* m_steps;
    QPushButton* m_start;
    QLabel* m_about;
    QProgressBar* m_bar;
    QLabel* m_doing;
    QLabel* m_empty;
    QLabel* m_legend;
    widgets::StepStrip* m_strip;
    QStackedWidget* m_pages;
};

} // namespace ld3m::workbench
