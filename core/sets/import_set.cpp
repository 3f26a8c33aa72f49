#include "core/sets/import_set.h"

#include <algorithm>
#include <regex>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/project.h"
#include "core/projects/run_folder.h"
#include "core/sets/class_folders.h"
#include "core/sets/torch_set.h"

namespace ld3m::sets {
namespace {

namespace fs = std::filesystem;

/// The set's file in a folder that programs saved into; empty where there is none.
fs::path chosenFile(const fs::path& folder) {
    for (const char* name : {"images_best.pt", "data.pt"})
        if (fs::is_regular_file(folder / name))
            return folder / name;
    static const std::regex kNumbered("images_[0-9]+\\.pt"), kResults("res_.*\\.pt");
    std::vector<fs::path> numbered, results;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (std::regex_match(name, kNumbered))
            numbered.push_back(entry.path());
        else if (std::regex_match(name, kResults))
            results.push_back(entry.path());
    }
    if (!numbered.empty())
        return *std::ranges::max_element(numbered, {}, [](const fs::path& file) {
            const std::string name = file.filename().string();
            return std::pair(name.size(), name); // as numbers, padded or not
        });
    if (results.size() > 1)
        throw base::InputError(
            base::text(folder.string(), " holds ", results.size(), " res_*.pt files: give one of them."));
    return results.empty() ? fs::path() : results.front();
}

DistilledSet readBundle(const fs::path& folder) {
    Manifest manifest = readManifest(folder / "manifest.json");
    DistilledSet set = readTorchSet(folder / "images_best.pt");
    const auto named = static_cast<std::int64_t>(manifest.classes.size());
    if (set.size() != named * manifest.ipc || set.resolution() != manifest.resolution)
        throw base::InputError(base::text("The manifest of ", folder.string(), " speaks of ", named, " x ",
                                          manifest.ipc, " images of ", manifest.resolution,
                                          " px, and images_best.pt holds ", set.size(), " of ",
                                          set.resolution(), " px: export the set again."));
    set.path = folder;
    set.origin = base::text("exported by ", manifest.made_by, " from run ", manifest.run, ", iteration ",
                            manifest.iteration);
    set.normalisation = manifest.normalisation;
    set.syn_lr = manifest.syn_lr;
    for (const ManifestClass& each : manifest.classes)
        set.class_names.push_back(each.folder);
    set.manifest = std::move(manifest);
    return set;
}

} // namespace

bool isSet(const fs::path& path) {
    if (fs::is_regular_file(path))
        return isTorchSet(path);
    if (!fs::is_directory(path) || projects::RunFolder::isRun(path) || projects::Project::isProject(path))
        return false;
    return isBundle(path) || !chosenFile(path).empty() || isClassFolders(path);
}

DistilledSet importSet(const fs::path& path, std::int64_t resolution, const data::LoadProgress& progress) {
    if (!fs::exists(path))
        throw base::InputError(
            base::text(path.string(), " does not exist: give a set's file or folder, or a run."));
    if (fs::is_regular_file(path))
        return readTorchSet(path);
    if (isBundle(path))
        return readBundle(path);
    if (const fs::path file = chosenFile(path); !file.empty())
        return readTorchSet(file);
    if (isClassFolders(path))
        return readClassFolders(path, resolution, progress);
    throw base::InputError(base::text(
        path.string(), " holds no distilled set: give a folder with images_best.pt, "
                       "data.pt, res_*.pt or class folders of pictures, one such file, or a run."));
}

} // namespace ld3m::sets
