// The distillation of chosen classes as a film: one frame for each stored sheet.
#pragma once

#include <QImage>
#include <QString>

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/image_sheet.h"

namespace ld3m::widgets {

struct FilmStyle {
    std::vector<std::string> classes = {}; ///< as the sheets name them; empty: all
    int images = 0;                        ///< at most so many of each; 0: all
    int scale = 0;    ///< screen pixels an image pixel is wide; 0: what gives about 96 an image
    double rate = 10; ///< frames a second, 0.1 to 50
    double hold = 2;  ///< seconds that the last frame stays
};

/// Empty, or the sentence that says what is wrong.
QString problemOf(const FilmStyle& style);

/// Classes in rows under their names, "iteration 300" below. Any thread.
QImage filmFrame(const reports::ImageSheet& sheet, const FilmStyle& style);

/// Writes frames until `next` returns nothing; the suffix decides: .apng or .png (animated PNG), .gif. Any
/// thread, as `next` is called in it. Empty when the file is there, else the sentence that says why not.
QString writeFilm(const QString& path, const FilmStyle& style,
                  const std::function<std::optional<reports::ImageSheet>()>& next);

} // namespace ld3m::widgets
