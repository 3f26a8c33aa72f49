// A sweep on disk.
//
//     sweep.toml            the frozen plan, written last: half a folder is no sweep
//     recipe.toml           the recipe it starts from, complete
//     project.toml          so that the folder opens as a project, too
//     order.toml            order, cancelled points, paused: what people change while it is on
//     recipes/<id>.toml     the complete recipe of a point that was started
//     runs/<id>/            its run, a run folder like any other
//     logs/<id>.log         what its process said on standard error, the last time
//     failed/<id>.txt       why a point failed; without it the point has not
//     finished.jsonl        results of finished points, see result_cache.h; may be deleted
//     sweep.lock            held by the process that runs the sweep
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "core/sweeps/arrangement.h"
#include "core/sweeps/sweep_points.h"

namespace ld3m::sweeps {

class SweepFolder {
public:
    /// Makes `folder` a sweep. @throws base::InputError when one is there already, the plan has problems (all
    /// are named) or it cannot be written.
    static SweepFolder create(const std::filesystem::path& folder, const SweepPlan& plan);
    /// @throws base::InputError when there is none, or it is newer or broken.
    static SweepFolder open(const std::filesystem::path& folder);
    /// create(), or open() when the folder holds a sweep of the same plan. With `replace`, a changed plan
    /// takes the place of the folder's; runs of points that it still has are kept as they are.
    /// @throws base::InputError saying what differs, or which runs were made with other settings.
    static SweepFolder createOrOpen(const std::filesystem::path& folder, const SweepPlan& plan,
                                    bool replace = false);
    static bool isSweep(const std::filesystem::path& folder);

    const std::filesystem::path& path() const { return m_path; } ///< absolute
    const SweepPlan& plan() const { return m_plan; }
    const std::vector<SweepPoint>& points() const { return m_points; } ///< in the plan's order

    std::filesystem::path runFolder(const std::string& id) const;
    std::filesystem::path recipeFile(const std::string& id) const;
    std::filesystem::path logFile(const std::string& id) const;
    std::filesystem::path failureFile(const std::string& id) const;
    std::filesystem::path lockFile() const;

    std::filesystem::path arrangementFile() const;
    std::filesystem::path resultsFile() const;

    std::vector<std::string> ids() const;                 ///< of the points, in the plan's order
    const SweepPoint& point(const std::string& id) const; ///< @throws std::out_of_range

    /// Why a point failed, in a sentence; nothing for one that did not fail.
    std::optional<std::string> failure(const std::string& id) const;

private:
    SweepFolder(std::filesystem::path path, SweepPlan plan, std::vector<SweepPoint> points);
    void write() const;

    std::filesystem::path m_path;
    SweepPlan m_plan;
    std::vector<SweepPoint> m_points;
    std::unordered_map<std::string, std::size_t> m_places; ///< of points, by id
};

} // namespace ld3m::sweeps
