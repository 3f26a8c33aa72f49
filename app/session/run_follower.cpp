#include "app/session/run_follower.h"

#include <optional>

#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"

namespace ld3m::session {

/// Lives on the background thread.
struct RunFollower::Reader {
    std::filesystem::path folder;
    std::optional<projects::RunFolder> run;
    std::optional<projects::MetricsReader> metrics;
    std::vector<std::int64_t> sheets;
    bool caughtUp = false;
    std::string problem;
};

RunFollower::RunFollower(std::filesystem::path runFolder, std::chrono::milliseconds interval, QObject* parent)
    : RunFeed(parent) {
    auto reader = std::make_shared<Reader>();
    reader->folder = std::move(runFolder);
    m_background = std::make_unique<Background>(interval, [this, reader] { poll(*reader); });
}

RunFollower::~RunFollower() = default;

void RunFollower::poll(Reader& reader) {
    try {
        if (!reader.run)
            reader.run = projects::RunFolder::open(reader.folder);
        if (!reader.metrics)
            reader.metrics.emplace(reader.run->metricsFile());
        std::vector<reports::Event> events = reader.metrics->readNew();
        const bool replaced = reader.metrics->restarted();
        std::vector<std::int64_t> sheets = reader.run->sheets();
        if (replaced)
            reader.sheets.clear();
        const bool listChanged = replaced || sheets != reader.sheets;
        const bool grown =
            !sheets.empty() && (reader.sheets.empty() || sheets.back() != reader.sheets.back());
        reader.sheets = sheets;
        const bool first = !std::exchange(reader.caughtUp, true);
        if (replaced || !events.empty() || listChanged || first)
            QMetaObject::invokeMethod(this, [this, replaced, listChanged, first, events = std::move(events),
                                             sheets = std::move(sheets)]() mutable {
                if (replaced)
                    Q_EMIT restarted();
                deliver(std::move(events));
                if (listChanged)
                    Q_EMIT sheetsListed(sheets);
                if (first)
                    Q_EMIT caughtUp();
            });
        if (grown)
            QMetaObject::invokeMethod(
                this, [this, newest = projects::readSheet(reader.run->sheetFile(reader.sheets.back()))] {
                    Q_EMIT sheetArrived(newest);
                });
        reader.problem.clear();
    } catch (const std::exception& problem) {
        if (reader.problem == problem.what()) // said once, not twice a second
            return;
        reader.problem = problem.what();
        QMetaObject::invokeMethod(
            this, [this, sentence = QString::fromStdString(reader.problem)] { Q_EMIT unreadable(sentence); });
    }
}

} // namespace ld3m::session
