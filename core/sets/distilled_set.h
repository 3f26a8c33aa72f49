// A distilled set from anywhere, as a value.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/sets/manifest.h"
#include "core/sets/normalisation.h"

namespace ld3m::sets {

struct DistilledSet {
    std::filesystem::path path;
    std::string origin;      ///< "images_best.pt with labels_best.pt, as MTT, GLaD and LD3M's code save them"
    at::Tensor images_M3HW;  ///< float32 on the CPU, finite, as the file has them
    at::Tensor labels_M;     ///< int64, 0 or more; of soft labels the likeliest class
    at::Tensor soft_MC = {}; ///< float32, rows that sum to 1; undefined for hard labels
    std::optional<double> syn_lr = {};               ///< the rate that was learned with the images
    std::vector<std::string> class_names = {};       ///< in label order; empty where the files do not say
    std::optional<Normalisation> normalisation = {}; ///< where the origin says it
    std::optional<Manifest> manifest = {};           ///< of a set that this workbench exported
    std::vector<std::string> notes = {};             ///< what was seen and settled while reading

    std::int64_t size() const { return images_M3HW.size(0); }
    std::int64_t resolution() const { return images_M3HW.size(2); }
    /// As many as the soft labels, the names or the largest label say.
    std::int64_t classes() const;
};

/// Checks what any origin can get wrong and fills in what follows: images [M, 3, H, H] of any number type,
/// uint8 taken as [0,1]; labels [M], or [M, C] of probabilities or of scores, which a softmax makes
/// probabilities.
/// @throws base::InputError naming set.path: shapes that do not fit, values that are not finite, labels below
/// 0
DistilledSet soundSet(DistilledSet set, const at::Tensor& images, const at::Tensor& labels);

} // namespace ld3m::sets
