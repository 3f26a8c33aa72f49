#include "app/cli/sweep_output.h"

#include <algorithm>
#include <functional>
#include <iomanip>
#include <map>
#include <sstream>

#include "app/cli/columns.h"
#include "app/cli/status_line.h"
#include "core/base/csv_cell.h"
#include "core/base/statistics.h"
#include "core/base/text.h"
#include "core/projects/run_folder.h"

namespace ld3m::cli {
namespace {

using sweeps::PointState;
using Row = std::vector<std::string>;

constexpr const char* kSeed = "distillation.seed";

std::string number(double value, int digits) {
    std::ostringstream out;
    out << std::setprecision(digits) << value;
    return out.str();
}

std::string perCent(double share) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << 100 * share;
    return out.str();
}

/// Over the networks' runs, where one network was tested: several have no deviation in common.
std::optional<double> deviationOf(const projects::AccuracyResult& accuracy) {
    if (accuracy.networks.size() != 1 || accuracy.networks[0].runs < 2)
        return std::nullopt;
    return accuracy.networks[0].deviation;
}

std::string accuracyCell(const projects::RunResult& result) {
    if (!result.last)
        return "-";
    const auto deviation = deviationOf(*result.last);
    return perCent(result.last->mean) + (deviation ? " ± " + perCent(*deviation) : "");
}

Row namesOf(const std::vector<std::string>& keys) {
    Row names;
    for (const std::string& key : keys)
        names.push_back(key.substr(key.find('.') + 1));
    return names;
}

Row settingsOf(const sweeps::SweepPoint& point) {
    Row values;
    for (const projects::Change& change : point.varied)
        values.push_back(settings::toText(change.value));
    return values;
}

Row joined(std::initializer_list<Row> parts) {
    Row all;
    for (const Row& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

std::string meanCell(const std::vector<double>& values, const std::function<std::string(double)>& spell) {
    if (values.empty())
        return "-";
    const base::Statistics all = base::statisticsOf(values);
    return spell(all.mean) + " ± " + spell(all.deviation);
}

/// What the seeds of one group have reached.
struct Group {
    int finished = 0;
    std::vector<double> accuracies, losses, seconds;
};

std::string seedTable(const sweeps::SweepPlan& plan, const std::vector<SweepRow>& rows) {
    std::vector<Row> order;
    std::map<Row, Group> groups;
    for (const SweepRow& row : rows) {
        const Row settings(row.settings.begin(), row.settings.end() - 1); // the seed is the last one
        if (!groups.contains(settings))
            order.push_back(settings);
        Group& group = groups[settings];
        if (row.status.state != PointState::finished)
            continue;
        ++group.finished;
        if (row.result.last)
            group.accuracies.push_back(row.result.last->mean);
        if (row.result.loss)
            group.losses.push_back(*row.result.loss);
        group.seconds.push_back(row.result.distillation_seconds);
    }
    std::vector<std::string> keys = sweeps::variedKeys(plan);
    keys.pop_back();
    std::vector<Row> lines = {joined({namesOf(keys), {"finished", "accuracy %", "loss", "seconds"}})};
    for (const Row& settings : order) {
        const Group& group = groups[settings];
        lines.push_back(joined({settings,
                                {std::to_string(group.finished), meanCell(group.accuracies, perCent),
                                 meanCell(group.losses, [](double loss) { return number(loss, 4); }),
                                 meanCell(group.seconds, [](double time) { return number(time, 3); })}}));
    }
    return alignedColumns(lines, keys.size());
}

} // namespace

std::vector<SweepRow> rowsOf(const sweeps::SweepFolder& folder, const sweeps::SweepStatus& status) {
    std::vector<SweepRow> rows;
    for (const sweeps::PointStatus& point : status.points) {
        SweepRow& row = rows.emplace_back(SweepRow{point, settingsOf(folder.point(point.id)), {}});
        if (projects::RunFolder::isRun(folder.runFolder(point.id)))
            row.result = projects::readRunResult(folder.runFolder(point.id));
    }
    return rows;
}

std::string sweepTable(const sweeps::SweepPlan& plan, const std::vector<SweepRow>& rows) {
    const std::vector<std::string> keys = sweeps::variedKeys(plan);
    std::vector<Row> lines = {joined({{"point"}, namesOf(keys), {"state", "accuracy %", "loss", "seconds"}})};
    for (const SweepRow& row : rows)
        lines.push_back(joined({{row.status.id},
                                row.settings,
                                {nameOf(row.status.state), accuracyCell(row.result),
                                 row.result.loss ? number(*row.result.loss, 4) : "-",
                                 number(row.result.distillation_seconds, 3)}}));
    std::string out = alignedColumns(lines, keys.size() + 2);
    if (plan.seeds.size() > 1)
        out +=
            base::text("\nOver ", plan.seeds.size(), " seeds, mean ± deviation:\n\n", seedTable(plan, rows));
    return out;
}

std::string sweepCsv(const sweeps::SweepPlan& plan, const std::vector<SweepRow>& rows) {
    std::ostringstream out;
    out << "point";
    for (const std::string& key : sweeps::variedKeys(plan))
        out << ',' << key;
    out << ",state,iteration,iterations,loss,accuracy,accuracy_deviation,distillation_seconds,iteration_"
           "seconds,"
           "host_memory,device_memory\n";
    const auto cell = [&out](const std::optional<double>& value) {
        out << ',' << (value ? base::csvCell(*value) : std::string());
    };
    for (const SweepRow& row : rows) {
        const projects::RunResult& result = row.result;
        out << row.status.id;
        for (const std::string& value : row.settings)
            out << ',' << base::csvCell(value);
        out << ',' << nameOf(row.status.state) << ',' << row.status.iteration << ',' << row.status.iterations;
        cell(result.loss);
        cell(result.last ? std::optional(result.last->mean) : std::nullopt);
        cell(result.last ? deviationOf(*result.last) : std::nullopt);
        cell(result.distillation_seconds);
        cell(result.iteration_seconds);
        out << ',' << result.host_memory << ',' << result.device_memory << '\n';
    }
    return out.str();
}

std::string pointTable(const sweeps::SweepPlan& plan, const std::vector<sweeps::SweepPoint>& points) {
    std::vector<Row> lines = {joined({{"point"}, namesOf(sweeps::variedKeys(plan))})};
    for (const sweeps::SweepPoint& point : points)
        lines.push_back(joined({{point.id}, settingsOf(point)}));
    return alignedColumns(lines, lines.front().size());
}

std::string pointLine(const sweeps::PointStatus& point) {
    std::string line = point.id + "  " + nameOf(point.state);
    if (point.state == PointState::failed)
        return line + "  " + point.problem;
    if (point.state == PointState::waiting || point.iteration == 0)
        return line;
    if (point.state != PointState::finished)
        line += base::text("  at iteration ", point.iteration, " of ", point.iterations);
    if (point.loss)
        line += "  loss " + number(*point.loss, 4);
    if (point.accuracy)
        line += "  accuracy " + perCent(*point.accuracy) + " %";
    return line + "  " + clock(point.seconds);
}

std::string sweepLine(const sweeps::SweepStatus& status) {
    constexpr std::size_t kBarWidth = 24;
    double done = 0; // in runs
    for (const sweeps::PointStatus& point : status.points)
        if (point.iterations > 0)
            done += static_cast<double>(point.iteration) / static_cast<double>(point.iterations);
    const std::size_t all = std::max<std::size_t>(1, status.points.size());
    const auto filled =
        std::min(kBarWidth, static_cast<std::size_t>(kBarWidth * done / static_cast<double>(all)));
    const int finished = status.count(PointState::finished);
    std::string line = base::text('[', std::string(filled, '#'), std::string(kBarWidth - filled, '.'), "] ",
                                  finished, " of ", status.points.size(), " finished");
    for (const PointState state : {PointState::running, PointState::failed, PointState::cancelled})
        if (const int count = status.count(state); count > 0)
            line += base::text(", ", count, ' ', nameOf(state));
    return status.eta && *status.eta > 0 ? line + "  ETA " + clock(*status.eta) : line;
}

} // namespace ld3m::cli
