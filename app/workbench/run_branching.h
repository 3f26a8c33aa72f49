// What makes runs out of other runs: branches, the queue and twins, asked for by actions.
#pragma once

#include <functional>

#include <QObject>

#include "app/session/workspace.h"
#include "widgets/status/banner.h"

namespace ld3m::workbench {

class Actions;
class TwinMenu;
class TwinWelcome;

class RunBranching : public QObject {
    Q_OBJECT
public:
    /// A sentence for the window's banner, with what its button does.
    using Tell = std::function<void(widgets::BannerKind kind, const QString& sentence, const QString& action,
                                    std::function<void()> next)>;

    /// `shownIteration` says what the slider shows.
    RunBranching(Actions& actions, session::Workspace& workspace, Tell tell,
                 std::function<std::int64_t()> shownIteration, QWidget* window);

    /// Asks how the shown run shall branch; `key`, when there is one, is what a person wants to change.
    void ask(const QString& key = {});
    /// A second arm with one change: from the shown iteration, else from the beginning. Stops what is on
    /// first.
    void twin(const session::TwinPlan& plan, bool fromShown);
    /// The menu of what a second arm may have changed, at the toolbar's button.
    void openTwinMenu();
    /// Does what the page asks for that teaches what a twin is.
    void serve(const TwinWelcome& welcome);
    /// Somebody wants to change what the run that is on cannot change.
    void offer(const QString& key);

Q_SIGNALS:
    /// The arms that are there already are wanted on the screen.
    void pairWanted();

private:
    void askChange(jobs::Turns::Order order, bool fromShown);
    void begin(const projects::QueuedRun& run, bool queued);
    void enqueue();
    void updateActions();
    std::int64_t nearestStored(std::int64_t iteration) const;

    Actions& m_actions;
    session::Workspace& m_workspace;
    Tell m_tell;
    std::function<std::int64_t()> m_shownIteration;
    QWidget* m_window;
    TwinMenu* m_twinMenu;
};

} // namespace ld3m::workbench
