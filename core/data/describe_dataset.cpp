#include <algorithm>
#include <iomanip>
#include <optional>
#include <set>
#include <sstream>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/dataset.h"
#include "core/data/split_source.h"

namespace ld3m::data {
namespace {

constexpr std::int64_t kLooksPerClass = 3;
constexpr std::int64_t kImageNetClassSize = 732; ///< the smallest training class of ILSVRC-2012

struct Sizes {
    std::int64_t looked = 0;
    std::set<std::pair<std::int64_t, std::int64_t>> seen; ///< width, height
    std::vector<std::string> broken;
};

bool isSynset(const std::string& name) {
    return name.size() == 9 && name[0] == 'n' &&
           std::all_of(name.begin() + 1, name.end(), [](char digit) { return digit >= '0' && digit <= '9'; });
}

std::string countText(std::int64_t count) {
    return count < 0 ? "-" : base::text(count);
}

/// The first images of each training class, decoded.
Sizes lookAtSizes(const SourceKind& kind, const std::vector<ClassCount>& classes) {
    std::vector<std::string> names;
    for (const ClassCount& one : classes)
        if (one.train > 0)
            names.push_back(one.name);
    const SplitSource source = kind.open(Split::train, names);
    Sizes sizes;
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

std::string sizeText(const Sizes& sizes) {
    if (sizes.seen.empty())
        return "unknown";
    const auto text = [](const auto& size) { return base::text(size.first, " x ", size.second); };
    if (sizes.seen.size() == 1)
        return text(*sizes.seen.begin()) + " px";
    return base::text(sizes.seen.size(), " different, width by height from ", text(*sizes.seen.begin()),
                      " to ", text(*sizes.seen.rbegin()), " px");
}

void tellCounts(std::ostream& out, const std::vector<ClassCount>& classes) {
    std::size_t widest = 5;
    ClassCount total{"total", 0, 0};
    for (const ClassCount& one : classes) {
        widest = std::max(widest, one.name.size());
        total.train += std::max<std::int64_t>(one.train, 0);
        total.test += std::max<std::int64_t>(one.test, 0);
    }
    const auto row = [&](const std::string& name, const std::string& train, const std::string& test) {
        out << "  " << std::left << std::setw(static_cast<int>(widest)) << name << std::right << std::setw(9)
            << train << std::setw(9) << test << "\n";
    };
    row("class", "train", "test");
    for (const ClassCount& one : classes)
        row(one.name, countText(one.train), countText(one.test));
    row(total.name, countText(total.train), countText(total.test));
}

std::vector<std::string> odditiesOf(const std::vector<ClassCount>& classes) {
    std::vector<std::string> oddities;
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
    std::int64_t largest = 0;
    const bool has_test =
        std::any_of(classes.begin(), classes.end(), [](const ClassCount& one) { return one.test >= 0; });
    if (!has_test)
        oddities.push_back("There is no test split: distilled sets cannot be evaluated.");
    for (const ClassCount& one : classes) {
        if (one.train < 0)
            oddities.push_back(base::text("The class \"", one.name, "\" is only in the test split."));
        else if (one.test < 0 && has_test)
            oddities.push_back(base::text("The class \"", one.name, "\" is only in the training split."));
        if (one.train == 0 || one.test == 0)
            oddities.push_back(base::text("The class \"", one.name, "\" has no images in the ",
                                          one.train == 0 ? "training" : "test", " split."));
        if (one.train >= 0) {
            smallest = std::min(smallest, one.train);
            largest = std::max(largest, one.train);
        }
    }
    if (largest > smallest)
        oddities.push_back(
            base::text("Training classes differ in size: ", smallest, " to ", largest, " images."));
    const bool synsets =
        std::all_of(classes.begin(), classes.end(), [](const ClassCount& one) { return isSynset(one.name); });
    if (synsets && smallest < kImageNetClassSize)
        oddities.push_back(
            "Its classes are ImageNet synsets with fewer training images than ImageNet's own (732 to "
            "1300 each): results compare with neither ImageNet nor its full subsets.");
    return oddities;
}

} // namespace

std::string describeDataset(const std::filesystem::path& folder) {
    const auto kind = openSourceKind(folder);
    const std::vector<ClassCount> classes = kind->classes();
    const Sizes sizes = lookAtSizes(*kind, classes);
    std::vector<std::string> oddities = odditiesOf(classes);
    oddities.insert(oddities.end(), sizes.broken.begin(), sizes.broken.end());

    std::ostringstream out;
    out << kind->kind() << " with " << classes.size() << (classes.size() == 1 ? " class" : " classes") << ": "
        << folder.string() << "\n";
    tellCounts(out, classes);
    out << "Image size: " << sizeText(sizes) << " (" << sizes.looked << " looked at)\n";
    for (const std::string& oddity : oddities)
        out << "Note: " << oddity << "\n";
    return out.str();
}

} // namespace ld3m::data
