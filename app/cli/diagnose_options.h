// What `ld3m diagnose` was asked.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ld3m::cli {

struct DiagnoseOptions {
    std::string subject;
    std::string kind = "flow";
    std::optional<std::int64_t> iteration;
    std::vector<std::int64_t> steps; ///< empty: the kind's own
    std::int64_t draws = 3;
    std::vector<std::string> arms; ///< empty: a run's own and off, a recipe's all
    std::vector<std::string> curves;
    std::vector<std::string> overrides;
    std::string against; ///< snr: the other run; empty for none
    std::int64_t window = 50;
    std::int64_t degree = 3;
    bool fresh = false;
    bool json = false;
    bool markdown = false;
    bool csv = false;
    std::string csv_file; ///< empty: lines on standard output

    /// Lines for programs take the place of tables on standard output.
    bool lines() const { return json || (csv && csv_file.empty()); }
};

} // namespace ld3m::cli
