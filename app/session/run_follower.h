// Reads a run folder that this or another process wrote or is writing, without touching it.
#pragma once

#include <filesystem>
#include <memory>

#include "app/session/background.h"
#include "app/session/run_feed.h"

namespace ld3m::session {

class RunFollower : public RunFeed {
    Q_OBJECT
public:
    /// Reads off the caller's thread: at once, then every `interval`.
    explicit RunFollower(std::filesystem::path runFolder,
                         std::chrono::milliseconds interval = std::chrono::milliseconds(500),
                         QObject* parent = nullptr);
    ~RunFollower() override;

Q_SIGNALS:
    /// The folder or one of its files cannot be read; the sentence says which.
    void unreadable(const QString& sentence);
    /// Everything that was there at the start has been told.
    void caughtUp();

private:
    struct Reader;

    void poll(Reader& reader);

    std::unique_ptr<Background> m_background;
};

} // namespace ld3m::session
