// One run on disk: runs/<id>/ with run.toml, metrics.jsonl, checkpoints/, images/ and evaluations/.
// A run started by the command line and one started in the window are the same folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/run_events.h"
#include "core/settings/recipe.h"

namespace ld3m::projects {

/// What was true when the run was made, besides its settings.
struct Provenance {
    std::string name;       ///< what people call it; the folder's name by default
    std::string version;    ///< of LD3M Workbench
    std::string created;    ///< ISO 8601, UTC
    std::string device;     ///< "cpu, 2 threads", "cuda:0 NVIDIA H200"
    std::string prior_hash; ///< SHA-256 of the checkpoint file, hexadecimal; empty for pixel
    std::string parent;     ///< id of the run this was branched from; empty for none
    std::int64_t parent_iteration = 0;
};

class RunFolder {
public:
    /// Makes the folder and writes run.toml; relative paths of the recipe become absolute, an empty name or
    /// time is filled in. @throws base::InputError when a run is already there or it cannot be written.
    static RunFolder create(const std::filesystem::path& folder, const settings::Recipe& recipe,
                            const Provenance& provenance);
    /// @throws base::InputError when there is no run.toml, or it is newer or broken.
    static RunFolder open(const std::filesystem::path& folder);
    static bool isRun(const std::filesystem::path& folder);

    const std::filesystem::path& path() const { return m_path; }
    std::string id() const;   ///< the folder's name
    std::string name() const; ///< as it was made, or the id
    const settings::Recipe& recipe() const { return m_recipe; }
    const Provenance& provenance() const { return m_provenance; }

    std::filesystem::path metricsFile() const;
    std::filesystem::path lockFile() const;
    std::filesystem::path checkpointFile(std::int64_t iteration) const; ///< checkpoints/000100.safetensors
    std::filesystem::path sheetFile(std::int64_t iteration) const;      ///< images/000100.safetensors
    std::filesystem::path evaluationFile(std::int64_t iteration) const; ///< evaluations/000100.json

    /// Iterations with a checkpoint / a stored sheet / an evaluation, ascending. Read anew at each call.
    std::vector<std::int64_t> checkpoints() const;
    std::vector<std::int64_t> sheets() const;
    std::vector<std::int64_t> evaluations() const;
    /// @throws base::InputError while there is no checkpoint.
    std::int64_t newestCheckpoint() const;
    /// `wanted`, or the newest when absent. @throws base::InputError when that checkpoint is not there.
    std::int64_t chosenCheckpoint(std::optional<std::int64_t> wanted) const;
    /// The checkpoint nearest to an iteration, the earlier of two. @throws base::InputError while there is
    /// none.
    std::int64_t nearestCheckpoint(std::int64_t iteration) const;

private:
    RunFolder(std::filesystem::path path, settings::Recipe recipe, Provenance provenance);

    std::filesystem::path m_path;
    settings::Recipe m_recipe;
    Provenance m_provenance;
};

} // namespace ld3m::projects
