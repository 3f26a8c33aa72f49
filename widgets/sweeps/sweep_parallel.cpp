// A sweep's points as lines of a parallel plot.
#include <algorithm>
#include <limits>

#include "core/sweeps/sweep_columns.h"
#include "widgets/plots/parallel_plot.h"
#include "widgets/sweeps/sweep_plots.h"

namespace ld3m::widgets {
namespace {

using sweeps::Quantity;
using sweeps::SweepColumn;
using Kind = SweepColumn::Kind;

constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

bool isDrawn(const SweepColumn& column, const sweeps::SweepTable& table) {
    if (column.kind == Kind::setting)
        return table.keys.size() == 1 || table.keys[column.setting] != "distillation.seed";
    return column.kind == Kind::quantity &&
           (column.quantity == Quantity::accuracy || column.quantity == Quantity::loss ||
            column.quantity == Quantity::iteration_seconds);
}

struct AxisOfCells {
    ParallelAxis axis;
    std::vector<double> values; ///< of the rows
};

std::optional<double> numberOf(const settings::Value& value) {
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    return std::nullopt;
}

/// Settings that are words have their places among all words.
AxisOfCells axisOf(const SweepColumn& column, const std::vector<const sweeps::SweepRow*>& rows) {
    AxisOfCells made;
    QStringList words;
    for (const sweeps::SweepRow* row : rows) {
        if (column.kind == Kind::quantity) {
            made.values.push_back(sweeps::numberOf(row->status, column.quantity).value_or(kMissing));
            continue;
        }
        const settings::Value& value = row->settings[column.setting];
        if (const auto number = numberOf(value)) {
            made.values.push_back(*number);
            continue;
        }
        const QString word = QString::fromStdString(settings::toText(value));
        if (!words.contains(word))
            words << word;
        made.values.push_back(static_cast<double>(words.indexOf(word)));
    }
    const QString name = QString::fromStdString(column.head);
    made.axis = words.isEmpty() ? ParallelAxis(name, made.values) : ParallelAxis(name, words);
    return made;
}

} // namespace

ParallelData parallelOf(const sweeps::SweepTable& table) {
    ParallelData data;
    std::vector<const sweeps::SweepRow*> rows;
    for (const sweeps::SweepRow& row : table.rows)
        if (row.status.state == sweeps::PointState::finished) {
            rows.push_back(&row);
            data.lines.push_back({QString::fromStdString(row.status.id), {}});
        }
    if (rows.empty())
        return data;
    for (const SweepColumn& column : sweeps::columnsOf(table)) {
        if (!isDrawn(column, table))
            continue;
        AxisOfCells made = axisOf(column, rows);
        if (column.kind == Kind::quantity && made.axis.ticks().empty())
            continue; // never measured
        if (column.kind == Kind::quantity && column.quantity == Quantity::accuracy)
            data.shade = static_cast<int>(data.axes.size());
        data.axes.push_back(std::move(made.axis));
        for (std::size_t row = 0; row < rows.size(); ++row)
            data.lines[row].values.push_back(made.values[row]);
    }
    return data;
}

} // namespace ld3m::widgets
