// A list of numbers of reverse steps, as a person types it: "2, 5, 10".
#pragma once

#include <cstdint>
#include <vector>

#include <QString>

namespace ld3m::workbench {

inline constexpr std::int64_t kMostSteps = 1000;

struct TypedSteps {
    std::vector<std::int64_t> steps; ///< without repeats, in the order typed
    QString problem;                 ///< a sentence; empty for none
};

TypedSteps typedSteps(const QString& text);
QString listedSteps(const std::vector<std::int64_t>& steps);

} // namespace ld3m::workbench
