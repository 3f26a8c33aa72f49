// Run folders with numbers and images that a test knows in advance.
#pragma once

#include <cmath>
#include <filesystem>

#include "core/projects/metrics_file.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "tests/support/scripted_values.h"

namespace ld3m::tests {

struct WrittenRun {
    std::string name = "scripted";
    std::int64_t steps = 10; ///< T
    std::int64_t iterations = 120;
    double accuracy = 0.4; ///< of both networks at the end
    double seconds = 0.25; ///< an iteration
};

/// Sheets at 0, half and the end; evaluations at half and the end.
inline void writeRun(const std::filesystem::path& folder, const WrittenRun& wanted = {}) {
    settings::Recipe recipe;
    recipe.prior.steps = wanted.steps;
    projects::Provenance provenance;
    provenance.name = wanted.name;
    const auto run = projects::RunFolder::create(folder, recipe, provenance);
    projects::MetricsWriter metrics(run.metricsFile());
    for (std::int64_t i = 1; i <= wanted.iterations; ++i) {
        reports::IterationReport report = scriptedReport(i);
        report.latent_grad_norm = 3 + std::sin(double(i) * 1.7) * (0.2 + 0.01 * double(wanted.steps));
        report.seconds = wanted.seconds;
        metrics.append(report);
    }
    for (const std::int64_t i : {wanted.iterations / 2, wanted.iterations}) {
        const double mean = wanted.accuracy * double(i) / double(wanted.iterations);
        reports::EvaluationTable table = scriptedTable(i);
        table.rows = {{"synthetic", "convnet", {mean - 0.01, mean + 0.01}, {}},
                      {"synthetic", "resnet18", {mean, mean}, {}},
                      {"random real", "convnet", {0.25, 0.25}, {}},
                      {"random real", "resnet18", {0.2, 0.2}, {}}};
        metrics.append(table);
    }
    for (const std::int64_t i : {std::int64_t(0), wanted.iterations / 2, wanted.iterations})
        projects::writeSheet(run.sheetFile(i), scriptedSheet(i));
}

} // namespace ld3m::tests
