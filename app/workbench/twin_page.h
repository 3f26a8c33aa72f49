// Two runs held against each other: their images at one iteration, their curves in one plot, and what the
// difference does to the accuracy.
#pragma once

#include <array>
#include <vector>

#include <QWidget>

#include "app/session/workspace.h"

class QLabel;
class QSplitter;
class QStackedWidget;

namespace ld3m::widgets {
class ImageComparison;
class IterationSlider;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class TwinPlots;
class TwinWelcome;

class TwinPage : public QWidget {
    Q_OBJECT
public:
    explicit TwinPage(session::Workspace& workspace, QWidget* parent = nullptr);

    widgets::ImageComparison* comparison() const { return m_comparison; }
    widgets::IterationSlider* slider() const { return m_slider; }
    TwinPlots* plots() const { return m_plots; }
    TwinWelcome* welcome() const { return m_welcome; } ///< while there is no pair
    /// "B − A at iteration 100: +2.3 ± 0.4 points over 5 paired runs"
    QString verdict() const;

Q_SIGNALS:
    /// The page of one run is wanted instead.
    void backAsked();

private:
    void buildLayout();
    void bind();
    void describe();
    void listCommon();
    void newest();
    void showIteration(std::int64_t iteration);
    void take(std::size_t arm, const reports::ImageSheet& sheet);
    void judge();

    session::Workspace& m_workspace;
    session::RunPair m_pair;
    std::vector<QMetaObject::Connection> m_connections;
    std::array<reports::ImageSheet, 2> m_sheets; ///< at the shown iteration, or without images
    std::vector<std::int64_t> m_common;          ///< iterations that both have stored images of
    QLabel* m_title;
    QLabel* m_difference;
    QLabel* m_verdict;
    widgets::ImageComparison* m_comparison;
    widgets::IterationSlider* m_slider;
    TwinPlots* m_plots;
    QSplitter* m_rows;
    TwinWelcome* m_welcome;
    QStackedWidget* m_pages;
};

} // namespace ld3m::workbench
