#include "app/figure/sheet_kind.h"

#include <algorithm>
#include <charconv>

#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/base/text.h"
#include "core/projects/sheet_file.h"

namespace ld3m::figure {
namespace {

constexpr std::size_t kNamesSaid = 12;

std::int64_t numberIn(const std::string& word) {
    std::int64_t number = -1;
    const auto end = std::from_chars(word.data(), word.data() + word.size(), number);
    if (end.ec != std::errc() || end.ptr != word.data() + word.size() || number < 0)
        throw base::InputError(base::text("--iteration ", word, " is neither first, last nor a number."));
    return number;
}

std::int64_t sheetNamed(const RunRecord& run, const std::string& word) {
    const std::vector<std::int64_t> sheets = run.folder.sheets();
    if (sheets.empty())
        throw base::InputError(
            base::text("The run ", run.folder.path().string(), " has no stored images yet."));
    if (word == "last")
        return sheets.back();
    if (word == "first")
        return sheets.front();
    const auto after = std::ranges::upper_bound(sheets, numberIn(word));
    if (after == sheets.begin())
        throw base::InputError(base::text("The run ", run.folder.path().string(),
                                          " has no images up to iteration ", word, "; its first are of ",
                                          sheets.front(), "."));
    return *std::prev(after);
}

QString headOf(const RunRecord& run, std::int64_t iteration, bool runs, bool iterations) {
    const QString name = QString::fromStdString(run.name);
    const QString when = QStringLiteral("iteration %1").arg(iteration);
    return runs && iterations ? name + ", " + when : runs ? name : iterations ? when : QString();
}

} // namespace

widgets::SheetFigure sheetFigure(const std::vector<RunRecord>& runs, const SheetChoice& choice) {
    const std::vector<std::string> words =
        choice.iterations.empty() ? std::vector<std::string>{"last"} : choice.iterations;
    widgets::SheetFigure figure{.title = "Images", .columns = {}, .classes = {}, .images = choice.images};
    for (const RunRecord& run : runs)
        for (const std::string& word : words) {
            const std::int64_t iteration = sheetNamed(run, word);
            figure.columns.push_back({headOf(run, iteration, runs.size() > 1, words.size() > 1),
                                      projects::readSheet(run.folder.sheetFile(iteration))});
        }
    figure.classes = classesNamed(choice.classes, figure.columns.front().sheet.class_names);
    return figure;
}

std::vector<std::string> classesNamed(const std::vector<std::string>& wanted,
                                      const std::vector<std::string>& there) {
    if (wanted.empty())
        return there;
    std::vector<std::string> named;
    for (const std::string& word : wanted) {
        const auto found = std::ranges::find_if(
            there, [&](const std::string& name) { return name == word || base::displayName(name) == word; });
        if (found != there.end()) {
            named.push_back(*found);
            continue;
        }
        std::vector<std::string> said(there.begin(),
                                      there.begin() + std::ptrdiff_t(std::min(there.size(), kNamesSaid)));
        throw base::InputError(base::text("No class is called ", word, "; there are ", base::join(said, ", "),
                                          there.size() > kNamesSaid ? ", ..." : "", "."));
    }
    return named;
}

} // namespace ld3m::figure
