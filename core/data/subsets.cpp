#include "core/data/subsets.h"

#include <algorithm>
#include <array>

#include "core/base/imagenet_classes.h"

namespace ld3m::data {
namespace {

struct Entry {
    const char* title;
    std::array<std::int64_t, 10> indices;
};

/// In the order of settings::Subset, from imagenet_a on.
constexpr Entry kSubsets[] = {
    {"ImageNet-A", {255, 376, 984, 364, 500, 986, 333, 576, 148, 135}},
    {"ImageNet-B", {129, 916, 90, 275, 995, 874, 102, 259, 685, 139}},
    {"ImageNet-C", {565, 94, 554, 535, 92, 392, 291, 136, 324, 11}},
    {"ImageNet-D", {9, 258, 13, 262, 19, 339, 321, 24, 93, 322}},
    {"ImageNet-E", {816, 96, 100, 145, 739, 713, 783, 76, 688, 326}},
    {"Imagenette", {0, 217, 482, 491, 497, 566, 569, 571, 574, 701}},
    {"Imagewoof", {193, 182, 258, 162, 155, 167, 159, 273, 207, 229}},
    {"Birds", {84, 130, 88, 144, 145, 22, 96, 9, 100, 89}},
    {"Fruits", {953, 954, 949, 950, 951, 957, 952, 945, 943, 948}},
    {"Cats", {281, 282, 283, 284, 285, 291, 292, 290, 289, 287}},
    {"Yellow", {309, 986, 954, 951, 987, 779, 599, 291, 72, 11}},
    {"Geo", {980, 970, 975, 974, 973, 977, 976, 978, 972, 979}},
    {"Food", {933, 934, 932, 963, 930, 928, 924, 959, 931, 927}},
    {"Mammals", {386, 387, 354, 340, 338, 104, 103, 279, 334, 366}},
    {"Marine", {148, 2, 397, 327, 33, 150, 107, 108, 119, 392}},
};
static_assert(std::size(kSubsets) + 1 == std::size(settings::Choices<settings::Subset>::names));

const Entry& entryOf(settings::Subset subset) {
    return kSubsets[static_cast<std::size_t>(subset) - 1];
}

} // namespace

std::vector<std::int64_t> subsetIndices(settings::Subset subset) {
    if (subset == settings::Subset::none)
        return {};
    const auto& indices = entryOf(subset).indices;
    return {indices.begin(), indices.end()};
}

std::vector<std::string> subsetSynsets(settings::Subset subset) {
    std::vector<std::string> synsets;
    for (const std::int64_t index : subsetIndices(subset))
        synsets.push_back(base::imagenetClasses()[static_cast<std::size_t>(index)].synset);
    return synsets;
}

std::vector<std::string> missingSynsets(settings::Subset subset,
                                        const std::vector<std::string>& class_names) {
    std::vector<std::string> missing;
    for (const std::string& synset : subsetSynsets(subset))
        if (std::ranges::find(class_names, synset) == class_names.end())
            missing.push_back(synset);
    return missing;
}

std::string titleOf(settings::Subset subset) {
    return subset == settings::Subset::none ? "no subset" : entryOf(subset).title;
}

std::vector<settings::Subset> allSubsets() {
    std::vector<settings::Subset> all;
    for (std::size_t i = 1; i <= std::size(kSubsets); ++i)
        all.push_back(static_cast<settings::Subset>(i));
    return all;
}

} // namespace ld3m::data
