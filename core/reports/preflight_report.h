// What was found before a run starts: one line a finding, each with its fix and the setting it belongs to.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/run_events.h"
#include "core/settings/field.h"

namespace ld3m::reports {

enum class CheckLevel { ok, warning, problem };

/// "ok", "warning", "problem".
std::string nameOf(CheckLevel level);

struct CheckLine {
    CheckLevel level = CheckLevel::ok;
    std::string subject;  ///< "Images", "Memory": what was looked at
    std::string found;    ///< one sentence or phrase
    std::string fix = {}; ///< what to do; empty where nothing has to be
    std::string key = {}; ///< setting that it belongs to: "dataset.path"; empty where there is none
    std::optional<settings::Value> value = {}; ///< the value of `key` that is the fix
};

struct PreflightReport {
    std::vector<CheckLine> lines;
    // What the summary says; nothing where it could not be found.
    std::optional<std::int64_t> classes = {};
    std::optional<std::int64_t> images = {};     ///< training images of these classes
    std::optional<std::int64_t> peak_bytes = {}; ///< predicted
    std::int64_t memory_total = 0;               ///< bytes of the device
    std::optional<double> seconds = {};          ///< predicted, the whole run without evaluations
    bool complete = false; ///< memory and time were looked at, too; else they are still to come

    CheckLevel level() const; ///< of the worst line
    std::int64_t count(CheckLevel level) const;
    /// The first problem's line; null where a run may start.
    const CheckLine* firstProblem() const;
};

/// "Ready: 10 classes · 5,000 images · 1.2 GiB of 23 GiB · about 4 min", or how many problems there are with
/// what the first is.
std::string summaryOf(const PreflightReport& report);

/// Problems first, then warnings, each line with its fix: for a terminal.
std::string toText(const PreflightReport& report);

/// How a check is watched; all of it is called on its thread.
struct CheckWatch {
    std::function<void()> checkpoint = [] {}; ///< asked between looks; throws to stop
    std::function<void(const Progress&)> progress = [](const Progress&) {};
    /// What is known without computing anything: the report but for memory and time.
    std::function<void(const PreflightReport&)> found = [](const PreflightReport&) {};
};

} // namespace ld3m::reports
