#include "app/session/twin.h"

#include <algorithm>

namespace ld3m::session {

Twin::Twin(const Engine& engine, const Brancher& brancher, const projects::Branch& branch,
           const settings::Recipe& recipe, const std::shared_ptr<jobs::Turns>& turns)
    : m_changed(branch.changes.empty() ? std::string() : branch.changes.front().key),
      m_session(engine, recipe, branch.target, true, {preparation(brancher, branch), turns, 1}),
      m_history(std::make_shared<RunHistory>(branch.target)) {
    m_history->follow(m_session);
}

std::function<settings::Recipe(jobs::Control&)> preparation(const Brancher& brancher,
                                                            const projects::Branch& branch) {
    return [brancher, branch](jobs::Control& control) {
        control.checkpoint();
        if (!projects::RunFolder::isRun(branch.parent))
            throw jobs::Stopped{};
        return projects::RunFolder::isRun(branch.target) ? projects::RunFolder::open(branch.target).recipe()
                                                         : brancher(branch).recipe();
    };
}

Activity together(Activity a, Activity b) {
    if (a == Activity::idle || b == Activity::idle)
        return a == Activity::idle ? b : a;
    for (const Activity each : {Activity::stopping, Activity::running, Activity::pausing})
        if (a == each || b == each)
            return each;
    return Activity::paused;
}

} // namespace ld3m::session
