// An expert whose last epoch is not trained yet: one small file after each epoch, so that a killed training
// goes on where it was, and in the end the trajectory's file out of them.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/networks/network.h"

namespace ld3m::experts {

/// The state after some epochs.
struct ExpertState {
    networks::Parameters parameters;
    std::vector<at::Tensor> velocities; ///< of the optimiser; empty where the next epoch begins without
};

class UnfinishedExpert {
public:
    /// `folder` may not exist yet; `names` are the parameters' in order.
    UnfinishedExpert(std::filesystem::path folder, std::vector<std::string> names);

    /// Epochs of the newest state; -1 where there is none.
    std::int64_t epochs() const;
    /// @throws base::InputError where the file is broken or of another network.
    ExpertState load(std::int64_t epoch) const;
    /// @throws base::RunError
    void save(std::int64_t epoch, const ExpertState& state) const;

    /// Writes states 0 .. `epochs` as replay_buffer_<n>.pt and removes the folder. @throws base::RunError
    void finish(std::int64_t epochs, const std::filesystem::path& trajectory) const;

private:
    std::filesystem::path file(std::int64_t epoch) const;

    std::filesystem::path m_folder;
    std::vector<std::string> m_names;
};

} // namespace ld3m::experts
