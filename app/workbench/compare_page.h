// Several runs held against each other: settings, curves, images of one iteration, accuracies, distances.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QTimer>
#include <QWidget>

#include "app/session/compared_images.h"
#include "app/session/comparison.h"
#include "app/session/workspace.h"
#include "app/workbench/compare_tables.h"

class QLabel;
class QStackedWidget;
class QTabWidget;

namespace ld3m::widgets {
class IterationSlider;
class SheetGrid;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class ComparePlots;
class CompareWelcome;
class RunChooser;

class ComparePage : public QWidget {
    Q_OBJECT
public:
    enum Tab { settingsTab, curvesTab, imagesTab, accuracyTab, distanceTab };

    explicit ComparePage(session::Workspace& workspace, QWidget* parent = nullptr);

    /// See RunChooser::choose.
    void compare(const std::vector<std::filesystem::path>& folders);

    RunChooser* chooser() const { return m_chooser; }
    const session::Comparison& comparison() const { return m_comparison; }
    const session::ComparedImages& images() const { return m_images; }
    QTabWidget* tabs() const { return m_tabs; }
    CompareSettings* settings() const { return m_settings; }
    ComparePlots* plots() const { return m_plots; }
    widgets::SheetGrid* grid() const { return m_grid; }
    CompareAccuracies* accuracies() const { return m_accuracies; }
    CompareDistances* distances() const { return m_distances; }
    widgets::IterationSlider* slider() const { return m_slider; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void buildLayout();
    QWidget* imagesPage();
    void connectParts();
    void chooseAsBefore();
    void ask();
    void told();
    void showNumbers();
    void listSheets();
    void showIteration();
    void showImages();
    void showSheets();
    void showDistances();
    std::vector<RunColor> colors() const;
    /// What the slider shows; nothing while it follows the newest.
    std::optional<std::int64_t> iteration() const;
    QString emptyImages() const;

    session::Workspace& m_workspace;
    session::Comparison m_comparison;
    session::ComparedImages m_images;
    QTimer m_look;       ///< what the runs have written since, while the page is seen
    bool m_seen = false; ///< since the project was opened
    RunChooser* m_chooser;
    CompareWelcome* m_welcome;
    QStackedWidget* m_pages;
    QLabel* m_problems;
    QLabel* m_hovered;
    QTabWidget* m_tabs;
    CompareSettings* m_settings;
    ComparePlots* m_plots;
    widgets::SheetGrid* m_grid;
    CompareAccuracies* m_accuracies;
    CompareDistances* m_distances;
    widgets::IterationSlider* m_slider;
};

} // namespace ld3m::workbench
