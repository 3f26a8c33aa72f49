// What a dataset's folder holds, found by looking: which known dataset it is, counts, sizes, subsets.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "core/data/split_source.h"

namespace ld3m::data {

enum class Known {
    nothing,     ///< class folders that nobody knows
    cifar10,     ///< CIFAR-10's ten classes
    imagenet,    ///< all 1000 synsets
    imagenette,  ///< exactly its ten synsets
    imagewoof,   ///< exactly its ten synsets
    of_imagenet, ///< other synsets only
};

/// Width and height of some training images of each class.
struct ImageSizes {
    std::int64_t looked = 0;
    std::set<std::pair<std::int64_t, std::int64_t>> seen;
    std::vector<std::string> broken; ///< a sentence each

    std::int64_t smallestSide() const; ///< of all shorter sides; 0 where nothing was seen
    std::int64_t largestShortSide() const;
};

/// A subset of ImageNet of which the folder has some classes, with images in every split that there is.
struct SubsetPresence {
    settings::Subset subset;
    std::vector<std::string> missing; ///< synsets, in label order

    bool whole() const { return missing.empty(); }
};

struct DatasetFacts {
    std::filesystem::path folder;
    std::string kind; ///< SourceKind::kind()
    Known known = Known::nothing;
    std::vector<ClassCount> classes;
    ImageSizes sizes;
    std::vector<SubsetPresence> subsets; ///< those with at least one class

    bool hasTest() const;
    std::int64_t trainImages() const;
    std::int64_t testImages() const;
    bool ofImageNet() const { return known >= Known::imagenet; }
};

/// @throws base::InputError when the folder is of no known kind.
DatasetFacts factsOf(const std::filesystem::path& folder);

/// "CIFAR-10, complete"; "Class folders of its own".
std::string identityOf(const DatasetFacts& facts);
/// What a person should know before using it: a missing split, uneven classes, broken images. A sentence
/// each.
std::vector<std::string> notesOn(const DatasetFacts& facts);
/// Several lines for a person.
std::string toText(const DatasetFacts& facts);

} // namespace ld3m::data
