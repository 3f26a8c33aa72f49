// The T explorer: for one set of latents, images, gradient norms with and without the residual, seconds and
// memory at several numbers of reverse steps (the paper's Table 1 and Figure 4 for this run). No Torch in
// this header.
#pragma once

#include "core/reports/step_exploration.h"

namespace ld3m::diagnostics {

/// Measures one T after the other, in the order asked, repeats left out. Every T shares noise, network,
/// batches and augmentations of iteration 1; the learnables stay as they are. Where the recipe's residual is
/// off, "with" is the released one. Blocks; returns normally when all are done.
/// @throws base::InputError before anything is loaded where a prior has no reverse steps or a T makes no
/// sense; jobs::Stopped out of the watch's checkpoint, after which every T told of as whole stays true.
void exploreSteps(const reports::StepQuestion& question, const reports::StepWatch& watch);

} // namespace ld3m::diagnostics
