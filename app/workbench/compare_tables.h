// The tables of the Compare page: settings and progress, accuracies and tests, distances of images.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <QWidget>

#include "core/comparison/comparison_tables.h"
#include "core/reports/run_events.h"

class QCheckBox;
class QLabel;
class QProgressBar;
class QPushButton;

namespace ld3m::widgets {
class TextTableView;
}

namespace ld3m::workbench {

/// A run's name and its colour, see widgets::seriesColor.
struct RunColor {
    std::string name;
    int color = -1;
};

/// For TextTableView::setHeadColors: heads are a run's name, with " (iteration)" or ", quantity" behind it.
std::vector<int> headColors(const reports::TextTable& table, const std::vector<RunColor>& runs);

/// What differs between the recipes, and how far the runs are.
class CompareSettings : public QWidget {
    Q_OBJECT
public:
    explicit CompareSettings(QWidget* parent = nullptr);
    void showRuns(const std::vector<comparison::ComparedRun>& runs, const std::vector<RunColor>& colors);
    QCheckBox* allToo() const { return m_all; }
    widgets::TextTableView* settings() const { return m_settings; }
    widgets::TextTableView* progress() const { return m_progress; }

private:
    void refresh();

    std::vector<comparison::ComparedRun> m_runs;
    std::vector<RunColor> m_colors;
    QCheckBox* m_all;
    QLabel* m_same;
    widgets::TextTableView* m_settings;
    widgets::TextTableView* m_progress;
};

/// Networks by runs, and each run tested against the first.
class CompareAccuracies : public QWidget {
    Q_OBJECT
public:
    explicit CompareAccuracies(QWidget* parent = nullptr);
    /// By the newest evaluations up to `iteration`, the last ones without.
    void showRuns(const std::vector<comparison::ComparedRun>& runs, const std::vector<RunColor>& colors,
                  std::optional<std::int64_t> iteration);
    widgets::TextTableView* accuracies() const { return m_accuracies; }
    widgets::TextTableView* tests() const { return m_tests; }
    QString notes() const;

private:
    QLabel* m_empty;
    QLabel* m_notes;
    widgets::TextTableView* m_accuracies;
    widgets::TextTableView* m_tests;
};

/// RMSE and SSIM by class, while they are measured, too.
class CompareDistances : public QWidget {
    Q_OBJECT
public:
    explicit CompareDistances(QWidget* parent = nullptr);
    void showTable(const reports::TextTable& table, const std::vector<std::string>& notes,
                   const std::vector<RunColor>& colors);
    /// Nothing: nothing is being measured.
    void setProgress(const std::optional<reports::Progress>& progress);
    /// Why there is nothing to see.
    void setEmptyText(const QString& text);
    widgets::TextTableView* distances() const { return m_distances; }
    QString notes() const;

Q_SIGNALS:
    void cancelAsked();

private:
    QLabel* m_empty;
    QLabel* m_notes;
    QWidget* m_measuring;
    QProgressBar* m_bar;
    widgets::TextTableView* m_distances;
};

} // namespace ld3m::workbench
