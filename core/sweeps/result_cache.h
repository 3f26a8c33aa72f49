// What finished points of a sweep came to, kept in the sweep's folder: thousands of runs need not be read
// again to say it. It is believed of a run whose files are as they were, so it may be deleted and can
// contradict nothing.
#pragma once

#include <array>
#include <string>
#include <unordered_map>

#include "core/sweeps/sweep_folder.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::sweeps {

class ResultCache {
public:
    /// Reads the folder's; a missing or broken one knows nothing. `folder` must stay.
    explicit ResultCache(const SweepFolder& folder);

    /// Where the point stands: as it is remembered, else its run is read, and remembered when it is finished.
    PointStatus read(const SweepPoint& point);
    /// Writes what is new since it was read or saved; one that cannot be written is none.
    void save();
    int unsaved() const { return m_unsaved; } ///< points

private:
    /// Size and times of what a run's results come from.
    using Stamp = std::array<std::int64_t, 4>;
    struct Known {
        Stamp stamp = {};
        PointStatus status;
    };
    Stamp stampOf(const std::string& id) const;
    static std::string toLine(const Known& known);

    const SweepFolder& m_folder;
    std::unordered_map<std::string, Known> m_known; ///< by id; finished ones
    int m_unsaved = 0;
};

} // namespace ld3m::sweeps
