// The 1000 classes of ImageNet (ILSVRC-2012): an index is a synset's rank among the sorted 1000.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ld3m::base {

struct ImageNetClass {
    std::string synset; ///< "n02123045", the name of its folder
    std::string name;   ///< "tabby"; no two classes share one
};

/// By index. From resources/imagenet/classes.tsv, which is part of the library.
const std::vector<ImageNetClass>& imagenetClasses();

/// The index of a synset; empty for any other text.
std::optional<std::int64_t> imagenetIndex(const std::string& synset);

/// Of all of them; empty where one is no synset.
std::vector<std::int64_t> imagenetIndices(const std::vector<std::string>& class_names);

/// What people call the class of a folder: a synset's name, or else the folder's own name.
std::string displayName(const std::string& class_name);
/// "n02123045 tabby"; a name that is no synset as it is.
std::string synsetAndName(const std::string& class_name);
std::vector<std::string> displayNames(const std::vector<std::string>& class_names);

} // namespace ld3m::base
