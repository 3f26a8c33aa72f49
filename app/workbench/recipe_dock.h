// The recipe of the next run; while a run is on, of that run, with the settings that may change live.
#pragma once

#include <QDockWidget>

#include "app/session/workspace.h"

class QLabel;
class QPushButton;
class QUndoStack;

namespace ld3m::widgets {
class RecipeForm;
}

namespace ld3m::workbench {

class RecipeDock : public QDockWidget {
    Q_OBJECT
public:
    RecipeDock(session::Workspace& workspace, QWidget* parent = nullptr);

    widgets::RecipeForm* form() const { return m_form; }
    QUndoStack* undoStack() const;

Q_SIGNALS:
    /// Somebody wants to change a setting ("prior.kind") that the run that is on cannot change.
    void lockedFieldAsked(const QString& key);

private:
    void compare();

    session::Workspace& m_workspace;
    widgets::RecipeForm* m_form;
    QWidget* m_note; ///< how the shown run differs from the form
    QLabel* m_noteText;
    QPushButton* m_take;
    QMetaObject::Connection m_described;
};

} // namespace ld3m::workbench
