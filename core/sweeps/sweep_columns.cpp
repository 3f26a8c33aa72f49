#include "core/sweeps/sweep_columns.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "core/base/statistics.h"
#include "core/base/text.h"

namespace ld3m::sweeps {
namespace {

using Kind = SweepColumn::Kind;
using reports::TextCell;

constexpr Quantity kQuantities[] = {Quantity::accuracy, Quantity::loss, Quantity::seconds,
                                    Quantity::iteration_seconds, Quantity::memory};

std::string spelled(const char* format, double number) {
    char text[64];
    std::snprintf(text, sizeof text, format, number);
    return text;
}

/// With as many digits as are worth reading.
std::string spelled(double number, Quantity quantity) {
    switch (quantity) {
    case Quantity::accuracy:
        return spelled("%.1f", number);
    case Quantity::loss:
        return spelled("%.4g", number);
    default:
        return std::abs(number) < 1000 ? spelled("%.3g", number) : spelled("%.0f", number);
    }
}

TextCell cellOf(const settings::Value& value) {
    TextCell cell{.text = settings::toText(value)};
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        cell.number = static_cast<double>(*whole);
    else if (const auto* number = std::get_if<double>(&value))
        cell.number = *number;
    return cell;
}

void addSettings(std::vector<SweepColumn>& columns, const std::vector<std::string>& keys) {
    const std::vector<std::string> names = shortNames(keys);
    for (std::size_t place = 0; place < names.size(); ++place)
        columns.push_back({.kind = Kind::setting, .head = names[place], .setting = place});
}

void addQuantities(std::vector<SweepColumn>& columns) {
    for (const Quantity quantity : kQuantities)
        columns.push_back({.kind = Kind::quantity, .head = headOf(quantity), .quantity = quantity});
}

std::vector<std::vector<TextCell>> cellsOf(const auto& rows, const std::vector<SweepColumn>& columns) {
    std::vector<std::vector<TextCell>> cells;
    for (const auto& row : rows) {
        cells.emplace_back();
        for (const SweepColumn& column : columns)
            cells.back().push_back(sweeps::cellOf(row, column));
    }
    return cells;
}

/// Those that read the same as the largest, where there are several.
void markBest(std::vector<std::vector<TextCell>>& cells, std::size_t column) {
    const TextCell* best = nullptr;
    int measured = 0;
    for (const auto& row : cells) {
        if (!row[column].number)
            continue;
        ++measured;
        if (!best || *row[column].number > *best->number)
            best = &row[column];
    }
    if (measured < 2)
        return;
    const std::string text = best->text;
    for (auto& row : cells)
        row[column].best = row[column].number && row[column].text == text;
}

} // namespace

std::string headOf(Quantity quantity) {
    switch (quantity) {
    case Quantity::accuracy:
        return "accuracy / %";
    case Quantity::loss:
        return "loss";
    case Quantity::seconds:
        return "seconds";
    case Quantity::iteration_seconds:
        return "s / iteration";
    case Quantity::memory:
        return "memory / GiB";
    }
    return {};
}

std::string nameOf(Quantity quantity) {
    switch (quantity) {
    case Quantity::accuracy:
        return "accuracy";
    case Quantity::loss:
        return "loss";
    case Quantity::seconds:
        return "time of a run";
    case Quantity::iteration_seconds:
        return "time of an iteration";
    case Quantity::memory:
        return "memory";
    }
    return {};
}

std::vector<SweepColumn> columnsOf(const SweepTable& table) {
    std::vector<SweepColumn> columns = {{.kind = Kind::point, .head = "point"}};
    addSettings(columns, table.keys);
    columns.push_back({.kind = Kind::state, .head = "state"});
    columns.push_back({.kind = Kind::progress, .head = "iteration"});
    addQuantities(columns);
    return columns;
}

std::vector<SweepColumn> groupColumnsOf(const SweepTable& table) {
    std::vector<SweepColumn> columns;
    addSettings(columns, keysBesideSeed(table));
    columns.push_back({.kind = Kind::state, .head = "finished"});
    addQuantities(columns);
    return columns;
}

TextCell cellOf(const SweepRow& row, const SweepColumn& column) {
    switch (column.kind) {
    case Kind::point:
        return {.text = row.status.id};
    case Kind::setting:
        return cellOf(row.settings.at(column.setting));
    case Kind::state:
        return {.text = nameOf(row.status.state)};
    case Kind::progress:
        return {.text = std::to_string(row.status.iteration),
                .number = static_cast<double>(row.status.iteration)};
    case Kind::quantity:
        if (const auto number = numberOf(row.status, column.quantity))
            return {.text = spelled(*number, column.quantity),
                    .number = number,
                    .deviation = deviationOf(row.status, column.quantity)};
    }
    return {};
}

TextCell cellOf(const SeedGroup& group, const SweepColumn& column) {
    switch (column.kind) {
    case Kind::setting:
        return cellOf(group.settings.at(column.setting));
    case Kind::state:
        return {.text = base::text(group.finished(), " of ", group.rows.size())};
    case Kind::quantity:
        if (const std::vector<double> numbers = group.numbers(column.quantity); !numbers.empty()) {
            const base::Statistics all = base::statisticsOf(numbers);
            return {
                .text = spelled(all.mean, column.quantity), .number = all.mean, .deviation = all.deviation};
        }
        return {};
    default:
        return {};
    }
}

reports::TextTable toTextTable(const std::vector<SweepColumn>& columns,
                               std::vector<std::vector<TextCell>> cells) {
    for (std::size_t place = 1; place < columns.size(); ++place)
        if (columns[place].kind == Kind::quantity && columns[place].quantity == Quantity::accuracy)
            markBest(cells, place);
    reports::TextTable table;
    for (const SweepColumn& column : columns)
        table.heads.push_back(column.head);
    for (std::vector<TextCell>& row : cells) {
        std::string name = row.front().text;
        row.erase(row.begin());
        table.rows.push_back({std::move(name), std::move(row)});
    }
    return table;
}

reports::TextTable toTextTable(const SweepTable& table, bool grouped) {
    if (!grouped) {
        const std::vector<SweepColumn> columns = columnsOf(table);
        return toTextTable(columns, cellsOf(table.rows, columns));
    }
    const std::vector<SweepColumn> columns = groupColumnsOf(table);
    return toTextTable(columns, cellsOf(groupsOverSeeds(table), columns));
}

} // namespace ld3m::sweeps
