#include "core/sets/class_folders.h"

#include <algorithm>
#include <array>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/data/decode_pool.h"
#include "core/data/split_source.h"
#include "core/images/image_file.h"

namespace ld3m::sets {
namespace {

namespace fs = std::filesystem;

bool isPicture(const fs::directory_entry& entry) {
    static constexpr std::array kExtensions = {".jpg", ".jpeg", ".png", ".bmp", ".webp"};
    std::string extension = entry.path().extension().string();
    std::ranges::transform(extension, extension.begin(),
                           [](unsigned char letter) { return std::tolower(letter); });
    return entry.is_regular_file() && !entry.path().filename().string().starts_with('.') &&
           std::ranges::find(kExtensions, extension) != kExtensions.end();
}

std::vector<fs::path> picturesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (isPicture(entry))
            files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

std::vector<fs::path> foldersIn(const fs::path& folder) {
    std::vector<fs::path> folders;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (entry.is_directory() && !entry.path().filename().string().starts_with('.'))
            folders.push_back(entry.path());
    std::ranges::sort(folders);
    return folders;
}

std::int64_t sideOf(const fs::path& picture) {
    const images::Rgb8 image = images::readImage(picture);
    return std::min(image.height, image.width);
}

} // namespace

bool isClassFolders(const fs::path& folder) {
    if (!fs::is_directory(folder) || fs::exists(folder / "train"))
        return false;
    const std::vector<fs::path> classes = foldersIn(folder);
    return !classes.empty() &&
           std::ranges::any_of(classes, [](const fs::path& each) { return !picturesIn(each).empty(); });
}

DistilledSet readClassFolders(const fs::path& folder, std::int64_t resolution,
                              const data::LoadProgress& progress) {
    data::SplitSource source{{}, {0}, {}, {}};
    std::vector<fs::path> files;
    for (const fs::path& each : foldersIn(folder)) {
        const std::vector<fs::path> pictures = picturesIn(each);
        if (pictures.empty())
            throw base::InputError(base::text("The class folder ", each.string(),
                                              " holds no pictures: fill it, or take it out of the set."));
        source.class_names.push_back(each.filename().string());
        files.insert(files.end(), pictures.begin(), pictures.end());
        source.first.push_back(static_cast<std::int64_t>(files.size()));
    }
    if (!images::canReadImages())
        throw base::InputError(base::text("This build reads no pictures, and ", folder.string(),
                                          " holds a set of them: build with LD3M_IMAGE_FILES=ON."));
    settings::DatasetSettings fitting;
    fitting.resolution = resolution > 0 ? resolution : sideOf(files.front());
    source.read = [files](std::int64_t index) {
        return images::readImage(files[static_cast<std::size_t>(index)]);
    };
    const data::PackedSplit split = data::decodeAll(source, fitting, progress).split;

    DistilledSet set{.path = folder,
                     .origin = base::text("pictures in ", source.class_names.size(),
                                          " class folders, as SRe2L, RDED, Minimax and D4M share them"),
                     .images_M3HW = {},
                     .labels_M = {}};
    set.class_names = source.class_names;
    std::vector<std::int64_t> labels;
    for (std::size_t label = 0; label + 1 < source.first.size(); ++label)
        labels.insert(labels.end(), static_cast<std::size_t>(source.first[label + 1] - source.first[label]),
                      static_cast<std::int64_t>(label));
    return soundSet(std::move(set), split.images_N3HW, at::tensor(labels, c10::TensorOptions(c10::kLong)));
}

} // namespace ld3m::sets
