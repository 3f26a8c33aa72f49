// See why: how much gradient reaches Z and c of the shown run, along which way, and how steady it is.
#pragma once

#include <QTimer>
#include <QWidget>

#include "app/session/diagnosis.h"
#include "app/session/gradient_snr.h"
#include "app/session/workspace.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace ld3m::workbench {

class DiagnosisPlots;

class DiagnosePage : public QWidget {
    Q_OBJECT
public:
    DiagnosePage(session::Tools::Diagnose diagnose, session::Workspace& workspace, QWidget* parent = nullptr);

    /// The iteration that everything shows: its nearest checkpoint is what is measured.
    void showIteration(std::int64_t iteration);

    const session::Diagnosis& diagnosis() const { return m_diagnosis; }
    DiagnosisPlots* plots() const { return m_plots; }
    QLineEdit* stepsField() const { return m_steps; }
    QPushButton* startButton() const { return m_start; }
    QComboBox* otherRun() const { return m_other; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildHead();
    void buildSnrTools();
    void connectDiagnosis();
    void connectWorkspace();
    void follow();
    void startOrCancel();
    void ask(bool storedOnly);
    void askSoon();
    void listRuns();
    void askSnr();
    void showSnr();
    void refresh();
    /// The recipe of the shown run, else the next one's.
    const settings::Recipe& recipe() const;
    QString emptyText() const;
    QString doing() const;

    session::Workspace& m_workspace;
    session::Diagnosis m_diagnosis;
    session::GradientSnr m_gradientSnr;
    std::int64_t m_iteration = 0;
    std::int64_t m_chainAsked = 0; ///< T of the chain that is shown
    QString m_problem;             ///< with what was typed or asked; empty for none
    QString m_chosenOther;         ///< run folder that a person chose to compare with; "-" for none
    QTimer m_soon;                 ///< stored results, a moment after the slider rests
    QTimer m_look;                 ///< what the runs have written since, while the page is seen
    QLineEdit* m_steps;
    QSpinBox* m_draws;
    QSpinBox* m_chainSteps;
    QPushButton* m_start;
    QLabel* m_about;
    QLabel* m_doing;
    QProgressBar* m_bar;
    QComboBox* m_other;
    QComboBox* m_norm;
    QSpinBox* m_window;
    QSpinBox* m_degree;
    DiagnosisPlots* m_plots;
};

} // namespace ld3m::workbench
