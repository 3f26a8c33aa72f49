#include "core/data/image_folder.h"

#include <algorithm>
#include <array>
#include <map>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::data {
namespace {

namespace fs = std::filesystem;

constexpr std::array kTestFolders = {"test", "val", "validation", "val_folders"};
constexpr std::array kExtensions = {".jpg", ".jpeg", ".png", ".bmp", ".webp"};

using Files = std::vector<fs::path>;
using Classes = std::map<std::string, Files>; ///< sorted by name

bool isImage(const fs::path& file) {
    std::string extension = file.extension().string();
    for (char& letter : extension)
        letter = static_cast<char>(std::tolower(static_cast<unsigned char>(letter)));
    return !file.filename().string().starts_with('.') &&
           std::find(kExtensions.begin(), kExtensions.end(), extension) != kExtensions.end();
}

Files imagesIn(const fs::path& folder) {
    Files files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder))
        if (isImage(entry.path()) && entry.is_regular_file())
            files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

Classes classesIn(const fs::path& folder) {
    Classes classes;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        const std::string name = entry.path().filename().string();
        if (entry.is_directory() && !name.starts_with('.'))
            classes[name] = imagesIn(entry.path());
    }
    return classes;
}

/// Count, bytes and newest change of some files: cheap to take, and hard to change unnoticed.
std::string stampOf(const Files& files) {
    std::uintmax_t bytes = 0;
    fs::file_time_type newest = fs::file_time_type::min();
    for (const fs::path& file : files) {
        std::error_code gone; // a file that vanishes now is reported when it is read
        bytes += fs::file_size(file, gone);
        newest = std::max(newest, fs::last_write_time(file, gone));
    }
    return base::text(files.size(), " files, ", bytes, " bytes, newest ", newest.time_since_epoch().count());
}

class ImageFolder : public SourceKind {
public:
    explicit ImageFolder(const fs::path& folder) : m_folder(folder) {
        if (!fs::is_directory(folder / "train"))
            throw base::InputError(
                base::text("The dataset folder ", folder.string(),
                           " has no train/ folder (nor CIFAR-10's data_batch_1.bin, nor "
                           "train.safetensors): give the folder that holds train/ and test/."));
        m_train = classesIn(folder / "train");
        if (m_train.empty())
            throw base::InputError(base::text("The folder ", (folder / "train").string(),
                                              " has no class folders: put each class's images in a folder."));
        for (const char* name : kTestFolders) {
            if (fs::is_directory(folder / name)) {
                m_test = classesIn(folder / name);
                m_has_test = true;
                break;
            }
        }
    }

    std::string kind() const override { return "Image folder"; }

    std::vector<ClassCount> classes() const override {
        std::vector<ClassCount> counts;
        for (const auto& [name, files] : m_train) {
            const auto test = m_test.find(name);
            counts.push_back({name, static_cast<std::int64_t>(files.size()),
                              test == m_test.end() ? -1 : static_cast<std::int64_t>(test->second.size())});
        }
        for (const auto& [name, files] : m_test)
            if (!m_train.contains(name))
                counts.push_back({name, -1, static_cast<std::int64_t>(files.size())});
        return counts;
    }

    SplitSource open(Split split, const std::vector<std::string>& class_names) const override {
        if (split == Split::test && !m_has_test)
            throw base::InputError(base::text("The dataset folder ", m_folder.string(),
                                              " has no test split: add one of the folders ",
                                              base::join(kTestFolders, "/, "), "/."));
        if (!images::canReadImages())
            throw base::InputError(
                base::text("This build reads packed sets only, not the image folder ", m_folder.string(),
                           ": give a folder with train.safetensors and test.safetensors, or "
                           "build with LD3M_IMAGE_FILES=ON."));
        SplitSource source{class_names, {0}, {}, {}};
        Files files;
        for (const std::string& name : class_names) {
            const Files& of_class = (split == Split::train ? m_train : m_test).at(name);
            files.insert(files.end(), of_class.begin(), of_class.end());
            source.first.push_back(static_cast<std::int64_t>(files.size()));
        }
        source.stamp = stampOf(files);
        source.read = [files = std::move(files)](std::int64_t index) {
            return images::readImage(files[static_cast<std::size_t>(index)]);
        };
        return source;
    }

    bool worthCaching(std::int64_t) const override { return true; }

private:
    fs::path m_folder;
    Classes m_train;
    Classes m_test;
    bool m_has_test = false;
};

} // namespace

std::unique_ptr<SourceKind> openImageFolder(const fs::path& folder) {
    return std::make_unique<ImageFolder>(folder);
}

} // namespace ld3m::data
