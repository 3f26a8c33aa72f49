// The published checkpoints that people have, and how close a file comes to them.
#pragma once

#include <string>
#include <vector>

#include "core/diffusion/tensor_shapes.h"

namespace ld3m::diffusion {

struct KnownCheckpoint {
    std::string name;  ///< "cin256-v2"
    std::string about; ///< what it is, for people
    std::string note;  ///< what it is taken for by mistake, or what to do with it; may be empty
    TensorShapes tensors;
};

const std::vector<KnownCheckpoint>& knownCheckpoints();

/// A file beside a known checkpoint; names in order.
struct Comparison {
    const KnownCheckpoint* known = nullptr;
    std::vector<std::string> missing;   ///< the known one has them
    std::vector<std::string> surplus;   ///< the file alone has them
    std::vector<std::string> misshapen; ///< "name [2, 3] instead of [2, 4]"
    double likeness = 0;                ///< common tensors of all tensors of both: 1 is the same structure

    bool same() const { return missing.empty() && surplus.empty() && misshapen.empty(); }
};

Comparison compare(const TensorShapes& file, const KnownCheckpoint& known);

/// The known checkpoint with the highest likeness.
Comparison nearestKnown(const TensorShapes& file);

} // namespace ld3m::diffusion
