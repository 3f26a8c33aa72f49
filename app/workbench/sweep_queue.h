// What can be done about the selected points of a sweep: buttons beside the table, entries in its menu, keys.
#pragma once

#include <QAction>
#include <QObject>

#include "app/session/open_sweep.h"

class QToolButton;
class QWidget;

namespace ld3m::widgets {
class SweepTableView;
}

namespace ld3m::workbench {

class SweepQueue : public QObject {
    Q_OBJECT
public:
    /// Both must outlive it.
    SweepQueue(session::OpenSweep& sweep, widgets::SweepTableView& table, QWidget* parent);

    QAction* earlier() const { return m_earlier; }
    QAction* later() const { return m_later; }
    QAction* cancel() const { return m_cancel; }
    QAction* restore() const { return m_restore; }
    QList<QAction*> actions() const { return {m_earlier, m_later, m_cancel, m_restore}; }
    QToolButton* buttonOf(QAction* action) const;

    /// Enables what makes sense for the selected points now.
    void refresh();

private:
    using Change = void (session::OpenSweep::*)(const QStringList&);
    QAction* make(const char* name, const QString& text, const QString& icon, const QKeySequence& key,
                  const QString& help, Change change);

    session::OpenSweep& m_sweep;
    widgets::SweepTableView& m_table;
    QWidget* m_parent;
    QAction* m_earlier;
    QAction* m_later;
    QAction* m_cancel;
    QAction* m_restore;
};

} // namespace ld3m::workbench
