#include "app/cli/fresh_folder.h"

#include <string>

namespace ld3m::cli {

std::filesystem::path freshFolder(const std::filesystem::path& recipe) {
    for (int k = 1;; ++k) {
        std::string number = std::to_string(k);
        number.insert(0, number.size() < 3 ? 3 - number.size() : 0, '0');
        const std::filesystem::path folder =
            std::filesystem::path("runs") / (recipe.stem().string() + "-" + number);
        if (!std::filesystem::exists(folder))
            return folder;
    }
}

} // namespace ld3m::cli
