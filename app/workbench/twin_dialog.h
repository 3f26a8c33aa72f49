// Which single setting tells the second arm from the first.
#pragma once

#include <QDialog>

#include "core/projects/branch.h"

class QLabel;
class QPushButton;

namespace ld3m::widgets {
class ChangeList;
}

namespace ld3m::workbench {

class TwinDialog : public QDialog {
    Q_OBJECT
public:
    TwinDialog(const settings::Recipe& recipe, QWidget* parent);

    widgets::ChangeList* changes() const { return m_changes; }
    /// The one change; read it after the dialog was accepted.
    projects::Change change() const;

private:
    void check();

    widgets::ChangeList* m_changes;
    QLabel* m_note;
    QPushButton* m_start;
};

} // namespace ld3m::workbench
