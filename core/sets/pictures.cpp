#include "core/sets/pictures.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "core/base/imagenet_classes.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/images/contact_sheet.h"

namespace ld3m::sets {
namespace {

constexpr std::int64_t kMostClasses = 100;
constexpr std::int64_t kMostImages = 20;
constexpr const char* kSheet = "figures/images.png";

/// Small images are drawn larger.
int scaleFor(const reports::ImageSheet& sheet) {
    return static_cast<int>(std::max<std::int64_t>(1, 96 / std::max<std::int64_t>(sheet.height, 1)));
}

images::Rgb8 imageOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k) {
    const std::uint8_t* first = sheet.image(label, k);
    return {sheet.height, sheet.width, {first, first + sheet.height * sheet.width * 3}};
}

/// The first images of the first classes.
reports::ImageSheet excerpt(const reports::ImageSheet& sheet) {
    reports::ImageSheet part = sheet;
    part.ipc = std::min(sheet.ipc, kMostImages);
    if (static_cast<std::int64_t>(part.class_names.size()) > kMostClasses)
        part.class_names.resize(kMostClasses);
    std::vector<std::uint8_t> rgb;
    for (std::size_t label = 0; label < part.class_names.size(); ++label) {
        const std::uint8_t* first = sheet.image(static_cast<std::int64_t>(label), 0);
        rgb.insert(rgb.end(), first, first + part.ipc * sheet.height * sheet.width * 3);
    }
    part.rgb = std::make_shared<const std::vector<std::uint8_t>>(std::move(rgb));
    return part;
}

images::Rgb8 contactSheet(const reports::ImageSheet& sheet) {
    return images::contactSheet(excerpt(sheet), scaleFor(sheet));
}

/// As a folder's name: class names out of files may hold anything.
std::string folderNamed(std::string name) {
    std::ranges::replace(name, '/', '_');
    if (name.empty() || name.front() == '.')
        name.insert(0, "_");
    return name;
}

std::string numbered(std::int64_t k) {
    std::ostringstream name;
    name << std::setfill('0') << std::setw(4) << k << ".png"; // so that names sort as numbers do
    return name.str();
}

} // namespace

ManifestClass classNamed(const std::string& folder) {
    return {base::displayName(folder), folder, base::imagenetIndex(folder) ? folder : std::string()};
}

std::vector<std::string> writePictures(const std::filesystem::path& folder, const reports::ImageSheet& sheet,
                                       const std::function<void(std::int64_t, std::int64_t)>& progress) {
    if (!images::canReadImages())
        return {"images/ and figures/: this build has no image files (LD3M_IMAGE_FILES=OFF)"};
    std::int64_t done = 0;
    for (std::size_t label = 0; label < sheet.class_names.size(); ++label)
        for (std::int64_t k = 0; k < sheet.ipc; ++k) {
            progress(done++, sheet.count());
            images::writePng(folder / "images" / folderNamed(sheet.class_names[label]) / numbered(k),
                             imageOf(sheet, static_cast<std::int64_t>(label), k));
        }
    images::writePng(folder / kSheet, contactSheet(sheet));
    return {};
}

void addPicture(files::EventFile& events, const std::filesystem::path& folder,
                const reports::ImageSheet& sheet, double wall) {
    if (!std::filesystem::exists(folder / kSheet))
        return;
    const images::Rgb8 drawn = contactSheet(sheet);
    events.image(sheet.iteration, wall, "images", files::readText(folder / kSheet), drawn.height,
                 drawn.width);
}

} // namespace ld3m::sets
