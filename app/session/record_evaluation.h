// An evaluation that somebody asked for, kept with the run it judges.
#pragma once

#include <filesystem>

#include "core/reports/evaluation_table.h"

namespace ld3m::session {

/// Appends the table to the run's events and, where that iteration has none yet, stores it as its evaluation.
/// A run that another process writes is left alone: false. With `ownRun`, this process is the writer, whose
/// lines and ours are whole and do not mix. Any thread. @throws base::InputError, base::RunError
bool recordEvaluation(const std::filesystem::path& runFolder, const reports::EvaluationTable& table,
                      bool ownRun);

} // namespace ld3m::session
