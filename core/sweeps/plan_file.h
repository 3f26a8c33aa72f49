// SWEEP.toml, the file that people write:
//
//     format = 1
//     name = "Reverse steps"
//     recipe = "../cifar10-dc.toml"    # or a project folder; a relative path starts at this file's folder
//     order = "grid"                   # or "shuffled"
//     repeat = 3                       # runs of each point, with seeds counted up; or seeds = [0, 7]
//
//     [set]
//     distillation.iterations = 500    # for all runs
//
//     [grid]
//     prior.steps = [2, 5, 10]
//     prior.residual = ["released", "off"]
//
//     [random]
//     count = 20
//     seed = 1
//     distillation.latent_rate = { min = 0.01, max = 1, log = true }
//     prior.guidance = { choices = [1, 3] }
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/sweeps/sweep_plan.h"

namespace ld3m::sweeps {

/// Version of the format; newer files are refused in words.
constexpr std::int64_t kSweepFormat = 1;

/// `assignments` as typed after --set join what the file sets, and win.
/// @throws base::InputError for an unreadable file or recipe, TOML errors, settings that do not exist, values
/// that a setting does not take (each with its line).
SweepPlan readPlan(const std::filesystem::path& file, const std::vector<std::string>& assignments = {});

/// Whether the file is meant as one: TOML that names a recipe or has a section that varies settings.
bool mayBePlan(const std::filesystem::path& file);

/// The plan as such a file, whose recipe is to be found at `recipe`.
std::string toToml(const SweepPlan& plan, const std::string& recipe);

} // namespace ld3m::sweeps
