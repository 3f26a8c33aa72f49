// The real test images, cut into pieces that are scored one after another.
#pragma once

#include <cstdint>
#include <vector>

#include "core/data/dataset.h"

namespace ld3m::evaluation {

/// Some images of one class.
struct TestPiece {
    std::int64_t label = 0;
    std::vector<std::int64_t> indices; ///< within the class
};

/// `wanted` images of the test set, as evenly from each class as their sizes allow and evenly spaced within
/// each; all of them when `wanted` is 0 or more than there are. Always the same ones.
std::vector<TestPiece> testPieces(const data::Dataset& test, std::int64_t wanted);

/// Images in all pieces.
std::int64_t imagesIn(const std::vector<TestPiece>& pieces);

} // namespace ld3m::evaluation
