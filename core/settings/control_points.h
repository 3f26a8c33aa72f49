// The points of a curve that people draw: "0:0", "0.5:0.8", "1:1".
#pragma once

#include <string>
#include <vector>

namespace ld3m::settings {

struct ControlPoint {
    double u = 0; ///< step fraction: 0 at the last reverse step, 1 at the first
    double w = 0; ///< weight in [0, 1]

    bool operator==(const ControlPoint&) const = default;
};

/// Two or more points with u strictly rising from 0 to 1.
/// @throws base::InputError naming prior.residual_points and the word that is wrong.
std::vector<ControlPoint> controlPoints(const std::vector<std::string>& words);

/// "0.5:0.8", in the fewest digits that read back as the same numbers.
std::vector<std::string> wordsOf(const std::vector<ControlPoint>& points);

} // namespace ld3m::settings
