// Where the images of one split come from, whatever the kind of folder: read by index, any thread, any size.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "core/data/dataset.h"
#include "core/images/image_file.h"

namespace ld3m::data {

/// "train" or "test".
std::string nameOf(Split split);

struct SplitSource {
    std::vector<std::string> class_names; ///< label order
    std::vector<std::int64_t> first;      ///< class k's images are [first[k], first[k + 1])
    std::string stamp;                    ///< differs when the content does (counts, sizes, times)
    /// Any thread. @throws base::InputError naming the image's file.
    std::function<images::Rgb8(std::int64_t index)> read;

    std::int64_t size() const { return first.back(); }
};

/// A class and how many images of it each split has; -1 where the split lacks the class.
struct ClassCount {
    std::string name;
    std::int64_t train = -1;
    std::int64_t test = -1;
};

/// A dataset of some kind on the disk.
class SourceKind {
public:
    virtual ~SourceKind() = default;
    virtual std::string kind() const = 0; ///< "Image folder"
    /// In label order; classes that only the test split has come last.
    virtual std::vector<ClassCount> classes() const = 0;
    /// Images of these classes, in this order. @throws base::InputError
    virtual SplitSource open(Split split, const std::vector<std::string>& class_names) const = 0;
    /// false where reading is cheap and needs no cache at this resolution.
    virtual bool worthCaching(std::int64_t resolution) const = 0;
};

/// Recognises the folder's kind. @throws base::InputError: no such folder, or nothing known in it.
std::unique_ptr<SourceKind> openSourceKind(const std::filesystem::path& folder);

/// The classes to use, in label order: those of dataset.subset, or dataset.classes, or all that train/ has.
/// @throws base::InputError: unknown (with the nearest name), twice, missing in a split, or empty in `split`;
/// a subset that the folder has not whole; subset and classes both given.
std::vector<std::string> chooseClasses(const SourceKind& kind, Split split,
                                       const settings::DatasetSettings& dataset);

} // namespace ld3m::data
