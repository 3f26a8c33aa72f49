// order.toml of a sweep's folder: what people change while the sweep is on.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace ld3m::sweeps {

struct Arrangement {
    std::vector<std::string> order;  ///< ids of points
    std::set<std::string> cancelled; ///< ids
    bool paused = false;

    bool operator==(const Arrangement&) const = default;
};

/// What the file says of these points, naming each of them once: those it does not name follow in the order
/// of `ids`. A broken or missing file says nothing.
Arrangement readArrangement(const std::filesystem::path& file, const std::vector<std::string>& ids);

/// Atomic. @throws base::RunError
void writeArrangement(const std::filesystem::path& file, const Arrangement& arrangement);

/// `wanted` first, then what else `ids` has, in its order. Unknown and repeated ones are left out.
std::vector<std::string> inOrder(const std::vector<std::string>& wanted, const std::vector<std::string>& ids);

} // namespace ld3m::sweeps
