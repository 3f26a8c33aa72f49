#include "app/session/run_watcher.h"

#include "core/base/log.h"

namespace ld3m::session {

RunWatcher::RunWatcher(List list, std::chrono::milliseconds interval, QObject* parent)
    : QObject(parent), m_list(std::move(list)),
      m_background(std::make_unique<Background>(interval, [this] { look(); })) {}

RunWatcher::~RunWatcher() = default;

void RunWatcher::look() {
    std::vector<RunSummary> runs;
    try {
        for (const std::filesystem::path& folder : m_list()) {
            try {
                runs.push_back(m_known.try_emplace(folder, folder).first->second.update());
            } catch (const std::exception& problem) { // one broken folder must not hide the others
                base::log::debug(problem.what());
                m_known.erase(folder);
            }
        }
    } catch (const std::exception& problem) {
        base::log::debug(problem.what());
    }
    if (m_told == runs)
        return;
    m_told = runs;
    QMetaObject::invokeMethod(this, [this, runs = std::move(runs)] { Q_EMIT runsChanged(runs); });
}

} // namespace ld3m::session
