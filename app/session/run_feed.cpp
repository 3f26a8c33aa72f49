#include "app/session/run_feed.h"

#include <utility>

namespace ld3m::session {

void RunFeed::deliver(std::vector<reports::Event> events) {
    std::vector<reports::IterationReport> batch;
    const auto flush = [&] {
        if (!batch.empty())
            Q_EMIT reported(std::exchange(batch, {}));
    };
    for (reports::Event& event : events) {
        if (auto* report = std::get_if<reports::IterationReport>(&event)) {
            batch.push_back(std::move(*report));
            continue;
        }
        flush();
        if (const auto* table = std::get_if<reports::EvaluationTable>(&event))
            Q_EMIT evaluated(*table);
        else if (const auto* change = std::get_if<reports::SettingChange>(&event))
            Q_EMIT settingChanged(*change);
        else if (const auto* checkpoint = std::get_if<reports::CheckpointWritten>(&event))
            Q_EMIT checkpointWritten(*checkpoint);
        else if (const auto* state = std::get_if<reports::StateChange>(&event))
            Q_EMIT stateChanged(*state);
    }
    flush();
}

} // namespace ld3m::session
