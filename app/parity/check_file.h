// One file recomputed.
#pragma once

#include <string>
#include <vector>

#include "app/parity/comparison.h"
#include "app/parity/reference_files.h"

namespace ld3m::parity {

enum class Outcome {
    compared,
    broken,     ///< the computation failed: counts as a failure
    unknown,    ///< no such kind here
    unreadable, ///< the file, a sibling or a setting
    skipped,    ///< found in a folder, and no reference file
};

struct CaseResult {
    std::filesystem::path file;
    std::string name;
    std::string kind;
    Outcome outcome = Outcome::compared;
    std::string problem; ///< a sentence, unless compared
    std::vector<Quantity> quantities;

    bool failed() const;
    /// The compared quantity with the largest relative error; null when there is none.
    const Quantity* worst() const;
    std::size_t count(Verdict verdict) const;
};

CaseResult checkFile(const ReferenceFile& file, const c10::TensorOptions& options,
                     const Judgement& judgement);

} // namespace ld3m::parity
