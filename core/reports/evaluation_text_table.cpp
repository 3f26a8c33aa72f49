#include "core/reports/evaluation_text_table.h"

#include <algorithm>

namespace ld3m::reports {
namespace {

constexpr const char* kSynthetic = "synthetic";
constexpr const char* kAverage = "average";
constexpr double kPerCent = 100;

struct Column {
    std::string head;
    const EvaluationTable* table;
    std::string set;
};

void addOnce(std::vector<std::string>& names, const std::string& name) {
    if (std::ranges::find(names, name) == names.end())
        names.push_back(name);
}

std::vector<std::string> setsOf(const EvaluationTable& table) {
    std::vector<std::string> sets;
    for (const EvaluationRow& row : table.rows)
        addOnce(sets, row.set);
    return sets;
}

std::vector<Column> columnsOf(const std::vector<NamedEvaluation>& evaluations) {
    std::vector<Column> columns;
    if (evaluations.size() == 1) {
        for (const std::string& set : setsOf(evaluations[0].table))
            columns.push_back({set, &evaluations[0].table, set});
        return columns;
    }
    for (const auto& [name, table] : evaluations)
        for (const std::string& set : setsOf(table))
            if (set != kSynthetic && std::ranges::find(columns, set, &Column::set) == columns.end())
                columns.push_back({set, &table, set});
    for (const auto& [name, table] : evaluations)
        columns.push_back({name, &table, kSynthetic});
    return columns;
}

const EvaluationRow* rowOf(const Column& column, const std::string& network) {
    for (const EvaluationRow& row : column.table->rows)
        if (row.set == column.set && row.network == network)
            return &row;
    return nullptr;
}

TextCell cellOf(const Column& column, const std::string& network) {
    const EvaluationRow* row = rowOf(column, network);
    if (!row)
        return {};
    return row->accuracies.size() > 1 ? numberCell(row->mean() * kPerCent, row->deviation() * kPerCent)
                                      : numberCell(row->mean() * kPerCent);
}

/// Nothing unless the column has all networks: averages over different networks cannot be compared.
TextCell averageOf(const Column& column, const std::vector<std::string>& networks) {
    double sum = 0;
    for (const std::string& network : networks) {
        const EvaluationRow* row = rowOf(column, network);
        if (!row)
            return {};
        sum += row->mean();
    }
    return numberCell(sum / static_cast<double>(networks.size()) * kPerCent);
}

std::string captionOf(const std::vector<NamedEvaluation>& evaluations) {
    std::vector<std::string> protocols;
    for (const auto& [name, table] : evaluations)
        addOnce(protocols, table.protocol);
    std::string caption = "Test accuracy in per cent, mean and deviation over runs. Protocol: ";
    for (std::size_t i = 0; i < protocols.size(); ++i)
        caption += (i > 0 ? "; " : "") + protocols[i];
    return caption + ".";
}

} // namespace

TextTable evaluationTextTable(const std::vector<NamedEvaluation>& evaluations) {
    TextTable made;
    made.label = "tab:accuracy";
    made.heads = {"network"};
    if (evaluations.empty())
        return made;
    made.caption = captionOf(evaluations);
    const std::vector<Column> columns = columnsOf(evaluations);
    for (const Column& column : columns)
        made.heads.push_back(column.head);
    std::vector<std::string> networks;
    bool unseen = false;
    for (const auto& [name, table] : evaluations)
        for (const EvaluationRow& row : table.rows)
            if (row.network == kUnseenAverage)
                unseen = true;
            else
                addOnce(networks, row.network);
    const auto add = [&](const std::string& name, bool rule, const auto& cell) {
        TextTable::Row& row = made.rows.emplace_back(TextTable::Row{name, {}, rule});
        for (const Column& column : columns)
            row.cells.push_back(cell(column));
    };
    for (const std::string& network : networks)
        add(network, false, [&](const Column& column) { return cellOf(column, network); });
    if (networks.size() > 1)
        add(kAverage, true, [&](const Column& column) { return averageOf(column, networks); });
    if (unseen)
        add(kUnseenAverage, networks.size() < 2,
            [&](const Column& column) { return cellOf(column, kUnseenAverage); });
    markBestOfRows(made);
    return made;
}

} // namespace ld3m::reports
