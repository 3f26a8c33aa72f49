#include "app/parity/reference_files.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::parity {
namespace {

namespace fs = std::filesystem;

std::vector<ReferenceFile> filesIn(const fs::path& folder) {
    std::vector<ReferenceFile> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file() && entry.path().extension() == ".safetensors")
            files.push_back({entry.path(), false});
    std::ranges::sort(files, {}, &ReferenceFile::path);
    if (files.empty())
        throw base::InputError(base::text("The folder ", folder.string(),
                                          " holds no .safetensors file: name a folder of reference files."));
    return files;
}

} // namespace

std::vector<ReferenceFile> referenceFiles(const std::vector<std::string>& paths) {
    std::vector<ReferenceFile> files;
    for (const fs::path path : paths) {
        if (fs::is_directory(path))
            std::ranges::copy(filesIn(path), std::back_inserter(files));
        else if (fs::exists(path))
            files.push_back({path, true});
        else
            throw base::InputError(base::text("There is no file or folder ", path.string(), "."));
    }
    return files;
}

} // namespace ld3m::parity
