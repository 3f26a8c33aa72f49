#include "core/evaluation/test_pieces.h"

#include <algorithm>

namespace ld3m::evaluation {
namespace {

constexpr std::int64_t kPiece = 100; // images: activations of a ConvNet stay in the processor's cache

/// How many images each class gives: rounds of one image a class until `wanted` are chosen.
std::vector<std::int64_t> shares(const data::Dataset& test, std::int64_t wanted) {
    std::vector<std::int64_t> chosen(static_cast<std::size_t>(test.classes()), 0);
    for (std::int64_t left = wanted; left > 0;)
        for (std::int64_t label = 0; label < test.classes() && left > 0; ++label)
            if (std::int64_t& share = chosen[static_cast<std::size_t>(label)];
                share < test.classSize(label)) {
                ++share;
                --left;
            }
    return chosen;
}

} // namespace

std::vector<TestPiece> testPieces(const data::Dataset& test, std::int64_t wanted) {
    const std::int64_t total = wanted > 0 ? std::min(wanted, test.size()) : test.size();
    const std::vector<std::int64_t> chosen = shares(test, total);
    std::vector<TestPiece> pieces;
    for (std::int64_t label = 0; label < test.classes(); ++label) {
        const std::int64_t share = chosen[static_cast<std::size_t>(label)];
        for (std::int64_t first = 0; first < share; first += kPiece) {
            TestPiece& piece = pieces.emplace_back(TestPiece{label, {}});
            for (std::int64_t i = first; i < std::min(first + kPiece, share); ++i)
                piece.indices.push_back(i * test.classSize(label) / share);
        }
    }
    return pieces;
}

std::int64_t imagesIn(const std::vector<TestPiece>& pieces) {
    std::int64_t images = 0;
    for (const TestPiece& piece : pieces)
        images += static_cast<std::int64_t>(piece.indices.size());
    return images;
}

} // namespace ld3m::evaluation
