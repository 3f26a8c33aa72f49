// What the A|B page says while there is no pair: what a twin is, and how to get two runs side by side.
#pragma once

#include <utility>
#include <vector>

#include <QWidget>

#include "app/session/workspace.h"

class QComboBox;
class QLabel;
class QPushButton;

namespace ld3m::workbench {

class TwinWelcome : public QWidget {
    Q_OBJECT
public:
    explicit TwinWelcome(session::Workspace& workspace, QWidget* parent = nullptr);

    QPushButton* startButton() const { return m_start; }
    QComboBox* runA() const { return m_a; }
    QComboBox* runB() const { return m_b; }

Q_SIGNALS:
    /// From the beginning, with the residual the other way round.
    void twinAsked(const ld3m::session::TwinPlan& plan);
    /// Another change is to be chosen.
    void changeAsked();

private:
    void refresh();
    void listRuns();

    session::Workspace& m_workspace;
    QLabel* m_next;
    QPushButton* m_start;
    QPushButton* m_change;
    QComboBox* m_a;
    QComboBox* m_b;
    QWidget* m_choice;
    std::vector<std::pair<QString, QString>> m_listed; ///< names and folders
};

} // namespace ld3m::workbench
