#include "core/reports/text_table.h"

#include <algorithm>
#include <cstdio>

#include "core/base/csv_cell.h"

namespace ld3m::reports {
namespace {

std::string rounded(double number, int digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*f", digits, number);
    return text;
}

/// Bold for the largest of the cells and its equals, as they are read.
void markBest(const std::vector<TextCell*>& cells) {
    TextCell* best = nullptr;
    std::ptrdiff_t measured = 0;
    for (TextCell* cell : cells) {
        cell->best = false;
        if (!cell->number)
            continue;
        ++measured;
        if (!best || *cell->number > *best->number)
            best = cell;
    }
    if (measured < 2)
        return;
    for (TextCell* cell : cells)
        cell->best = cell->number && cell->text == best->text;
}

/// Letters (bytes of UTF-8 that begin one).
std::size_t lettersIn(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count_if(
        text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xc0) != 0x80; }));
}

std::string escapedForLatex(const std::string& text) {
    std::string escaped;
    for (const char letter : text) {
        switch (letter) {
        case '&':
        case '%':
        case '$':
        case '#':
        case '_':
        case '{':
        case '}':
            escaped += std::string("\\") + letter;
            break;
        case '~':
            escaped += "\\textasciitilde{}";
            break;
        case '^':
            escaped += "\\textasciicircum{}";
            break;
        case '\\':
            escaped += "\\textbackslash{}";
            break;
        case '<':
            escaped += "\\textless{}";
            break;
        case '>':
            escaped += "\\textgreater{}";
            break;
        default:
            escaped += letter;
        }
    }
    return escaped;
}

std::string latexCell(const TextCell& cell, int digits) {
    if (cell.text.empty())
        return "--";
    std::string text = escapedForLatex(cell.text);
    if (cell.best)
        text = "\\textbf{" + text + "}";
    return cell.deviation ? text + " $\\pm$ " + rounded(*cell.deviation, digits) : text;
}

std::string markdownCell(const TextCell& cell) {
    if (cell.text.empty())
        return "–";
    const std::string text = toText(cell);
    return cell.best ? "**" + text + "**" : text;
}

/// A bar would end the cell.
std::string escapedForMarkdown(const std::string& text) {
    std::string escaped;
    for (const char letter : text)
        escaped += letter == '|'    ? std::string("\\|")
                   : letter == '\n' ? std::string(" ")
                                    : std::string(1, letter);
    return escaped;
}

/// As many digits behind the point as the cell's text has.
int digitsOf(const TextCell& cell) {
    const auto point = cell.text.find('.');
    return point == std::string::npos ? 0 : static_cast<int>(cell.text.size() - point - 1);
}

std::string markdownLine(const std::vector<std::string>& cells, const std::vector<std::size_t>& widths) {
    std::string line = "|";
    for (std::size_t i = 0; i < cells.size(); ++i) {
        const std::string gap(widths[i] - std::min(widths[i], lettersIn(cells[i])), ' ');
        line += i == 0 ? " " + cells[i] + gap + " |" : " " + gap + cells[i] + " |";
    }
    return line + "\n";
}

/// Deviations have a column where any row has one.
bool hasDeviations(const TextTable& table, std::size_t column) {
    return std::ranges::any_of(table.rows, [column](const TextTable::Row& row) {
        return column < row.cells.size() && row.cells[column].deviation;
    });
}

std::string bestOf(const TextTable& table, const TextTable::Row& row) {
    std::string best;
    for (std::size_t i = 0; i < row.cells.size(); ++i)
        if (row.cells[i].best)
            best += (best.empty() ? "" : "; ") + table.heads[i + 1];
    return best;
}

} // namespace

TextCell numberCell(double number, std::optional<double> deviation, int digits) {
    return {rounded(number, digits), number, deviation, false};
}

std::string toText(const TextCell& cell) {
    return cell.deviation ? cell.text + " ± " + rounded(*cell.deviation, digitsOf(cell)) : cell.text;
}

void markBestOfRows(TextTable& table) {
    for (TextTable::Row& row : table.rows) {
        std::vector<TextCell*> cells;
        for (TextCell& cell : row.cells)
            cells.push_back(&cell);
        markBest(cells);
    }
}

void markBestOfColumns(TextTable& table) {
    for (std::size_t column = 0; column + 1 < table.heads.size(); ++column) {
        std::vector<TextCell*> cells;
        for (TextTable::Row& row : table.rows) {
            if (row.ruleAbove) {
                markBest(cells);
                cells.clear();
            }
            if (column < row.cells.size())
                cells.push_back(&row.cells[column]);
        }
        markBest(cells);
    }
}

std::string toLatex(const TextTable& table) {
    std::string latex = "\\begin{table}\n  \\centering\n";
    if (!table.caption.empty())
        latex += "  \\caption{" + escapedForLatex(table.caption) + "}\n";
    if (!table.label.empty())
        latex += "  \\label{" + table.label + "}\n";
    latex += "  \\begin{tabular}{l" + std::string(table.heads.empty() ? 0 : table.heads.size() - 1, 'c') +
             "}\n    \\toprule\n    ";
    for (std::size_t i = 0; i < table.heads.size(); ++i)
        latex += (i > 0 ? " & " : "") + escapedForLatex(table.heads[i]);
    latex += " \\\\\n    \\midrule\n";
    for (const TextTable::Row& row : table.rows) {
        latex += row.ruleAbove ? "    \\midrule\n    " : "    ";
        latex += escapedForLatex(row.name);
        for (const TextCell& cell : row.cells)
            latex += " & " + latexCell(cell, digitsOf(cell));
        latex += " \\\\\n";
    }
    return latex + "    \\bottomrule\n  \\end{tabular}\n\\end{table}\n";
}

std::string toMarkdown(const TextTable& table) {
    std::vector<std::vector<std::string>> lines(1);
    for (const std::string& head : table.heads)
        lines[0].push_back(escapedForMarkdown(head));
    for (const TextTable::Row& row : table.rows) {
        lines.push_back({escapedForMarkdown(row.name)});
        for (const TextCell& cell : row.cells)
            lines.back().push_back(escapedForMarkdown(markdownCell(cell)));
    }
    std::vector<std::size_t> widths(table.heads.size(), 3);
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i)
            widths[i] = std::max(widths[i], lettersIn(line[i]));
    std::string markdown = table.caption.empty() ? "" : escapedForMarkdown(table.caption) + "\n\n";
    markdown += markdownLine(lines[0], widths) + "|";
    for (std::size_t i = 0; i < widths.size(); ++i)
        markdown +=
            i == 0 ? " " + std::string(widths[i], '-') + " |" : " " + std::string(widths[i] - 1, '-') + ": |";
    markdown += "\n";
    for (std::size_t i = 1; i < lines.size(); ++i)
        markdown += markdownLine(lines[i], widths);
    return markdown;
}

std::string toCsv(const TextTable& table) {
    std::string csv;
    for (std::size_t i = 0; i < table.heads.size(); ++i) {
        csv += (i > 0 ? "," : "") + base::csvCell(table.heads[i]);
        if (i > 0 && hasDeviations(table, i - 1))
            csv += "," + base::csvCell(table.heads[i] + " deviation");
    }
    csv += ",best\n";
    for (const TextTable::Row& row : table.rows) {
        csv += base::csvCell(row.name);
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            csv += "," + (row.cells[i].number ? base::csvCell(*row.cells[i].number)
                                              : base::csvCell(row.cells[i].text));
            if (hasDeviations(table, i))
                csv +=
                    "," + (row.cells[i].deviation ? base::csvCell(*row.cells[i].deviation) : std::string());
        }
        csv += "," + base::csvCell(bestOf(table, row)) + "\n";
    }
    return csv;
}

} // namespace ld3m::reports
