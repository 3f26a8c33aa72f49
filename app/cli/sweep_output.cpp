#include "app/cli/sweep_output.h"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <vector>

#include "app/cli/columns.h"
#include "app/cli/status_line.h"
#include "core/base/csv_cell.h"
#include "core/base/text.h"
#include "core/sweeps/sweep_columns.h"

namespace ld3m::cli {
namespace {

using sweeps::PointState;
using sweeps::Quantity;
using Kind = sweeps::SweepColumn::Kind;
using Row = std::vector<std::string>;

std::string perCent(double share) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << 100 * share;
    return out.str();
}

/// The columns that a terminal has room for, in rows with their heads.
std::vector<Row> linesOf(const reports::TextTable& table, const std::vector<sweeps::SweepColumn>& columns) {
    std::vector<std::size_t> places;
    Row heads;
    for (std::size_t place = 0; place < columns.size(); ++place)
        if (columns[place].kind != Kind::progress &&
            (columns[place].kind != Kind::quantity || columns[place].quantity <= Quantity::seconds)) {
            places.push_back(place);
            heads.push_back(columns[place].head);
        }
    std::vector<Row> lines = {heads};
    for (const reports::TextTable::Row& row : table.rows) {
        lines.emplace_back();
        for (const std::size_t place : places) {
            const std::string cell = place == 0 ? row.name : reports::toText(row.cells[place - 1]);
            lines.back().push_back(cell.empty() ? "-" : cell);
        }
    }
    return lines;
}

std::string textOf(const sweeps::SweepTable& table, bool grouped) {
    const std::size_t left = grouped ? sweeps::keysBesideSeed(table).size() : table.keys.size() + 2;
    return alignedColumns(linesOf(sweeps::toTextTable(table, grouped),
                                  grouped ? sweeps::groupColumnsOf(table) : sweeps::columnsOf(table)),
                          left);
}

} // namespace

std::string sweepText(const sweeps::SweepTable& table) {
    std::string out = textOf(table, false);
    if (sweeps::variesSeeds(table))
        out += "\nOver seeds, mean ± deviation:\n\n" + textOf(table, true);
    return out;
}

std::string sweepCsv(const sweeps::SweepTable& table) {
    std::ostringstream out;
    out << "point";
    for (const std::string& key : table.keys)
        out << ',' << key;
    out << ",state,iteration,iterations,loss,accuracy,accuracy_deviation,distillation_seconds,iteration_"
           "seconds,host_memory,device_memory\n";
    const auto cell = [&out](const std::optional<double>& value) {
        out << ',' << (value ? base::csvCell(*value) : std::string());
    };
    for (const sweeps::SweepRow& row : table.rows) {
        const sweeps::PointStatus& point = row.status;
        out << point.id;
        for (const settings::Value& value : row.settings)
            out << ',' << base::csvCell(settings::toText(value));
        out << ',' << nameOf(point.state) << ',' << point.iteration << ',' << point.iterations;
        cell(point.loss);
        cell(point.accuracy);
        cell(point.accuracy_deviation);
        cell(point.seconds);
        cell(point.iteration_seconds);
        out << ',' << point.host_memory << ',' << point.device_memory << '\n';
    }
    return out.str();
}

std::string pointTable(const sweeps::SweepTable& table) {
    std::vector<Row> lines = {{"point"}};
    for (const std::string& name : sweeps::shortNames(table.keys))
        lines[0].push_back(name);
    for (const sweeps::SweepRow& row : table.rows) {
        lines.push_back({row.status.id});
        for (const settings::Value& value : row.settings)
            lines.back().push_back(settings::toText(value));
    }
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
        line += "  loss " + rounded(*point.loss, 4);
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
