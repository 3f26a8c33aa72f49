#include "app/figure/film_command.h"

#include <iostream>
#include <memory>

#include "app/figure/run_record.h"
#include "app/figure/sheet_kind.h"
#include "core/base/error.h"
#include "core/base/text.h"
#include "core/projects/sheet_file.h"
#include "widgets/figures/film.h"

namespace ld3m::figure {
namespace {

struct FilmOptions {
    std::string run;
    std::string file;
    std::int64_t every = 1; ///< of the stored sheets, one in so many
    widgets::FilmStyle style;
};

/// The first and the last are always there.
std::vector<std::int64_t> chosen(const std::vector<std::int64_t>& sheets, std::int64_t every) {
    std::vector<std::int64_t> kept;
    for (std::size_t i = 0; i < sheets.size(); ++i)
        if (i % std::size_t(every) == 0 || i + 1 == sheets.size())
            kept.push_back(sheets[i]);
    return kept;
}

void makeFilm(const FilmOptions& options) {
    const auto run = projects::RunFolder::open(options.run);
    if (run.sheets().empty())
        throw base::InputError(base::text("The run ", options.run, " has no stored images yet."));
    const std::vector<std::int64_t> sheets = chosen(run.sheets(), options.every);
    widgets::FilmStyle style = options.style;
    style.classes =
        classesNamed(options.style.classes, projects::readSheet(run.sheetFile(sheets.front())).class_names);
    std::size_t at = 0;
    const QString problem =
        writeFilm(QString::fromStdString(options.file), style, [&]() -> std::optional<reports::ImageSheet> {
            return at < sheets.size() ? std::optional(projects::readSheet(run.sheetFile(sheets[at++])))
                                      : std::nullopt;
        });
    if (!problem.isEmpty())
        throw base::InputError(problem.toStdString());
    std::cout << base::text("Wrote ", options.file, ": ", sheets.size(), " frames, iterations ",
                            sheets.front(), " to ", sheets.back(), "\n");
}

} // namespace

void addFilmCommand(CLI::App& app, std::function<void()>& action) {
    const auto options = std::make_shared<FilmOptions>();
    CLI::App* command = app.add_subcommand("film", "Make a film of the images of a run");
    command->add_option("run", options->run, "Run folder")->required();
    command->add_option("--to", options->file, "FILE.apng (or .png) or FILE.gif")->required();
    command->add_option("--classes", options->style.classes, "These classes (default: all)")->delimiter(',');
    command->add_option("--images", options->style.images, "At most so many of each class (default: all)");
    command->add_option("--fps", options->style.rate, "Frames a second, 0.1 to 50 (default: 10)");
    command->add_option("--hold", options->style.hold, "Seconds that the last frame stays (default: 2)");
    command->add_option("--scale", options->style.scale,
                        "Pixels that an image pixel is wide (default: what gives about 96 an image)");
    command->add_option("--every", options->every, "One in so many of the stored sheets (default: 1)")
        ->check(CLI::Range(std::int64_t(1), std::int64_t(1'000'000)));
    command->callback([options, &action] { action = [options] { makeFilm(*options); }; });
}

} // namespace ld3m::figure
