// Reads and resizes the images of a split on all cores, in an order that does not depend on the threads.
#pragma once

#include "core/data/packed_split.h"

namespace ld3m::data {

struct Decoded {
    PackedSplit split;
    std::vector<std::string> skipped; ///< one sentence for each broken image, in order
};

/// Every image of `source` as a square, as dataset.resolution, resize_order and antialias say. `progress` is
/// called on this thread; what it throws stops the workers and comes out.
/// @throws base::InputError naming the first broken image and how many more there are, unless skip_broken.
Decoded decodeAll(const SplitSource& source, const settings::DatasetSettings& dataset,
                  const LoadProgress& progress);

} // namespace ld3m::data
