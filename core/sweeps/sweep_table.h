// What a sweep varies and what came of it, as values: a row a point, and what the seeds of one point have in
// common.
#pragma once

#include <string>
#include <vector>

#include "core/sweeps/sweep_points.h"
#include "core/sweeps/sweep_status.h"

namespace ld3m::sweeps {

struct SweepRow {
    PointStatus status;
    std::vector<settings::Value> settings; ///< values of the table's keys

    bool operator==(const SweepRow&) const = default;
};

struct SweepTable {
    std::vector<std::string> keys; ///< what the points differ in: "prior.steps"
    std::vector<SweepRow> rows;    ///< in the order in which they are run

    /// Where the points stand now, and their order; points that `status` does not name are left out.
    void take(const SweepStatus& status);
};

/// Points that `status` does not name wait, behind the others.
SweepTable tableOf(const SweepPlan& plan, const std::vector<SweepPoint>& points,
                   const SweepStatus& status = {});

/// What is measured of a point. Memory is the host's or the device's, the larger one.
enum class Quantity { accuracy, loss, seconds, iteration_seconds, memory };

/// In the unit that people read: per cent, seconds, GiB. Nothing where it was not measured.
std::optional<double> numberOf(const PointStatus& status, Quantity quantity);
/// The accuracy's, over the runs of its evaluation; nothing for other quantities.
std::optional<double> deviationOf(const PointStatus& status, Quantity quantity);

/// Points that differ in their seed alone.
struct SeedGroup {
    std::vector<settings::Value> settings; ///< without the seed
    std::vector<const SweepRow*> rows;     ///< of the table that was asked, which must stay

    int finished() const;
    /// Of the finished ones, those that have it.
    std::vector<double> numbers(Quantity quantity) const;
};

/// Several points differ in their seed.
bool variesSeeds(const SweepTable& table);
/// The table's keys without the seed.
std::vector<std::string> keysBesideSeed(const SweepTable& table);
/// In the order of their first rows.
std::vector<SeedGroup> groupsOverSeeds(const SweepTable& table);

/// Keys as heads of columns: "steps"; what two of them share is written out, "prior.steps".
std::vector<std::string> shortNames(const std::vector<std::string>& keys);

} // namespace ld3m::sweeps
