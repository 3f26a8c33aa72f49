// Expert trajectories in the field's files: replay_buffer_<n>.pt, a list of trajectories, each a list of
// epochs, each a list of parameter tensors in published order. Written here or by anybody's torch.save.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include <c10/core/TensorOptions.h>

#include "core/networks/network.h"

namespace ld3m::experts {

/// The replay_buffer_<n>.pt of a folder by n, or the one file itself.
/// @throws base::InputError where there is none.
std::vector<std::filesystem::path> trajectoryFiles(const std::filesystem::path& file_or_folder);

class ExpertStore {
public:
    /// Maps the files; `max_experts` > 0 takes the first so many trajectories only.
    /// @throws base::InputError in one sentence: no such file, a broken one, one whose lists are no
    /// trajectories, a trajectory that does not move, trajectories of different networks.
    explicit ExpertStore(const std::filesystem::path& file_or_folder, std::int64_t max_experts = 0);

    std::int64_t trajectories() const { return static_cast<std::int64_t>(m_trajectories.size()); }
    /// Epochs trained: states stored minus one.
    std::int64_t epochs(std::int64_t trajectory) const;
    /// The state after `epoch` epochs (0: before the first), as tensors of its own.
    networks::Parameters parameters(std::int64_t trajectory, std::int64_t epoch,
                                    const c10::TensorOptions& options) const;

    /// Shapes of the parameters, the same in every state.
    const std::vector<std::vector<std::int64_t>>& shapes() const { return m_shapes; }
    /// @throws base::InputError when the parameters are not those of `network`.
    void requireFor(const networks::Network& network) const;

    /// The file that a trajectory stands in.
    const std::filesystem::path& file(std::int64_t trajectory) const;

private:
    struct Trajectory {
        std::size_t file = 0;
        std::vector<std::vector<at::Tensor>> states; ///< in the mapped file
    };

    void add(const std::filesystem::path& file, std::int64_t max_experts);
    void requireSound(const Trajectory& trajectory);
    const Trajectory& at(std::int64_t trajectory) const;

    std::filesystem::path m_where;
    std::vector<std::filesystem::path> m_files;
    std::vector<Trajectory> m_trajectories;
    std::vector<std::vector<std::int64_t>> m_shapes;
};

} // namespace ld3m::experts
