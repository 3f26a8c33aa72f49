#include "core/comparison/comparison_tables.h"

#include <algorithm>
#include <cstdio>
#include <limits>

#include "core/base/imagenet_classes.h"
#include "core/base/text.h"
#include "core/projects/branch.h"
#include "core/reports/evaluation_choice.h"

namespace ld3m::comparison {
namespace {

using reports::numberCell;
using reports::TextCell;
using reports::TextTable;

std::vector<std::string> heads(const std::string& first, const std::vector<ComparedRun>& runs) {
    std::vector<std::string> names = {first};
    for (const ComparedRun& run : runs)
        names.push_back(run.name);
    return names;
}

/// Settings of a run, as it began and as they are now.
struct Settings {
    std::vector<settings::Field> before, after;
};

std::string spelled(const Settings& run, std::size_t field) {
    const std::string before = settings::toText(run.before[field].value());
    const std::string after = settings::toText(run.after[field].value());
    if (before == after)
        return before.empty() ? "none" : before;
    return base::text(before, " → ", after);
}

/// The shortest that tells losses apart.
TextCell lossCell(const std::optional<double>& loss) {
    if (!loss)
        return {};
    char text[32];
    std::snprintf(text, sizeof text, "%.4g", *loss);
    return {text, *loss, {}, false};
}

TextCell accuracyCell(const reports::EvaluationTable* table) {
    const auto accuracy = table ? reports::accuracyOf(*table) : std::nullopt;
    if (!accuracy)
        return {};
    TextCell cell = numberCell(*accuracy * 100);
    cell.text += base::text(" (", table->iteration, ")");
    return cell;
}

} // namespace

TextTable settingsTable(const std::vector<ComparedRun>& runs, bool all) {
    std::vector<settings::Recipe> before, after;
    for (const ComparedRun& run : runs) {
        before.push_back(run.recipe);
        after.push_back(
            projects::recipeAt(run.recipe, run.changes, std::numeric_limits<std::int64_t>::max()));
    }
    std::vector<Settings> sides;
    for (std::size_t i = 0; i < runs.size(); ++i)
        sides.push_back({fieldsOf(before[i]), fieldsOf(after[i])});
    TextTable table{all ? "All settings; bold: other than the first run's."
                        : "Settings that are not the same in all runs; bold: other than the first run's.",
                    "tab:settings",
                    heads("setting", runs),
                    {}};
    for (std::size_t field = 0; !sides.empty() && field < sides[0].before.size(); ++field) {
        TextTable::Row row{sides[0].before[field].key(), {}, false};
        for (const Settings& run : sides) {
            TextCell& cell = row.cells.emplace_back(TextCell{spelled(run, field), {}, {}, false});
            cell.best = cell.text != row.cells[0].text;
        }
        if (all || std::ranges::any_of(row.cells, &TextCell::best))
            table.rows.push_back(std::move(row));
    }
    return table;
}

TextTable progressTable(const std::vector<ComparedRun>& runs) {
    TextTable table{"How far the runs came; the iteration of an accuracy in brackets.",
                    "tab:progress",
                    heads("run", runs),
                    {{"state", {}, false},
                     {"iterations", {}, false},
                     {"loss", {}, false},
                     {"loss, newest tenth", {}, false},
                     {"seconds an iteration", {}, false},
                     {"accuracy %, last", {}, false},
                     {"accuracy %, best on the test images", {}, false}}};
    for (const ComparedRun& run : runs) {
        const TextCell cells[] = {{nameOf(run.state), {}, {}, false},
                                  {base::text(run.iteration, " of ", run.iterations),
                                   static_cast<double>(run.iteration),
                                   {},
                                   false},
                                  lossCell(run.loss),
                                  lossCell(run.recent_loss),
                                  run.iteration_seconds ? numberCell(*run.iteration_seconds, {}, 3)
                                                        : TextCell{},
                                  accuracyCell(reports::lastOf(run.evaluations)),
                                  accuracyCell(reports::bestOf(run.evaluations))};
        for (std::size_t i = 0; i < table.rows.size(); ++i)
            table.rows[i].cells.push_back(cells[i]);
    }
    return table;
}

TextTable imageTable(const std::vector<std::string>& classes, const std::string& first,
                     const std::vector<NamedDistance>& others, std::int64_t iteration) {
    TextTable table{base::text("Images of iteration ", iteration, " against those of ", first,
                               ": RMSE in grey levels (0 to 255), SSIM (1: alike)."),
                    "tab:images",
                    {"class"},
                    {}};
    for (const NamedDistance& other : others)
        for (const char* what : {"RMSE", "SSIM"})
            table.heads.push_back(base::text(other.name, ", ", what));
    const auto add = [&](const std::string& name, bool rule, const auto& of) {
        TextTable::Row& row = table.rows.emplace_back(TextTable::Row{name, {}, rule});
        for (const NamedDistance& other : others) {
            const ImageDistance* found = other.distance ? of(*other.distance) : nullptr;
            row.cells.push_back(found ? numberCell(found->rmse, {}, 2) : TextCell{});
            row.cells.push_back(found ? numberCell(found->ssim, {}, 3) : TextCell{});
        }
    };
    for (std::size_t label = 0; label < classes.size(); ++label)
        add(base::displayName(classes[label]), false, [label](const SheetDistance& distance) {
            return label < distance.classes.size() ? &distance.classes[label] : nullptr;
        });
    add("all images", true, [](const SheetDistance& distance) { return &distance.all; });
    return table;
}

} // namespace ld3m::comparison
