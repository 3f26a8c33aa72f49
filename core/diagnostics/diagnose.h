// Gradient flow and gradient chain of a run's checkpoint, remembered in its folder. No Torch in this header.
#pragma once

#include "core/reports/diagnosis.h"

namespace ld3m::diagnostics {

/// What is stored for the checkpoint and the question is told at once, without loading anything; the rest is
/// measured (chains first, then the flow, all arms at the first T, then at the next), told and stored as it
/// comes, so a stop loses only what was not complete. Stored results belong to their checkpoint's bytes,
/// settings, draws and version. Blocks; returns normally when all is told. A recipe's start is measured and
/// not stored.
/// @throws base::InputError before anything is loaded where a prior has no reverse steps, a T makes no sense
/// or an arm is unknown; jobs::Stopped out of the watch's checkpoint.
void diagnose(const reports::DiagnosisQuestion& question, const reports::DiagnosisWatch& watch);

} // namespace ld3m::diagnostics
