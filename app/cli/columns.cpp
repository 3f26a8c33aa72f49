#include "app/cli/columns.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

#include "core/base/statistics.h"
#include "core/base/text.h"

namespace ld3m::cli {
namespace {

/// Letters, not bytes: continuation bytes of UTF-8 take no room.
std::size_t widthOf(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0U) != 0x80U; }));
}

} // namespace

std::string alignedColumns(const std::vector<std::vector<std::string>>& rows, std::size_t left) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t column = 0; column < row.size(); ++column)
            widths[column] = std::max(widths[column], widthOf(row[column]));
    }
    std::string out;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t column = 0; column < row.size(); ++column) {
            const std::string gap(widths[column] - widthOf(row[column]), ' ');
            line += column == 0 ? "" : "  ";
            line += column < left ? row[column] + gap : gap + row[column];
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    return out;
}

std::string markdownTable(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (const auto& row : rows) {
        out += "| " + base::join(row, " | ") + " |\n";
        if (&row == rows.data())
            out += "|" + base::join(std::vector<std::string>(row.size(), " --- "), "|") + "|\n";
    }
    return out;
}

std::string rounded(double number, int digits) {
    std::ostringstream out;
    out << std::setprecision(digits) << number;
    return out.str();
}

std::string meanAndDeviation(const std::vector<double>& numbers) {
    if (numbers.empty())
        return "-";
    const base::Statistics all = base::statisticsOf(numbers);
    return rounded(all.mean) + " ± " + rounded(all.deviation, 2);
}

} // namespace ld3m::cli
