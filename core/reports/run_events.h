// Everything a run publishes. Numbers and events go through a channel (nothing lost), pictures and progress
// through latest-wins slots; window and command line drain the same objects.
#pragma once

#include <string>
#include <variant>

#include "core/base/channel.h"
#include "core/base/latest.h"
#include "core/reports/evaluation_table.h"
#include "core/reports/image_sheet.h"
#include "core/reports/iteration_report.h"
#include "core/reports/training_report.h"
#include "core/settings/field.h"

namespace ld3m::reports {

enum class RunState { preparing, running, paused, evaluating, finished, stopped, failed };

/// "preparing", "running", ...
std::string nameOf(RunState state);

struct StateChange {
    RunState state = RunState::preparing;
    std::int64_t iteration = 0;
    std::string message; ///< for failed: what happened and which setting to lower; else may be empty
};

/// A setting that was changed while the run was on; it acts from `iteration` on.
struct SettingChange {
    std::int64_t iteration = 0;
    std::string key;
    settings::Value before;
    settings::Value after;
};

/// A checkpoint that is safely on disk.
struct CheckpointWritten {
    std::int64_t iteration = 0;
    std::string file; ///< relative to the run folder
};

using Event = std::variant<IterationReport, EvaluationTable, SettingChange, CheckpointWritten, StateChange,
                           TrainingReport, FiguresReport>;

/// Progress of long work inside a run: decoding images, evaluating.
struct Progress {
    std::string what; ///< "Decoding images"
    std::int64_t done = 0;
    std::int64_t total = 0; ///< 0: unknown
};

struct Published {
    base::Channel<Event> events;
    base::Latest<ImageSheet> sheet;
    base::Latest<Progress> progress;
};

} // namespace ld3m::reports
