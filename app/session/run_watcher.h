// Looks after a set of run folders off the UI thread: tells when runs appear, go on or end.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include <QObject>

#include "app/session/background.h"
#include "app/session/run_summary.h"

namespace ld3m::session {

class RunWatcher : public QObject {
    Q_OBJECT
public:
    /// Lists the run folders of interest, oldest first; called on the watcher's thread.
    using List = std::function<std::vector<std::filesystem::path>()>;

    explicit RunWatcher(List list, std::chrono::milliseconds interval = std::chrono::milliseconds(1000),
                        QObject* parent = nullptr);
    ~RunWatcher() override;

    /// Looks again now.
    void refresh() { m_background->wake(); }

Q_SIGNALS:
    /// Once after the first look, then whenever something changed.
    void runsChanged(const std::vector<ld3m::session::RunSummary>& runs);

private:
    void look();

    List m_list;
    std::map<std::filesystem::path, RunSummarizer> m_known; ///< on the watcher's thread
    std::optional<std::vector<RunSummary>> m_told;          ///< on the watcher's thread
    std::unique_ptr<Background> m_background;
};

} // namespace ld3m::session
