// Going on from a stored iteration of a run in a folder of its own. No Torch in this header.
#pragma once

#include "core/projects/branch.h"
#include "core/projects/run_folder.h"

namespace ld3m::distillation {

/// Makes the run folder of a branch, which needs its parent no more: the parent's metrics, sheets and
/// evaluations up to the iteration, that checkpoint under the changed recipe, and the changes as events of
/// that iteration. What the parent does later is left out. `distil(run.recipe(), target, true, ...)` goes on
/// from there; without a change it computes what the parent would have. Iteration 0 makes a fresh run with
/// lineage: nothing is taken over, so any setting may change. The parent may be on. @throws base::InputError
/// before anything is written, base::RunError (disk full)
projects::RunFolder branchRun(const projects::Branch& branch);

} // namespace ld3m::distillation
