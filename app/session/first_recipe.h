// The recipe that a person's own images begin with: sensible choices for a folder, and what they cost.
#pragma once

#include "app/session/tools.h"

namespace ld3m::session {

enum class Effort {
    quick,   ///< minutes: does it work at all
    evening, ///< some hours: good enough to judge
    paper    ///< the paper's length, whatever it takes
};

/// Where the images are learned.
enum class StartFrom {
    pixels,
    bundled, ///< the prior that comes with the program
    own      ///< a checkpoint of the user's
};

struct FirstChoices {
    std::int64_t resolution = 32; ///< pixels
    std::int64_t ipc = 1;
    StartFrom beginning = StartFrom::pixels;
    std::filesystem::path checkpoint = {}; ///< for StartFrom::own
    Effort effort = Effort::quick;
};

/// Resolutions that make sense for these images, ascending, none empty.
std::vector<std::int64_t> resolutionsFor(const FolderLook& look);

/// The bundled prior knows CIFAR-10's classes; other images start from pixels, or from its decoder alone.
FirstChoices suggestedFor(const FolderLook& look);

/// Why these choices cannot be run; empty when they can.
std::string obstacleTo(const FolderLook& look, const FirstChoices& choices);

/// `cores` of the processor decide how many iterations fit the effort. `bundledPrior` is its file.
settings::Recipe firstRecipe(const FolderLook& look, const FirstChoices& choices,
                             const std::filesystem::path& bundledPrior, int cores);

/// About how many seconds the whole run takes on `cores` of a processor, evaluations included: operations
/// counted, over a speed measured on docs/results/performance.md's machine. A factor of two off is usual.
double estimatedSeconds(const settings::Recipe& recipe, const FolderLook& look, int cores);

} // namespace ld3m::session
