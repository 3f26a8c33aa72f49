// What `ld3m inspect` says of expert trajectories: how many, how large, which network they look like, how
// accurate.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace ld3m::experts {

/// A folder with replay_buffer_<n>.pt files or a training of experts in it, or one such file.
bool looksLikeExperts(const std::filesystem::path& file_or_folder);

/// Several lines. @throws base::InputError as ExpertStore does.
std::string describeExperts(const std::filesystem::path& file_or_folder);

/// A ConvNet that would have parameters of these shapes.
struct GuessedConvNet {
    std::int64_t depth = 0;
    std::int64_t width = 0;
    std::int64_t classes = 0;
    std::int64_t resolution = 0; ///< with 2x2 pooling in each block; 0 where the features are no square
    std::string norm;            ///< "instance or group norm", "layer norm", "no norm"
};

std::optional<GuessedConvNet> guessConvNet(const std::vector<std::vector<std::int64_t>>& shapes);

} // namespace ld3m::experts
