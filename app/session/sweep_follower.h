// Where the points of a sweep stand that this window does not run, read from its folder on a thread of its
// own.
#pragma once

#include <memory>
#include <mutex>

#include <QObject>

#include "app/session/background.h"
#include "core/sweeps/point_status.h"

namespace ld3m::session {

class SweepFollower : public QObject {
    Q_OBJECT
public:
    explicit SweepFollower(QObject* parent = nullptr);

    /// Reads this sweep once, and again and again while some process runs it; null: nothing.
    void follow(std::shared_ptr<const sweeps::SweepFolder> folder);
    /// Reads once more, whoever runs it.
    void lookAgain();

Q_SIGNALS:
    /// `held`: a process runs it.
    void read(const ld3m::sweeps::SweepStatus& status, bool held);

private:
    void look();

    std::mutex m_mutex; ///< guards the next three
    std::shared_ptr<const sweeps::SweepFolder> m_folder;
    int m_number = 0; ///< of what is asked for
    bool m_wanted = false;
    std::unique_ptr<sweeps::ResultCache> m_results; ///< this and the next three: the thread's
    std::shared_ptr<const sweeps::SweepFolder> m_resultsOf;
    int m_knownOf = 0;
    bool m_held = false;
    Background m_background; ///< last: it uses the others
};

} // namespace ld3m::session
