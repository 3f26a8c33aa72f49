// The second arm of a comparison: a run beside the one of the window, with one change and the same random
// draws.
#pragma once

#include <memory>

#include "app/session/run_history.h"
#include "app/session/run_session.h"
#include "core/projects/branch.h"

namespace ld3m::session {

/// Makes the folder of a branch; handed in like the engine. Called on a job's thread.
/// @throws base::InputError, base::RunError
using Brancher = std::function<projects::RunFolder(const projects::Branch& branch)>;

struct TwinPlan {
    projects::Change change; ///< of the second arm
    jobs::Turns::Order order = jobs::Turns::Order::interleaved;
};

/// Two runs that can be looked at together: arm A and arm B, or any others. Null when there is none.
struct RunPair {
    std::shared_ptr<RunHistory> a;
    std::shared_ptr<RunHistory> b;
    explicit operator bool() const { return a && b; }
};

class Twin : public QObject {
    Q_OBJECT
public:
    /// `branch` is made when arm B has its first turn: its parent may be the folder of arm A, which then is
    /// there.
    Twin(const Engine& engine, const Brancher& brancher, const projects::Branch& branch,
         const settings::Recipe& recipe, const std::shared_ptr<jobs::Turns>& turns);

    RunSession& session() { return m_session; }
    const RunSession& session() const { return m_session; }
    /// The setting that tells the arms apart.
    const std::string& changed() const { return m_changed; }
    const std::shared_ptr<RunHistory>& history() const { return m_history; }

private:
    std::string m_changed;
    RunSession m_session;
    std::shared_ptr<RunHistory> m_history;
};

/// What prepare() of a session does for a branch. When its parent never came to be, there is nothing to
/// compare: the run ends as stopped.
std::function<settings::Recipe(jobs::Control&)> preparation(const Brancher& brancher,
                                                            const projects::Branch& branch);

/// Of two arms, what a person may ask for next: what one is doing while the other does nothing or the same.
Activity together(Activity a, Activity b);

} // namespace ld3m::session
