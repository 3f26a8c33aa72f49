#include "core/data/dataset_facts.h"

#include <algorithm>
#include <array>

#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/data/subsets.h"

namespace ld3m::data {
namespace {

constexpr std::int64_t kLooksPerClass = 3;
constexpr std::array kCifar10 = {"airplane", "automobile", "bird",  "cat",  "deer",
                                 "dog",      "frog",       "horse", "ship", "truck"};

/// The first images of each training class, decoded.
ImageSizes lookAtSizes(const SourceKind& kind, const std::vector<ClassCount>& classes) {
    std::vector<std::string> names;
    for (const ClassCount& one : classes)
        if (one.train > 0)
            names.push_back(one.name);
    const SplitSource source = kind.open(Split::train, names);
    ImageSizes sizes;
    for (std::size_t label = 0; label < names.size(); ++label) {
        const std::int64_t end = std::min(source.first[label] + kLooksPerClass, source.first[label + 1]);
        for (std::int64_t index = source.first[label]; index < end; ++index) {
            ++sizes.looked;
            try {
                const images::Rgb8 image = source.read(index);
                sizes.seen.insert({image.width, image.height});
            } catch (const base::InputError& error) {
                sizes.broken.push_back(error.what());
            }
        }
    }
    return sizes;
}

bool areExactly(std::vector<std::string> names, std::vector<std::string> expected) {
    std::ranges::sort(names);
    std::ranges::sort(expected);
    return names == expected;
}

Known recognise(const std::vector<std::string>& names) {
    if (areExactly(names, {kCifar10.begin(), kCifar10.end()}))
        return Known::cifar10;
    if (base::imagenetIndices(names).empty())
        return Known::nothing;
    if (names.size() == base::imagenetClasses().size())
        return Known::imagenet;
    if (areExactly(names, subsetSynsets(settings::Subset::imagenette)))
        return Known::imagenette;
    return areExactly(names, subsetSynsets(settings::Subset::imagewoof)) ? Known::imagewoof
                                                                         : Known::of_imagenet;
}

std::vector<SubsetPresence> subsetsIn(const DatasetFacts& facts) {
    std::vector<std::string> usable;
    for (const ClassCount& one : facts.classes)
        if (one.train > 0 && (one.test > 0 || !facts.hasTest()))
            usable.push_back(one.name);
    std::vector<SubsetPresence> present;
    for (const settings::Subset subset : allSubsets()) {
        const auto missing = missingSynsets(subset, usable);
        if (missing.size() < subsetIndices(subset).size())
            present.push_back({subset, missing});
    }
    return present;
}

} // namespace

std::int64_t ImageSizes::smallestSide() const {
    std::int64_t smallest = 0;
    for (const auto& [width, height] : seen)
        smallest = smallest == 0 ? std::min(width, height) : std::min({smallest, width, height});
    return smallest;
}

std::int64_t ImageSizes::largestShortSide() const {
    std::int64_t largest = 0;
    for (const auto& [width, height] : seen)
        largest = std::max(largest, std::min(width, height));
    return largest;
}

bool DatasetFacts::hasTest() const {
    return std::ranges::any_of(classes, [](const ClassCount& one) { return one.test >= 0; });
}

std::int64_t DatasetFacts::trainImages() const {
    std::int64_t sum = 0;
    for (const ClassCount& one : classes)
        sum += std::max<std::int64_t>(one.train, 0);
    return sum;
}

std::int64_t DatasetFacts::testImages() const {
    std::int64_t sum = 0;
    for (const ClassCount& one : classes)
        sum += std::max<std::int64_t>(one.test, 0);
    return sum;
}

DatasetFacts factsOf(const std::filesystem::path& folder) {
    const auto source = openSourceKind(folder);
    DatasetFacts facts{
        .folder = folder, .kind = source->kind(), .classes = source->classes(), .sizes = {}, .subsets = {}};
    facts.sizes = lookAtSizes(*source, facts.classes);
    std::vector<std::string> training;
    for (const ClassCount& one : facts.classes)
        if (one.train >= 0)
            training.push_back(one.name);
    facts.known = recognise(training);
    facts.subsets = subsetsIn(facts);
    return facts;
}

} // namespace ld3m::data
