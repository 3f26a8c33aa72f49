// One run in the middle of the window: images, one image, the iteration slider and the curves, all at one
// iteration.
#pragma once

#include <vector>

#include <QWidget>

#include "app/session/image_study_job.h"
#include "app/session/workspace.h"

class QLabel;
class QSplitter;

namespace ld3m::widgets {
class ImageInspector;
class ImageSheetView;
class IterationSlider;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class Actions;
class InspectorStudies;
class RunPlots;
class SheetTools;

class LivePage : public QWidget {
    Q_OBJECT
public:
    /// Without `study` the inspector knows pixels and history only.
    LivePage(const Actions& actions, session::Workspace& workspace, session::StudyImage study = {},
             QWidget* parent = nullptr);

    widgets::ImageSheetView* sheetView() const { return m_sheet; }
    /// Those with selected images, by name, in label order.
    std::vector<std::string> chosenClasses() const;
    widgets::ImageInspector* inspector() const { return m_inspector; }
    SheetTools* sheetTools() const { return m_tools; }
    widgets::IterationSlider* slider() const { return m_slider; }
    RunPlots* plots() const { return m_plots; }

    QByteArray saveSplitters() const;
    void restoreSplitters(const QByteArray& state);

Q_SIGNALS:
    /// Something was saved: one sentence.
    void saved(const QString& sentence);
    /// The iteration that everything shows.
    void iterationShown(qint64 iteration);

private:
    void buildLayout(const Actions& actions);
    void connectActions(const Actions& actions);
    void bind(session::RunHistory* history);
    void describe();
    void newest();
    void showIteration(std::int64_t iteration);
    void showSheet(const reports::ImageSheet& sheet);
    void inspect(bool scrubbed = false);

    session::Workspace& m_workspace;
    session::RunHistory* m_history = nullptr;
    std::vector<QMetaObject::Connection> m_connections;
    QLabel* m_title;
    QLabel* m_hovered;
    widgets::ImageSheetView* m_sheet;
    widgets::ImageInspector* m_inspector;
    InspectorStudies* m_studies;
    SheetTools* m_tools;
    widgets::IterationSlider* m_slider;
    RunPlots* m_plots;
    QSplitter* m_rows;
    QSplitter* m_columns;
};

} // namespace ld3m::workbench
