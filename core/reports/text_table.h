// A table of numbers for papers, notes and spreadsheets.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace ld3m::reports {

struct TextCell {
    std::string text = {};                ///< "38.2"; empty where nothing was measured
    std::optional<double> number = {};    ///< behind the text, unrounded
    std::optional<double> deviation = {}; ///< "± 0.4" behind the text
    bool best = false;                    ///< bold
};

struct TextTable {
    std::string caption = {};            ///< what was measured and how
    std::string label = {};              ///< LaTeX's name of it, "tab:accuracy"; empty: none
    std::vector<std::string> heads = {}; ///< the first is that of the names
    struct Row {
        std::string name;
        std::vector<TextCell> cells; ///< one fewer than heads
        bool ruleAbove = false;      ///< averages stand apart
    };
    std::vector<Row> rows = {};
};

/// `number` with so many digits behind the point, and its deviation.
TextCell numberCell(double number, std::optional<double> deviation = {}, int digits = 1);

/// "38.2 ± 0.4"; empty where nothing was measured.
std::string toText(const TextCell& cell);

/// Marks the largest number of each row, and those that read the same; not where there is only one.
void markBestOfRows(TextTable& table);
/// The same, of each column; rows below a rule are judged by themselves.
void markBestOfColumns(TextTable& table);

/// A table environment for LaTeX with the package booktabs; UTF-8, what LaTeX reads as commands is escaped.
std::string toLatex(const TextTable& table);
/// Columns aligned, so that it reads as it stands, too.
std::string toMarkdown(const TextTable& table);
/// Numbers unrounded, deviations in columns of their own, and a last column "best" that names the best
/// columns.
std::string toCsv(const TextTable& table);

} // namespace ld3m::reports
