// Between toolbar and page while no run is on: one line on whether the recipe is ready to run, which opens
// the list of what was found.
#pragma once

#include <functional>

#include <QWidget>

#include "app/session/preflight_watch.h"

class QLabel;
class QProgressBar;
class QToolButton;

namespace ld3m::widgets {
class PreflightList;
class RecipeForm;
} // namespace ld3m::widgets

namespace ld3m::workbench {

class PreflightBar : public QWidget {
    Q_OBJECT
public:
    PreflightBar(session::Tools::Preflight check, session::Workspace& workspace, QWidget* parent = nullptr);

    /// False where something stands in the way of a run of the recipe as it is now: the list opens and
    /// obstructed() says what. What is still being checked does not stand in the way: the engine refuses by
    /// itself.
    bool letsRun();
    const session::PreflightWatch& watch() const { return m_watch; }
    widgets::PreflightList* list() const { return m_list; }
    QToolButton* line() const { return m_line; }

Q_SIGNALS:
    void settingAsked(const QString& key);
    void fixAsked(const QString& key, const ld3m::settings::Value& value);
    /// The first problem with its fix, in one sentence or two, and its setting.
    void obstructed(const QString& sentence, const QString& key);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void open(bool shown);

    session::Workspace& m_workspace;
    session::PreflightWatch m_watch;
    QToolButton* m_line;
    QLabel* m_doing;
    QToolButton* m_again;
    widgets::PreflightList* m_list;
};

} // namespace ld3m::workbench
