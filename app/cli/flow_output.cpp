#include "app/cli/flow_output.h"

#include <algorithm>
#include <iomanip>
#include <limits>
#include <sstream>

#include <nlohmann/json.hpp>

#include "app/cli/columns.h"
#include "core/base/statistics.h"
#include "core/base/text.h"

namespace ld3m::cli {
namespace {

using base::Statistics;
using reports::FlowPoint;
using Json = nlohmann::ordered_json;
using Norms = std::vector<double> FlowPoint::*;
using Row = std::vector<std::string>;

Json toJson(const std::vector<double>& norms) {
    if (norms.empty())
        return nullptr;
    const Statistics all = base::statisticsOf(norms);
    return {{"mean", all.mean},
            {"deviation", all.deviation},
            {"min", all.smallest},
            {"max", all.largest},
            {"values", norms}};
}

std::string csvCells(const std::vector<double>& norms) {
    if (norms.empty())
        return ",,,,";
    const Statistics all = base::statisticsOf(norms);
    std::ostringstream out;
    out << std::setprecision(std::numeric_limits<double>::max_digits10) << ',' << all.mean << ','
        << all.deviation << ',' << all.smallest << ',' << all.largest;
    return out.str();
}

std::vector<Row> rowsOf(const AskedFlow& asked, const std::vector<FlowPoint>& points, Norms norms) {
    std::vector<Row> rows = {{"arm"}};
    for (const std::int64_t steps : asked.steps)
        rows.front().push_back(base::text("T = ", steps));
    for (const std::string& arm : asked.arms) {
        Row& row = rows.emplace_back(Row{arm});
        for (const std::int64_t steps : asked.steps) {
            const auto point = std::ranges::find_if(
                points, [&](const FlowPoint& each) { return each.arm == arm && each.steps == steps; });
            row.push_back(point == points.end() ? "-" : meanAndDeviation((*point).*norms));
        }
    }
    return rows;
}

} // namespace

std::string flowJsonLine(const FlowPoint& point) {
    return Json{{"arm", point.arm},
                {"steps", point.steps},
                {"draws", point.latent_norms.size()},
                {"latents", toJson(point.latent_norms)},
                {"conditioning", toJson(point.conditioning_norms)}}
        .dump();
}

std::string flowCsvHeader() {
    return "arm,steps,draws,latents_mean,latents_deviation,latents_min,latents_max,"
           "conditioning_mean,conditioning_deviation,conditioning_min,conditioning_max";
}

std::string flowCsvLine(const FlowPoint& point) {
    return base::text(point.arm, ',', point.steps, ',', point.latent_norms.size(),
                      csvCells(point.latent_norms), csvCells(point.conditioning_norms));
}

std::string flowTables(const AskedFlow& asked, const std::vector<FlowPoint>& points, bool markdown) {
    const bool conditional =
        std::ranges::any_of(points, [](const FlowPoint& each) { return !each.conditioning_norms.empty(); });
    std::string out;
    for (const auto& [title, norms] : {std::pair{"||dL/dZ||", &FlowPoint::latent_norms},
                                       std::pair{"||dL/dc||", &FlowPoint::conditioning_norms}}) {
        if (norms == &FlowPoint::conditioning_norms && !conditional)
            continue;
        const std::vector<Row> rows = rowsOf(asked, points, norms);
        out += base::text(out.empty() ? "" : "\n", markdown ? "`" : "", title, markdown ? "`" : "",
                          ", mean ± deviation over ", asked.draws, asked.draws == 1 ? " draw" : " draws",
                          "\n\n", markdown ? markdownTable(rows) : alignedColumns(rows));
    }
    return out;
}

} // namespace ld3m::cli
