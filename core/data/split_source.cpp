#include "core/data/split_source.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/base/log.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"
#include "core/data/cifar10_binary.h"
#include "core/data/image_folder.h"
#include "core/data/packed_split.h"
#include "core/data/subsets.h"

namespace ld3m::data {
namespace {

const ClassCount& classNamed(const std::string& name, const std::vector<ClassCount>& all,
                             const std::filesystem::path& folder) {
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const ClassCount& one) { return one.name == name; });
    if (found != all.end())
        return *found;
    std::vector<std::string> names;
    for (const ClassCount& one : all)
        names.push_back(one.name);
    const std::string near = base::nearestName(name, names);
    throw base::InputError(base::text(
        "dataset.classes names \"", name, "\", which ", folder.string(), " does not have: ",
        near.empty() ? "choose from its class folders." : base::text("did you mean \"", near, "\"?")));
}

/// All classes of train/; classes that only the test split has are left out, and named.
std::vector<ClassCount> trainingClasses(const std::vector<ClassCount>& all,
                                        const std::filesystem::path& folder) {
    std::vector<ClassCount> kept;
    std::vector<std::string> ignored;
    for (const ClassCount& one : all) {
        if (one.train >= 0)
            kept.push_back(one);
        else
            ignored.push_back(one.name);
    }
    if (!ignored.empty())
        base::log::warning(base::text("Classes that only the test split of ", folder.string(),
                                      " has are left out: ", base::join(ignored, ", ")));
    return kept;
}

/// The synsets of dataset.subset, all of which `all` has.
std::vector<std::string> subsetClasses(const settings::DatasetSettings& dataset,
                                       const std::vector<ClassCount>& all) {
    const std::string subset = settings::nameOf(dataset.subset);
    if (!dataset.classes.empty())
        throw base::InputError(
            base::text("dataset.subset = \"", subset,
                       "\" and dataset.classes both choose classes: empty dataset.classes, or "
                       "set dataset.subset = \"none\"."));
    std::vector<std::string> names;
    for (const ClassCount& one : all)
        names.push_back(one.name);
    std::vector<std::string> missing;
    for (const std::string& synset : missingSynsets(dataset.subset, names))
        missing.push_back(base::synsetAndName(synset));
    if (!missing.empty())
        throw base::InputError(base::text("dataset.subset = \"", subset, "\" needs class folders that ",
                                          dataset.path, " does not have: ", base::join(missing, ", "),
                                          ". Give a folder of ImageNet that has them, or name classes in "
                                          "dataset.classes."));
    return subsetSynsets(dataset.subset);
}

} // namespace

std::string nameOf(Split split) {
    return split == Split::train ? "train" : "test";
}

std::unique_ptr<SourceKind> openSourceKind(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder))
        throw base::InputError(
            base::text("The dataset folder ", folder.string(), " does not exist: correct dataset.path."));
    if (!std::filesystem::is_directory(folder))
        throw base::InputError(
            base::text("The dataset ", folder.string(),
                       " is a file: dataset.path names the folder with train/ and test/."));
    if (auto kind = openPackedFolder(folder))
        return kind;
    if (auto kind = openCifar10Binary(folder))
        return kind;
    return openImageFolder(folder);
}

std::vector<std::string> chooseClasses(const SourceKind& kind, Split split,
                                       const settings::DatasetSettings& dataset) {
    const std::vector<ClassCount> all = kind.classes();
    const std::filesystem::path folder = dataset.path;
    const std::vector<std::string> wanted =
        dataset.subset == settings::Subset::none ? dataset.classes : subsetClasses(dataset, all);
    std::vector<ClassCount> chosen;
    if (wanted.empty())
        chosen = trainingClasses(all, folder);
    for (const std::string& name : wanted)
        chosen.push_back(classNamed(name, all, folder));

    const bool has_test =
        std::any_of(all.begin(), all.end(), [](const ClassCount& one) { return one.test >= 0; });
    std::vector<std::string> names;
    for (const ClassCount& one : chosen) {
        if (std::find(names.begin(), names.end(), one.name) != names.end())
            throw base::InputError(base::text("dataset.classes names \"", one.name, "\" twice: remove one."));
        if (one.train < 0 || (one.test < 0 && has_test))
            throw base::InputError(base::text(
                "The class \"", one.name, "\" of ", folder.string(), " is in the ",
                one.train < 0 ? "test split but not in the training" : "training split but not in the test",
                " split: complete it, or leave it out by dataset.classes."));
        if ((split == Split::train ? one.train : one.test) == 0)
            throw base::InputError(base::text("The class \"", one.name, "\" has no images in the ",
                                              nameOf(split), " split of ", folder.string(),
                                              ": add images (JPEG, PNG, BMP or WebP), or leave it out by "
                                              "dataset.classes."));
        names.push_back(one.name);
    }
    return names;
}

} // namespace ld3m::data
