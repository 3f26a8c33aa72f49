#include <algorithm>
#include <iomanip>
#include <limits>
#include <sstream>

#include "core/base/imagenet_classes.h"
#include "core/base/text.h"
#include "core/data/dataset.h"
#include "core/data/dataset_facts.h"
#include "core/data/subsets.h"

namespace ld3m::data {
namespace {

constexpr std::int64_t kImageNetClassSize = 732; ///< the smallest training class of ILSVRC-2012
constexpr std::int64_t kCifarTrain = 50000;
constexpr std::int64_t kCifarTest = 10000;

/// fast.ai's second releases: their own 70:30 split of ImageNet's images.
bool hasFastAiCounts(const DatasetFacts& facts) {
    if (facts.known == Known::imagenette)
        return facts.trainImages() == 9469 && facts.testImages() == 3925;
    return facts.known == Known::imagewoof && facts.trainImages() == 9025 && facts.testImages() == 3929;
}

/// ", 160 px version" where every shorter side looked at is that long, as in fast.ai's small downloads.
std::string versionOf(const DatasetFacts& facts) {
    if (facts.sizes.seen.empty())
        return "";
    const std::int64_t side = facts.sizes.smallestSide();
    return facts.sizes.largestShortSide() == side ? base::text(", ", side, " px version") : ", full size";
}

} // namespace

std::string identityOf(const DatasetFacts& facts) {
    switch (facts.known) {
    case Known::cifar10:
        return facts.trainImages() == kCifarTrain && facts.testImages() == kCifarTest
                   ? "CIFAR-10, complete"
                   : "CIFAR-10's classes with other counts: an extract, or not complete (50000 training and "
                     "10000 test images)";
    case Known::imagenet:
        return "ImageNet-1k (ILSVRC-2012)";
    case Known::imagenette:
    case Known::imagewoof:
        return base::text(facts.known == Known::imagenette ? "Imagenette" : "Imagewoof", versionOf(facts),
                          hasFastAiCounts(facts) ? ", as fast.ai releases it" : "");
    case Known::of_imagenet:
        return base::text("Synsets of ImageNet: ", facts.classes.size(), " of 1000 classes");
    case Known::nothing:
        break;
    }
    return "Class folders of its own";
}

namespace {

std::string countText(std::int64_t count) {
    return count < 0 ? "-" : base::text(count);
}

std::string sizeText(const ImageSizes& sizes) {
    if (sizes.seen.empty())
        return "unknown";
    const auto text = [](const auto& size) { return base::text(size.first, " x ", size.second); };
    if (sizes.seen.size() == 1)
        return text(*sizes.seen.begin()) + " px";
    return base::text(sizes.seen.size(), " different, width by height from ", text(*sizes.seen.begin()),
                      " to ", text(*sizes.seen.rbegin()), " px");
}

void tellCounts(std::ostream& out, const DatasetFacts& facts) {
    std::size_t widest = 5;
    for (const ClassCount& one : facts.classes)
        widest = std::max(widest, base::synsetAndName(one.name).size());
    const auto row = [&](const std::string& name, const std::string& train, const std::string& test) {
        out << "  " << std::left << std::setw(static_cast<int>(widest)) << name << std::right << std::setw(9)
            << train << std::setw(9) << test << "\n";
    };
    row("class", "train", "test");
    for (const ClassCount& one : facts.classes)
        row(base::synsetAndName(one.name), countText(one.train), countText(one.test));
    row("total", countText(facts.trainImages()), countText(facts.testImages()));
}

void tellSubsets(std::ostream& out, const DatasetFacts& facts) {
    std::vector<std::string> whole;
    for (const SubsetPresence& one : facts.subsets)
        if (one.whole())
            whole.push_back(titleOf(one.subset));
    if (!whole.empty())
        out << "Complete subsets: " << base::join(whole, ", ") << "\n";
    for (const SubsetPresence& one : facts.subsets) {
        if (one.whole())
            continue;
        std::vector<std::string> missing;
        for (const std::string& synset : one.missing)
            missing.push_back(base::synsetAndName(synset));
        const std::size_t all = subsetIndices(one.subset).size();
        out << all - missing.size() << " of " << all << " classes of " << titleOf(one.subset) << "; missing "
            << base::join(missing, ", ") << "\n";
    }
}

void noteClasses(const DatasetFacts& facts, std::vector<std::string>& notes) {
    for (const ClassCount& one : facts.classes) {
        if (one.train < 0)
            notes.push_back(base::text("The class \"", one.name, "\" is only in the test split."));
        else if (one.test < 0 && facts.hasTest())
            notes.push_back(base::text("The class \"", one.name, "\" is only in the training split."));
        if (one.train == 0 || one.test == 0)
            notes.push_back(base::text("The class \"", one.name, "\" has no images in the ",
                                       one.train == 0 ? "training" : "test", " split."));
    }
}

} // namespace

std::vector<std::string> notesOn(const DatasetFacts& facts) {
    std::vector<std::string> notes;
    if (!facts.hasTest())
        notes.push_back("There is no test split: distilled sets cannot be evaluated.");
    noteClasses(facts, notes);
    std::int64_t smallest = std::numeric_limits<std::int64_t>::max();
    std::int64_t largest = 0;
    for (const ClassCount& one : facts.classes)
        if (one.train >= 0) {
            smallest = std::min(smallest, one.train);
            largest = std::max(largest, one.train);
        }
    if (largest > smallest)
        notes.push_back(
            base::text("Training classes differ in size: ", smallest, " to ", largest, " images."));
    if (hasFastAiCounts(facts))
        notes.push_back(
            base::text("fast.ai splits ImageNet's images 70 to 30 anew: ", facts.trainImages(),
                       " training images where ImageNet has ",
                       facts.known == Known::imagenette ? "12894" : "12454", ", and ", facts.testImages(),
                       " test images where it has 500. Results compare with others on this release only."));
    else if (facts.ofImageNet() && smallest < kImageNetClassSize)
        notes.push_back(
            "Its classes are ImageNet synsets with fewer training images than ImageNet's own (732 to "
            "1300 each): results compare with neither ImageNet nor its full subsets.");
    notes.insert(notes.end(), facts.sizes.broken.begin(), facts.sizes.broken.end());
    return notes;
}

std::string toText(const DatasetFacts& facts) {
    std::ostringstream out;
    out << facts.kind << " with " << facts.classes.size()
        << (facts.classes.size() == 1 ? " class" : " classes") << ": " << facts.folder.string() << "\n"
        << "What it is: " << identityOf(facts) << "\n";
    tellCounts(out, facts);
    out << "Image size: " << sizeText(facts.sizes) << " (" << facts.sizes.looked << " looked at)\n";
    tellSubsets(out, facts);
    for (const std::string& note : notesOn(facts))
        out << "Note: " << note << "\n";
    return out.str();
}

std::string describeDataset(const std::filesystem::path& folder) {
    return toText(factsOf(folder));
}

} // namespace ld3m::data
