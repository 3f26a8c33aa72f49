// What can be made of the shown run beside running it: an evaluation now, a set for other programs, its
// figures. Each in the background, one of a kind at a time.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>

#include "app/session/background_task.h"
#include "app/session/tools.h"
#include "app/session/workspace.h"
#include "widgets/status/banner.h"

namespace ld3m::workbench {

class Actions;
class TaskStrip;

class RunTasks : public QObject {
    Q_OBJECT
public:
    /// A sentence for the window's banner, with what its button does.
    using Tell = std::function<void(widgets::BannerKind kind, const QString& sentence, const QString& action,
                                    std::function<void()> next)>;

    using Classes = std::function<std::vector<std::string>()>;

    /// `shownIteration` says what the slider shows, `chosenClasses` which classes have selected images.
    RunTasks(Actions& actions, session::Workspace& workspace, session::Tools tools, TaskStrip& strip,
             Tell tell, std::function<std::int64_t()> shownIteration, Classes chosenClasses, QWidget* window);

    // On the shown run, at the checkpoint nearest to the shown iteration.
    /// Networks are trained by the recipe's protocol; the table goes into the run, unless somebody else
    /// writes it.
    void evaluate();
    /// `to` is a folder that is not there yet, or is empty.
    void exportSet(const std::filesystem::path& to);
    void exportFigures(const std::filesystem::path& to);
    /// All stored images in turn, of these classes or, with none, of all; the suffix of `file` decides.
    void exportFilm(const std::filesystem::path& file, const std::vector<std::string>& classes);

private:
    void chooseSetFolder();
    void chooseFiguresFolder();
    void chooseFilmFile();
    void updateActions();
    void begin(QPointer<session::BackgroundTask>& slot, session::BackgroundTask* task);
    /// That of the open project's recipe, for its own runs.
    std::optional<settings::EvaluationSettings> projectsProtocol(const std::filesystem::path& run) const;

    Actions& m_actions;
    session::Workspace& m_workspace;
    session::Tools m_tools;
    TaskStrip& m_strip;
    Tell m_tell;
    std::function<std::int64_t()> m_shownIteration;
    Classes m_chosenClasses;
    QWidget* m_window;
    QPointer<session::BackgroundTask> m_evaluating;
    QPointer<session::BackgroundTask> m_exporting;
};

} // namespace ld3m::workbench
