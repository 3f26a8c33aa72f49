// One iteration that changes nothing: what gradient it gives, how long it takes and how much memory.
#pragma once

#include <functional>

#include "core/diagnostics/flow_subject.h"
#include "core/reports/step_exploration.h"

namespace ld3m::diagnostics {

struct MeasuredIteration {
    reports::StepNorms norms;
    reports::PhaseSeconds phases; ///< without an update
    /// Bytes at the iteration's peak beyond what was there before it, times what the host's heap holds for
    /// them.
    std::int64_t peak_bytes = 0;
};

/// Synthesizes, matches and pulls back the subject's learnables with the noise, network, batches and
/// augmentations of iteration `draw`. `prior` is one of the subject's recipe. May throw what `checkpoint`
/// throws.
MeasuredIteration measureIteration(priors::Prior& prior, const FlowSubject& subject, std::int64_t draw,
                                   const std::function<void()>& checkpoint);

} // namespace ld3m::diagnostics
