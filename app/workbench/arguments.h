// The program's command line.
#pragma once

#include <optional>
#include <vector>

#include <QSize>
#include <QString>
#include <QStringList>

namespace ld3m::workbench {

/// When a screenshot is taken.
struct Moment {
    enum class Kind { after, iteration, finished } kind = Kind::after;
    qint64 value = 0; ///< milliseconds after the start, or the iteration
};

struct Screenshot {
    QString file;
    Moment moment;
};

struct Arguments {
    QString place;   ///< project folder, run folder or recipe; empty for the start page
    QString project; ///< --project: where a recipe's project goes
    bool demo = false;
    bool run = false;
    QString render; ///< run folder whose figures are written
    QString to;
    QString theme;                       ///< empty: as remembered
    QSize size;                          ///< empty: as remembered
    std::vector<Screenshot> screenshots; ///< in the order given; the program ends after the last
    QString guide;                       ///< folder for the guide's pictures
    QString images;                      ///< folder of images that they show
    QString sweep;                       ///< finished sweep that they show
    bool keys = false;
    bool latency = false;
    std::optional<std::uint32_t> monkey; ///< seed
    double minutes = 0;                  ///< of --latency and --monkey; 0: as long as the run lasts
};

/// Parses `arguments` (the program's name first). --help and --version print and exit.
/// @throws base::InputError in one sentence for a value that makes no sense.
Arguments parseArguments(const QStringList& arguments);

} // namespace ld3m::workbench
