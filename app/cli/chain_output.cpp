#include "app/cli/chain_output.h"

#include <nlohmann/json.hpp>

#include "app/cli/columns.h"
#include "core/base/csv_cell.h"
#include "core/base/statistics.h"
#include "core/base/text.h"

namespace ld3m::cli {
namespace {

using reports::ChainStep;
using reports::GradientChain;

/// ",mean,deviation"; empty cells for no numbers.
std::string csvCells(const std::vector<double>& norms) {
    if (norms.empty())
        return ",,";
    const base::Statistics all = base::statisticsOf(norms);
    return base::text(',', base::csvCell(all.mean), ',', base::csvCell(all.deviation));
}

} // namespace

std::string chainJsonLine(const GradientChain& chain) {
    using Json = nlohmann::ordered_json;
    Json steps = Json::array();
    for (const ChainStep& step : chain.chain)
        steps.push_back({{"timestep", step.timestep},
                         {"weight", step.weight},
                         {"network", step.network},
                         {"residual", step.residual}});
    return Json{{"arm", chain.arm},
                {"steps", chain.steps},
                {"draws", chain.latents.size()},
                {"chain", std::move(steps)},
                {"images", chain.images},
                {"latents", chain.latents},
                {"latents_network", chain.latents_network},
                {"latents_residual", chain.latents_residual}}
        .dump();
}

std::string chainCsvHeader() {
    return "arm,steps,draws,step,timestep,weight,network_mean,network_deviation,residual_mean,residual_"
           "deviation,"
           "latents_mean,latents_deviation";
}

std::string chainCsvLines(const GradientChain& chain) {
    const std::string head = base::text(chain.arm, ',', chain.steps, ',', chain.latents.size(), ',');
    std::string lines = base::text(head, "0,,", csvCells(chain.latents_network),
                                   csvCells(chain.latents_residual), csvCells(chain.latents));
    for (std::size_t k = 0; k < chain.chain.size(); ++k) {
        const ChainStep& step = chain.chain[k];
        lines += base::text('\n', head, k + 1, ',', step.timestep, ',', base::csvCell(step.weight),
                            csvCells(step.network), csvCells(step.residual), ",,");
    }
    return lines;
}

std::string chainTable(const GradientChain& chain, bool markdown) {
    std::vector<std::vector<std::string>> rows = {{"step", "t", "weight", "network", "residual"}};
    for (std::size_t k = 0; k < chain.chain.size(); ++k) {
        const ChainStep& step = chain.chain[k];
        rows.push_back({base::text(k + 1), base::text(step.timestep), rounded(step.weight),
                        meanAndDeviation(step.network), meanAndDeviation(step.residual)});
    }
    rows.push_back({"image", "-", "-", meanAndDeviation(chain.images), "-"});
    rows.push_back(
        {"Z", "-", "-", meanAndDeviation(chain.latents_network), meanAndDeviation(chain.latents_residual)});
    return base::text(chain.arm, " at T = ", chain.steps, ": ||dL/dZ|| = ", meanAndDeviation(chain.latents),
                      " over ", chain.latents.size(), chain.latents.size() == 1 ? " draw" : " draws", "\n\n",
                      markdown ? markdownTable(rows) : alignedColumns(rows, 0));
}

} // namespace ld3m::cli
