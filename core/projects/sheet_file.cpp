#include "core/projects/sheet_file.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/safetensors.h"

namespace ld3m::projects {
namespace {

constexpr const char* kImages = "images";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& reason) {
    throw base::InputError(base::text(file.string(), " holds no image sheet: ", reason, "."));
}

const std::string& textOf(const files::SafetensorsFile& file, const std::string& key) {
    const auto found = file.metadata().find(key);
    if (found == file.metadata().end())
        refuse(file.path(), base::text("its metadata lack ", key));
    return found->second;
}

std::int64_t numberOf(const files::SafetensorsFile& file, const std::string& key) {
    const std::string& digits = textOf(file, key);
    std::int64_t number = -1;
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (problem != std::errc() || end != digits.data() + digits.size() || number < 0)
        refuse(file.path(), base::text("its ", key, " is \"", digits, "\""));
    return number;
}

std::vector<std::string> classNamesOf(const files::SafetensorsFile& file) {
    try {
        return nlohmann::json::parse(textOf(file, "class_names")).get<std::vector<std::string>>();
    } catch (const nlohmann::json::exception&) {
        refuse(file.path(), "its class_names are not a list of texts");
    }
}

} // namespace

void writeSheet(const std::filesystem::path& file, const reports::ImageSheet& sheet) {
    const files::TensorEntry images = {
        "U8", {sheet.count(), sheet.height, sheet.width, 3}, std::as_bytes(std::span(*sheet.rgb))};
    files::writeSafetensors(file, {{kImages, images}},
                            {{"iteration", std::to_string(sheet.iteration)},
                             {"ipc", std::to_string(sheet.ipc)},
                             {"class_names", nlohmann::json(sheet.class_names).dump()}});
}

namespace {

/// A sheet's shape, checked; without its images.
reports::ImageSheet shapeOf(const std::filesystem::path& path, const files::SafetensorsFile& file) {
    const auto found = file.tensors().find(kImages);
    if (found == file.tensors().end())
        refuse(path, "it has no tensor \"images\"");
    const files::TensorEntry& images = found->second;
    if (images.dtype != "U8" || images.shape.size() != 4 || images.shape[3] != 3)
        refuse(path, "its images are not bytes of shape [images, height, width, 3]");
    reports::ImageSheet sheet;
    sheet.iteration = numberOf(file, "iteration");
    sheet.ipc = numberOf(file, "ipc");
    sheet.height = images.shape[1];
    sheet.width = images.shape[2];
    sheet.class_names = classNamesOf(file);
    // Dividing, so that an absurd ipc cannot overflow the product.
    const auto classes = static_cast<std::int64_t>(sheet.class_names.size());
    if (classes == 0 || images.shape[0] % classes != 0 || images.shape[0] / classes != sheet.ipc)
        refuse(path,
               base::text("it has ", images.shape[0], " images for ", classes, " classes of ", sheet.ipc));
    return sheet;
}

const std::uint8_t* bytesOf(const files::SafetensorsFile& file) {
    return reinterpret_cast<const std::uint8_t*>(file.tensors().at(kImages).bytes.data());
}

} // namespace

reports::ImageSheet readSheet(const std::filesystem::path& path) {
    const auto file = files::SafetensorsFile::open(path);
    reports::ImageSheet sheet = shapeOf(path, file);
    const std::uint8_t* first = bytesOf(file);
    sheet.rgb = std::make_shared<const std::vector<std::uint8_t>>(
        first, first + file.tensors().at(kImages).bytes.size());
    return sheet;
}

reports::Picture readSheetImage(const std::filesystem::path& path, std::int64_t label, std::int64_t k) {
    const auto file = files::SafetensorsFile::open(path);
    const reports::ImageSheet sheet = shapeOf(path, file);
    if (label < 0 || label >= static_cast<std::int64_t>(sheet.class_names.size()) || k < 0 || k >= sheet.ipc)
        throw base::InputError(
            base::text(path.string(), " has no image ", k, " of class ", label, ", counted from 0."));
    const std::int64_t size = sheet.height * sheet.width * 3;
    const std::uint8_t* first = bytesOf(file) + (label * sheet.ipc + k) * size;
    return {sheet.height, sheet.width,
            std::make_shared<const std::vector<std::uint8_t>>(first, first + size)};
}

} // namespace ld3m::projects
