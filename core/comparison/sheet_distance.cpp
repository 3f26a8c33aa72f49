#include "core/comparison/sheet_distance.h"

#include <cmath>

#include "core/base/text.h"
#include "core/comparison/structural_similarity.h"

namespace ld3m::comparison {
namespace {

double squaredDistance(const std::uint8_t* a, const std::uint8_t* b, std::int64_t count) {
    std::int64_t sum = 0;
    for (std::int64_t i = 0; i < count; ++i)
        sum += (a[i] - b[i]) * (a[i] - b[i]);
    return static_cast<double>(sum);
}

} // namespace

std::string incomparable(const reports::ImageSheet& a, const reports::ImageSheet& b) {
    if (!a.rgb || !b.rgb || a.count() == 0 || b.count() == 0)
        return "one of them has no images";
    if (a.class_names != b.class_names)
        return "their classes differ";
    if (a.ipc != b.ipc)
        return base::text("they have ", a.ipc, " and ", b.ipc, " images a class");
    if (a.height != b.height || a.width != b.width)
        return base::text("their images have ", a.width, " x ", a.height, " and ", b.width, " x ", b.height,
                          " pixels");
    return {};
}

std::optional<SheetDistance> distanceOf(const reports::ImageSheet& a, const reports::ImageSheet& b,
                                        const std::function<bool()>& stopped) {
    SheetDistance distance;
    const auto images = static_cast<double>(a.ipc);
    const auto values = static_cast<double>(a.ipc * a.height * a.width * 3);
    double squares = 0;
    double likeness = 0;
    const auto classes = static_cast<std::int64_t>(a.class_names.size());
    for (std::int64_t label = 0; label < classes; ++label) {
        if (stopped && stopped())
            return std::nullopt;
        const double own =
            squaredDistance(a.image(label, 0), b.image(label, 0), a.ipc * a.height * a.width * 3);
        double alike = 0;
        for (std::int64_t k = 0; k < a.ipc; ++k)
            alike += structuralSimilarity(a.image(label, k), b.image(label, k), a.height, a.width);
        distance.classes.push_back({std::sqrt(own / values), alike / images});
        squares += own;
        likeness += alike;
    }
    const auto count = static_cast<double>(classes);
    distance.all = {std::sqrt(squares / (values * count)), likeness / (images * count)};
    return distance;
}

} // namespace ld3m::comparison
