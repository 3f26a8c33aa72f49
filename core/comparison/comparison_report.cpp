#include "core/comparison/comparison_report.h"

#include <algorithm>
#include <iterator>
#include <set>

#include "core/base/csv_cell.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"

namespace ld3m::comparison {
namespace {

namespace fs = std::filesystem;
using reports::TextTable;

void requireComparable(const std::vector<fs::path>& folders) {
    if (folders.size() < 2 || folders.size() > kMostRuns)
        throw base::InputError(
            base::text("Give 2 to ", kMostRuns, " run folders to compare, not ", folders.size(), "."));
    std::set<fs::path> seen;
    for (const fs::path& folder : folders)
        if (!seen.insert(fs::weakly_canonical(folder)).second)
            throw base::InputError(base::text(folder.string(), " is given twice: give each run once."));
}

/// The newest up to `last` that every run has stored.
std::optional<std::int64_t> commonSheet(const std::vector<fs::path>& folders,
                                        std::optional<std::int64_t> last) {
    std::vector<std::int64_t> common = projects::RunFolder::open(folders[0]).sheets();
    for (const fs::path& folder : folders) {
        std::vector<std::int64_t> both;
        std::ranges::set_intersection(common, projects::RunFolder::open(folder).sheets(),
                                      std::back_inserter(both));
        common = std::move(both);
    }
    if (last)
        std::erase_if(common, [last](std::int64_t iteration) { return iteration > *last; });
    return common.empty() ? std::nullopt : std::optional(common.back());
}

void addImages(ComparisonReport& report, const std::vector<fs::path>& folders,
               const std::vector<ComparedRun>& runs, std::optional<std::int64_t> last) {
    const auto iteration = commonSheet(folders, last);
    if (!iteration) {
        report.notes.push_back("The runs have stored no images at one iteration, so none are compared.");
        return;
    }
    const auto sheetOf = [&](std::size_t run) {
        return projects::readSheet(projects::RunFolder::open(folders[run]).sheetFile(*iteration));
    };
    const reports::ImageSheet first = sheetOf(0);
    std::vector<NamedDistance> others;
    for (std::size_t run = 1; run < folders.size(); ++run) {
        const reports::ImageSheet other = sheetOf(run);
        if (const std::string why = incomparable(first, other); !why.empty())
            report.notes.push_back(base::text("The images of ", runs[0].name, " and ", runs[run].name,
                                              " cannot be compared: ", why, "."));
        else
            others.push_back({runs[run].name, distanceOf(first, other)});
    }
    if (!others.empty())
        report.tables.push_back(imageTable(first.class_names, runs[0].name, others, *iteration));
}

} // namespace

ComparisonReport compareRuns(const std::vector<fs::path>& folders, std::optional<std::int64_t> iteration) {
    requireComparable(folders);
    std::vector<ComparedRun> runs;
    for (const fs::path& folder : folders)
        runs.push_back(readComparedRun(folder));
    makeNamesDistinct(runs);
    ComparisonReport report;
    const auto add = [&report](TextTable table) {
        if (!table.rows.empty())
            report.tables.push_back(std::move(table));
    };
    TextTable settings = settingsTable(runs);
    if (settings.rows.empty())
        report.notes.push_back("All settings are the same.");
    add(std::move(settings));
    add(progressTable(runs));
    AccuracyTables accuracies = accuracyTables(runs, iteration);
    add(std::move(accuracies.accuracies));
    add(std::move(accuracies.tests));
    report.notes.insert(report.notes.end(), accuracies.notes.begin(), accuracies.notes.end());
    addImages(report, folders, runs, iteration);
    return report;
}

std::string toMarkdown(const ComparisonReport& report) {
    std::string text;
    for (const TextTable& table : report.tables)
        text += (text.empty() ? "" : "\n") + reports::toMarkdown(table);
    for (const std::string& note : report.notes)
        text += "\n" + note + "\n";
    return text;
}

std::string toCsv(const ComparisonReport& report) {
    using base::csvCell;
    std::string csv = "table,row,column,value,deviation\n";
    for (const TextTable& table : report.tables)
        for (const TextTable::Row& row : table.rows)
            for (std::size_t i = 0; i < row.cells.size(); ++i) {
                const reports::TextCell& cell = row.cells[i];
                csv += base::text(csvCell(table.label.substr(table.label.find(':') + 1)), ",",
                                  csvCell(row.name), ",", csvCell(table.heads[i + 1]), ",",
                                  cell.number ? csvCell(*cell.number) : csvCell(cell.text), ",",
                                  cell.deviation ? csvCell(*cell.deviation) : std::string(), "\n");
            }
    return csv;
}

} // namespace ld3m::comparison
