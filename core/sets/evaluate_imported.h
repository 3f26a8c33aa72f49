// Judging anybody's set by a protocol of ours, as a run's is judged. No Torch in this header.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/jobs/control.h"
#include "core/reports/run_events.h"

namespace ld3m::sets {

struct ImportRequest {
    std::filesystem::path set;
    std::string dataset;       ///< folder of real images; empty for that of an exported set's run
    std::string normalisation; ///< name; empty for what the set says or its values tell
    /// "evaluation.", "dataset." and "device." settings; of an exported set in place of its run's.
    std::vector<std::string> overrides;
};

struct ImportedEvaluation {
    reports::EvaluationTable table;
    std::vector<std::string> notes; ///< what was found and settled about the set, a sentence each
};

/// Networks see the values as the set has them, and test images in the same normalisation (sets of [0,1] and
/// unknown ones are normalised as the dataset is; "released" is tested with imagenet's, as its authors do).
/// @throws base::InputError: no set, no dataset, a normalisation that nobody can tell, classes or sizes that
/// do not fit; jobs::Stopped
ImportedEvaluation evaluateImported(const ImportRequest& request, jobs::Control& control,
                                    reports::Published& published);

} // namespace ld3m::sets
