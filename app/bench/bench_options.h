// The command line of ld3m-bench.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "core/settings/recipe.h"

namespace ld3m::bench {

struct BenchOptions {
    settings::Recipe recipe;          ///< what an iteration does; the dataset's path stays empty
    std::filesystem::path checkpoint; ///< of the prior
    std::string structure;            ///< a published structure with random weights instead
    std::filesystem::path keys;       ///< a list of tensors with random weights instead
    std::int64_t classes = 10;
    std::int64_t iterations = 5; ///< measured, after one that warms up
    bool trajectories = false;   ///< measure trajectory matching in place of an iteration
    bool json = false;
};

/// Nothing when the command line asked for help or the version, which are then printed.
/// @throws base::InputError: unknown option, a value out of range, more than one model.
std::optional<BenchOptions> readOptions(int argc, const char* const* argv);

} // namespace ld3m::bench
