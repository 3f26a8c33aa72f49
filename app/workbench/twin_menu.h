// What the second arm may have changed, the residual first; from where; and how the arms share the machine.
#pragma once

#include <functional>

#include <QMenu>

#include "app/session/workspace.h"

namespace ld3m::workbench {

/// Made anew each time it opens, from the recipe as it is then.
class TwinMenu : public QMenu {
    Q_OBJECT
public:
    /// `shownIteration` says what the slider shows.
    TwinMenu(session::Workspace& workspace, std::function<std::int64_t()> shownIteration, QWidget* parent);

    /// Opens below `anchor`, ready for Return.
    void openAt(const QWidget* anchor);

Q_SIGNALS:
    void chosen(const ld3m::session::TwinPlan& plan, bool fromShown);
    /// Any other setting.
    void anotherAsked(jobs::Turns::Order order, bool fromShown);
    /// The arms that are there already.
    void pageAsked();

private:
    void fill();
    void addChange(QMenu& menu, const QString& text, const std::string& key, const settings::Value& value);
    void addCurves();
    void addSteps();
    void addOptions();

    session::Workspace& m_workspace;
    std::function<std::int64_t()> m_shownIteration;
    // clear() leaves menus and groups alone, so they are made once and filled anew.
    QMenu* m_curves;
    QActionGroup* m_from;
    QActionGroup* m_turns;
    jobs::Turns::Order m_order = jobs::Turns::Order::interleaved;
    bool m_fromShown = false;
};

} // namespace ld3m::workbench
