// What a run says, as Qt signals, whatever it comes from: a job of this window or a folder on disk.
#pragma once

#include <cstdint>
#include <vector>

#include <QObject>

#include "core/reports/run_events.h"

namespace ld3m::session {

class RunFeed : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    // All on the thread of this object, in the order in which the run said them.
    void reported(const std::vector<ld3m::reports::IterationReport>& batch);
    void evaluated(const ld3m::reports::EvaluationTable& table);
    void settingChanged(const ld3m::reports::SettingChange& change);
    void checkpointWritten(const ld3m::reports::CheckpointWritten& checkpoint);
    void stateChanged(const ld3m::reports::StateChange& change);
    /// The newest images; older ones that nobody saw may be skipped.
    void sheetArrived(const ld3m::reports::ImageSheet& sheet);
    /// Iterations with a stored sheet, ascending.
    void sheetsListed(const std::vector<std::int64_t>& iterations);
    void progressed(const ld3m::reports::Progress& progress);
    /// The run was taken up again from an earlier point: forget it, everything is told anew.
    void restarted();

protected:
    /// One signal per event, neighbouring iteration reports as one batch.
    void deliver(std::vector<reports::Event> events);
};

} // namespace ld3m::session
