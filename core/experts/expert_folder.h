// The training of experts on disk:
//   experts.toml             frozen settings and provenance
//   replay_buffer_<n>.pt     trajectory n, a list of one trajectory
//   experts.jsonl            accuracy of each epoch, one line each
//   unfinished/<n>/<e>.safetensors   trajectory n after e epochs, until it is whole
//   run.lock                 held by the process that writes
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/settings/expert_recipe.h"

namespace ld3m::experts {

class ExpertFolder {
public:
    explicit ExpertFolder(const std::filesystem::path& path);

    const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path recordsFile() const { return m_path / "experts.jsonl"; }
    std::filesystem::path lockFile() const { return m_path / "run.lock"; }
    std::filesystem::path trajectoryFile(std::int64_t trajectory) const;
    /// Of one trajectory that is not whole yet.
    std::filesystem::path unfinishedFolder(std::int64_t trajectory) const;

    /// A training of experts has begun here.
    bool begun() const;
    /// @throws base::InputError when experts.toml cannot be read, is newer or broken.
    settings::ExpertRecipe recipe() const;
    /// Makes the folder where it is missing. @throws base::InputError when it cannot be written.
    void write(const settings::ExpertRecipe& recipe, const std::string& version,
               const std::string& device) const;

private:
    std::filesystem::path m_path;
};

} // namespace ld3m::experts
