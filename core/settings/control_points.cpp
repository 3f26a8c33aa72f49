#include "core/settings/control_points.h"

#include <charconv>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::settings {
namespace {

/// The whole of [first, last) as a number in [0, 1].
bool fraction(const char* first, const char* last, double& number) {
    const auto [end, problem] = std::from_chars(first, last, number);
    return problem == std::errc{} && end == last && number >= 0 && number <= 1;
}

ControlPoint pointOf(const std::string& word) {
    ControlPoint point;
    const char* first = word.data();
    const char* last = first + word.size();
    const std::size_t colon = word.find(':');
    if (colon == std::string::npos || !fraction(first, first + colon, point.u) ||
        !fraction(first + colon + 1, last, point.w))
        throw base::InputError(base::text("prior.residual_points holds \"", word,
                                          "\": write a point as u:w with both from 0 to 1, as in 0.5:0.8."));
    return point;
}

std::string shortest(double number) {
    char digits[32];
    const auto [end, problem] = std::to_chars(digits, digits + sizeof digits, number);
    return {digits, problem == std::errc{} ? end : digits};
}

} // namespace

std::vector<ControlPoint> controlPoints(const std::vector<std::string>& words) {
    std::vector<ControlPoint> points;
    for (const std::string& word : words) {
        points.push_back(pointOf(word));
        if (points.size() > 1 && points.back().u <= points[points.size() - 2].u)
            throw base::InputError(base::text("prior.residual_points has \"", word,
                                              "\" out of order: u must rise from point to point."));
    }
    if (points.size() < 2 || points.front().u != 0 || points.back().u != 1)
        throw base::InputError(
            "prior.residual_points must begin with u = 0 (the last step) and end with u = 1 (the "
            "first step), as in 0:0, 0.5:0.8, 1:1.");
    return points;
}

std::vector<std::string> wordsOf(const std::vector<ControlPoint>& points) {
    std::vector<std::string> words;
    for (const ControlPoint& point : points)
        words.push_back(shortest(point.u) + ':' + shortest(point.w));
    return words;
}

} // namespace ld3m::settings
