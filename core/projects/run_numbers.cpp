#include "core/projects/run_numbers.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <iomanip>
#include <map>
#include <sstream>

#include "core/base/csv_cell.h"
#include "core/base/text.h"
#include "core/projects/metrics_file.h"

namespace ld3m::projects {
namespace {

using Named = std::vector<std::pair<std::string, double>>;

Named numbersOf(const reports::IterationReport& report) {
    Named numbers = {{"loss", report.loss},
                     {"latent_grad_norm", report.latent_grad_norm},
                     {"conditioning_grad_norm", report.conditioning_grad_norm},
                     {"latent_rate", report.latent_rate},
                     {"conditioning_rate", report.conditioning_rate}};
    if (report.student_rate)
        numbers.emplace_back("student_rate", *report.student_rate);
    numbers.emplace_back("seconds", report.seconds);
    return numbers;
}

Named numbersOf(const reports::EvaluationTable& table) {
    Named numbers;
    for (const reports::EvaluationRow& row : table.rows)
        numbers.emplace_back(base::text("accuracy/", row.set, "/", row.network), row.mean());
    return numbers;
}

} // namespace

double RunNumbers::wallAt(std::int64_t iteration) const {
    double wall = began;
    for (const reports::IterationReport& report : iterations)
        if (report.iteration <= iteration)
            wall += report.seconds;
    return wall;
}

std::optional<reports::EvaluationTable> RunNumbers::newestEvaluation() const {
    return evaluations.empty() ? std::nullopt : std::optional(evaluations.back());
}

std::optional<double> RunNumbers::studentRate() const {
    return iterations.empty() ? std::nullopt : iterations.back().student_rate;
}

void RunNumbers::take(const reports::Event& event) {
    if (const auto* report = std::get_if<reports::IterationReport>(&event))
        iterations.push_back(*report);
    else if (const auto* table = std::get_if<reports::EvaluationTable>(&event))
        evaluations.push_back(*table);
}

double secondsOf(const Provenance& provenance) {
    std::tm parts{};
    std::istringstream in(provenance.created);
    in >> std::get_time(&parts, "%Y-%m-%dT%H:%M:%SZ");
    return in.fail() ? 0 : static_cast<double>(::timegm(&parts));
}

RunNumbers numbersUpTo(const RunFolder& run, std::int64_t upTo) {
    RunNumbers numbers{.began = secondsOf(run.provenance())};
    for (const reports::Event& event : MetricsReader(run.metricsFile()).readNew())
        if (std::visit([&](const auto& held) { return held.iteration <= upTo; }, event))
            numbers.take(event);
    return numbers;
}

std::string toCsv(const RunNumbers& numbers) {
    std::vector<std::string> columns;
    std::map<std::int64_t, std::map<std::string, double>> lines;
    const auto add = [&](std::int64_t iteration, const Named& named) {
        for (const auto& [name, number] : named) {
            if (std::ranges::find(columns, name) == columns.end())
                columns.push_back(name);
            lines[iteration][name] = number;
        }
    };
    for (const reports::IterationReport& report : numbers.iterations)
        add(report.iteration, numbersOf(report));
    for (const reports::EvaluationTable& table : numbers.evaluations)
        add(table.iteration, numbersOf(table));
    std::string csv = "iteration";
    for (const std::string& column : columns)
        csv += "," + base::csvCell(column);
    for (const auto& [iteration, cells] : lines) {
        csv += "\n" + std::to_string(iteration);
        for (const std::string& column : columns) {
            const auto found = cells.find(column);
            csv += "," + (found == cells.end() ? std::string() : base::csvCell(found->second));
        }
    }
    return csv + "\n";
}

void addScalars(files::EventFile& events, const RunNumbers& numbers) {
    double wall = numbers.began;
    for (const reports::IterationReport& report : numbers.iterations) {
        wall += report.seconds;
        Named named;
        for (const auto& [name, number] : numbersOf(report))
            named.emplace_back("distillation/" + name, number);
        events.scalars(report.iteration, wall, named);
    }
    for (const reports::EvaluationTable& table : numbers.evaluations)
        events.scalars(table.iteration, numbers.wallAt(table.iteration), numbersOf(table));
}

} // namespace ld3m::projects
