#include "app/cli/snr_diagnosis.h"

#include <iostream>
#include <limits>

#include <nlohmann/json.hpp>

#include "app/cli/columns.h"
#include "app/cli/commands.h"
#include "core/base/csv_cell.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/projects/run_numbers.h"
#include "core/reports/snr_curve.h"

namespace ld3m::cli {
namespace {

namespace fs = std::filesystem;
using reports::Norm;
using reports::SnrCurve;

constexpr std::size_t kTableRows = 20;
constexpr std::int64_t kHighestDegree = 12;

struct RunSnr {
    std::string run;
    Norm norm;
    SnrCurve curve;

    const char* normName() const { return norm == Norm::latents ? "latents" : "conditioning"; }
};

std::vector<RunSnr> curvesOf(const DiagnoseOptions& options) {
    std::vector<fs::path> runs = {options.subject};
    if (!options.against.empty())
        runs.emplace_back(options.against);
    std::vector<RunSnr> all;
    for (const fs::path& run : runs) {
        const auto folder = projects::RunFolder::open(run);
        const auto iterations =
            projects::numbersUpTo(folder, std::numeric_limits<std::int64_t>::max()).iterations;
        const auto curve = [&](Norm norm) {
            return reports::snrCurve(iterations, {.norm = norm,
                                                  .window = static_cast<std::size_t>(options.window),
                                                  .degree = static_cast<int>(options.degree)});
        };
        const std::string name = folder.id();
        all.push_back({name, Norm::latents, curve(Norm::latents)});
        if (all.back().curve.ratios.empty())
            throw base::InputError(
                base::text(run.string(), " has ", iterations.size(),
                           " iterations with gradient norms that differ, too few for a ratio: let it "
                           "run for 10 or more."));
        if (SnrCurve conditioning = curve(Norm::conditioning); !conditioning.ratios.empty())
            all.push_back({name, Norm::conditioning, std::move(conditioning)});
    }
    return all;
}

std::string csvOf(const std::vector<RunSnr>& all) {
    std::string lines = "run,norm,iteration,snr,fit\n";
    for (const RunSnr& each : all)
        for (std::size_t i = 0; i < each.curve.ratios.size(); ++i)
            lines += base::text(base::csvCell(each.run), ',', each.normName(), ',', each.curve.iterations[i],
                                ',', base::csvCell(each.curve.ratios[i]), ',',
                                each.curve.fit.empty() ? "" : base::csvCell(each.curve.fit[i]), '\n');
    return lines;
}

std::string jsonOf(const RunSnr& each, const DiagnoseOptions& options) {
    return nlohmann::ordered_json{{"run", each.run},
                                  {"norm", each.normName()},
                                  {"window", options.window},
                                  {"degree", options.degree},
                                  {"iterations", each.curve.iterations},
                                  {"snr", each.curve.ratios},
                                  {"fit", each.curve.fit}}
        .dump();
}

/// Every so many iterations, and the last.
std::string tableOf(const RunSnr& each, const DiagnoseOptions& options) {
    std::vector<std::vector<std::string>> rows = {{"iteration", "SNR", "fit"}};
    const SnrCurve& curve = each.curve;
    const std::size_t stride = (curve.ratios.size() + kTableRows - 1) / kTableRows;
    for (std::size_t i = (curve.ratios.size() - 1) % stride; i < curve.ratios.size(); i += stride)
        rows.push_back({base::text(curve.iterations[i]), rounded(curve.ratios[i]),
                        curve.fit.empty() ? "-" : rounded(curve.fit[i])});
    return base::text("SNR of ", each.norm == Norm::latents ? "||dL/dZ||" : "||dL/dc||", " of ", each.run,
                      ", mean / deviation over ", options.window, " iterations; fit of degree ",
                      options.degree, "\n\n",
                      options.markdown ? markdownTable(rows) : alignedColumns(rows, 0));
}

} // namespace

int diagnoseSnr(const DiagnoseOptions& options) {
    if (options.window < 2)
        throw base::InputError(base::text("--window ", options.window, " has no deviation: take 2 or more."));
    if (options.degree < 0 || options.degree > kHighestDegree)
        throw base::InputError(base::text(
            "--degree ", options.degree, " fits no curve worth looking at: take 0 to ", kHighestDegree, "."));
    const std::vector<RunSnr> all = curvesOf(options);
    if (options.csv && options.csv_file.empty())
        std::cout << csvOf(all);
    else if (options.csv)
        files::writeAtomically(options.csv_file, csvOf(all));
    if (options.lines()) {
        for (const RunSnr& each : all)
            if (options.json)
                std::cout << jsonOf(each, options) << '\n';
    } else {
        for (const RunSnr& each : all)
            std::cout << (&each == all.data() ? "" : "\n") << tableOf(each, options);
    }
    std::cout << std::flush;
    return kDone;
}

} // namespace ld3m::cli
