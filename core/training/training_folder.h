// The training of a prior on disk:
//   training.toml             frozen settings and provenance
//   metrics.jsonl             append-only, one event a line
//   checkpoint.safetensors    the unfinished part, at its last saved step
//   parts/<part>.safetensors  what finished parts gave
//   samples/<part>-000200.png
//   prior.safetensors, model-card.md   the result
//   run.lock                  held by the process that writes
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "core/settings/prior_recipe.h"

namespace ld3m::training {

class TrainingFolder {
public:
    /// Makes the folder and writes training.toml. @throws base::InputError when one is already there or it
    /// cannot be written.
    static TrainingFolder create(const std::filesystem::path& folder, const settings::PriorRecipe& recipe,
                                 const std::string& version, const std::string& device);
    /// @throws base::InputError when there is no training.toml, or it is newer or broken.
    static TrainingFolder open(const std::filesystem::path& folder);
    static bool isTraining(const std::filesystem::path& folder);

    const std::filesystem::path& path() const { return m_path; }
    const settings::PriorRecipe& recipe() const { return m_recipe; }

    std::filesystem::path metricsFile() const { return m_path / "metrics.jsonl"; }
    std::filesystem::path lockFile() const { return m_path / "run.lock"; }
    std::filesystem::path checkpointFile() const { return m_path / "checkpoint.safetensors"; }
    std::filesystem::path priorFile() const { return m_path / "prior.safetensors"; }
    std::filesystem::path cardFile() const { return m_path / "model-card.md"; }
    std::filesystem::path partFile(const std::string& part) const;
    std::filesystem::path sheetFile(const std::string& part, std::int64_t step) const;

private:
    TrainingFolder(std::filesystem::path path, settings::PriorRecipe recipe);

    std::filesystem::path m_path;
    settings::PriorRecipe m_recipe;
};

} // namespace ld3m::training
