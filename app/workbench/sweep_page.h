// Many runs of one recipe: opened, queued, watched, and what came of them as a table and as plots.
#pragma once

#include <QTimer>
#include <QWidget>

#include "app/session/open_sweep.h"
#include "app/session/workspace.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace ld3m::widgets {
class SweepPlots;
class SweepTableView;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class SweepQueue;
class SweepStart;

class SweepPage : public QWidget {
    Q_OBJECT
public:
    /// `program` says what runs the points; empty: the ld3m beside this program.
    SweepPage(session::OpenSweep::Program program, session::Workspace& workspace, QWidget* parent = nullptr);

    /// A sweep's file or folder.
    void open(std::filesystem::path place);

    session::OpenSweep& sweep() { return m_sweep; }
    SweepStart* startPage() const { return m_empty; }
    widgets::SweepTableView* table() const { return m_table; }
    widgets::SweepPlots* plots() const { return m_plots; }
    SweepQueue* queue() const { return m_queue; }
    QPushButton* startButton() const { return m_start; }
    QPushButton* pauseButton() const { return m_pause; }
    QPushButton* stopButton() const { return m_stop; }
    QSpinBox* jobs() const { return m_jobs; }
    QString said() const; ///< beside the progress
    QString problem() const;

Q_SIGNALS:
    /// A run is to be looked at.
    void runAsked(const std::filesystem::path& folder);

protected:
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    // See sweep_page_head.cpp.
    QWidget* buildHead();
    QPushButton* buildOpener();
    QWidget* buildSweep();

    void connectSweep();
    void connectViews();
    void choose(bool folder);
    void write();
    std::filesystem::path home() const;
    void opened();
    void statusChanged();
    void refresh();
    void refreshButtons();
    void drawPlots();
    void showRun(const QString& point);
    void tell(const QString& sentence);
    QString chosenFailure() const;

    session::Workspace& m_workspace;
    session::OpenSweep m_sweep;
    std::filesystem::path m_offered; ///< a project that is a sweep as well: opened when the page is seen
    QString m_problem;
    QTimer m_soon; ///< plots, a moment after a change
    QStackedWidget* m_pages;
    SweepStart* m_empty;
    QLabel* m_name;
    QLabel* m_place;
    QPushButton* m_start;
    QPushButton* m_pause;
    QPushButton* m_stop;
    QSpinBox* m_jobs;
    QProgressBar* m_bar;
    QLabel* m_said;
    QLabel* m_told;
    widgets::SweepTableView* m_table;
    widgets::SweepPlots* m_plots;
    SweepQueue* m_queue;
};

/// "13 of 24 finished, 2 running, 1 failed · 10 min left"
QString spokenStatus(const sweeps::SweepStatus& status);

} // namespace ld3m::workbench
