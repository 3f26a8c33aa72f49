#include "app/cli/steps_output.h"

#include <iomanip>
#include <sstream>

#include <nlohmann/json.hpp>

#include "app/cli/columns.h"
#include "core/base/text.h"

namespace ld3m::cli {
namespace {

using Json = nlohmann::ordered_json;
using reports::StepNorms;
using reports::StepPoint;

constexpr double kGibibyte = 1024.0 * 1024 * 1024;

Json toJson(const std::optional<StepNorms>& norms) {
    if (!norms)
        return nullptr;
    return {{"latents", norms->latents},
            {"conditioning", norms->conditioning ? Json(*norms->conditioning) : Json(nullptr)}};
}

std::string fixed(double value, int digits) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(digits) << value;
    return out.str();
}

std::string conditioning(const std::optional<StepNorms>& norms) {
    return norms && norms->conditioning ? rounded(*norms->conditioning) : "-";
}

} // namespace

std::string stepsJsonLine(const StepPoint& point) {
    return Json{{"steps", point.steps},
                {"reverse_steps", point.reverse_steps},
                {"with_residual", toJson(point.with)},
                {"without_residual", toJson(point.without)},
                {"seconds", point.seconds},
                {"synthesize", point.phases.synthesize},
                {"match", point.phases.match},
                {"pull_back", point.phases.pull_back},
                {"peak_bytes", point.peak_bytes},
                {"memory", point.memory}}
        .dump();
}

std::string stepsTable(const reports::StepSubject& subject, const std::vector<StepPoint>& points) {
    std::ostringstream out;
    out << (subject.of_run ? base::text("Z and c of iteration ", subject.iteration)
                           : std::string("Z and c as a run would begin"))
        << ", " << subject.images << " images, " << subject.device << "; the recipe's T is "
        << subject.recipe_steps << "\n\n";
    const auto row = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            out << std::setw(i == 0 ? 4 : i < 5 ? 13 : i == 5 ? 9 : 11) << cells[i];
        out << "\n";
    };
    row({"T", "|dL/dZ|", "no residual", "|dL/dc|", "no residual", "s/iter", "GiB", "memory"});
    for (const StepPoint& point : points)
        row({base::text(point.steps), point.with ? rounded(point.with->latents) : "-",
             point.without ? rounded(point.without->latents) : "-", conditioning(point.with),
             conditioning(point.without), fixed(point.seconds, point.seconds < 10 ? 2 : 1),
             fixed(static_cast<double>(point.peak_bytes) / kGibibyte, 2), point.memory});
    out << "\nNorms of one iteration's gradient, with the " << subject.residual
        << " residual and without. s/iter: synthesize, match and pull back. GiB: at its peak, beyond weights "
           "and real images.\n";
    return out.str();
}

} // namespace ld3m::cli
