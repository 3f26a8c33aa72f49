#include "core/base/bundled.h"

namespace fs = std::filesystem;

namespace ld3m::base {

fs::path bundledFile(const fs::path& file) {
    const fs::path program = fs::canonical("/proc/self/exe").parent_path();
    const fs::path installed = program.parent_path() / "share/ld3m-workbench" / file;
    if (fs::is_regular_file(installed))
        return installed;
    for (fs::path folder = program; folder != folder.parent_path(); folder = folder.parent_path())
        if (fs::is_regular_file(folder / file))
            return folder / file;
    return {};
}

} // namespace ld3m::base
