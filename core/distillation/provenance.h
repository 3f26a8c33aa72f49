// What is true of a run when it is made: program, day, device, prior.
#pragma once

#include "core/projects/run_folder.h"

namespace ld3m::distillation {

/// Reads the prior's checkpoint (its hash) and asks for the device. `folder` gives the name.
/// @throws base::InputError when either is not there.
projects::Provenance provenanceOf(const settings::Recipe& recipe, const std::filesystem::path& folder);

/// The same with a hash that is known already.
projects::Provenance provenanceOf(const settings::Recipe& recipe, const std::filesystem::path& folder,
                                  const std::string& priorHash);

} // namespace ld3m::distillation
