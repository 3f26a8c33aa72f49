#include "app/workbench/arguments.h"

#include <QCommandLineParser>

#include "core/base/error.h"

namespace ld3m::workbench {
namespace {

constexpr double kMonkeyMinutes = 10;

[[noreturn]] void refuse(const QString& sentence) {
    throw base::InputError(sentence.toStdString());
}

QSize sizeOf(const QString& text) {
    const QStringList parts = text.split('x');
    const QSize size = parts.size() == 2 ? QSize(parts[0].toInt(), parts[1].toInt()) : QSize();
    if (size.width() < 320 || size.height() < 240)
        refuse(QStringLiteral("--size %1 is no window size; write it as 1680x1050.").arg(text));
    return size;
}

/// Of zero or more.
double numberOf(const QString& option, const QString& text) {
    bool number = false;
    const double value = text.toDouble(&number);
    if (!number || value < 0)
        refuse(QStringLiteral("%1 %2 is no number; write one from 0 up.").arg(option, text));
    return value;
}

Moment momentOf(const QString& text) {
    if (text == "start")
        return {Moment::Kind::after, 1500};
    if (text == "finished")
        return {Moment::Kind::finished, 0};
    const bool iteration = text.startsWith("iteration:");
    bool number = false;
    const qint64 value = (iteration ? text.mid(10) : text).toLongLong(&number);
    if (!number || value < 0)
        refuse(QStringLiteral("--when %1 is no moment; write start, finished, iteration:N or milliseconds.")
                   .arg(text));
    return {iteration ? Moment::Kind::iteration : Moment::Kind::after, value};
}

} // namespace

Arguments parseArguments(const QStringList& arguments) {
    QCommandLineParser parser;
    parser.setApplicationDescription("Interactive dataset distillation.");
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument("place", "A project folder, a run folder or a recipe (.toml).", "[place]");
    parser.addOptions({
        {"project", "Project folder for a recipe that is in none (made when it is not there).", "folder"},
        {"demo", "Open the bundled demo."},
        {"run", "Start a run at once."},
        {"render", "Write the figures of a run, then leave. Needs --to.", "run folder"},
        {"to", "Where --render writes.", "folder"},
        {"theme", "dark, light or system, this time only.", "name"},
        {"size", "Size of the window, as in 1680x1050.", "size"},
        {"screenshot",
         "Write a picture of the window and leave after the last one. May be given several times, each "
         "with its --when.",
         "file"},
        {"when", "start, finished, iteration:N or milliseconds after the start.", "moment"},
        {"guide",
         "Play a newcomer's first hour and write the pictures of the guide; the place is a finished run of "
         "the demo. Needs --images and --sweep.",
         "folder"},
        {"images", "The folder of images that --guide makes a project of.", "folder"},
        {"sweep", "The finished sweep that --guide shows.", "folder"},
        {"keys", "Print the table of shortcuts as Markdown, then leave."},
        {"latency",
         "Open every dock while the run lasts, print how late the event loop was and why, and leave."},
        {"monkey",
         "Run the demo and click, type and drag at random, the same for a seed, in a sandbox; print the "
         "memory "
         "each minute and end with 1 when it grew or Qt warned.",
         "seed"},
        {"minutes", "How long --latency (default: the run) or --monkey (default: 10) lasts.", "minutes"},
    });
    parser.process(arguments);

    Arguments parsed;
    const QStringList places = parser.positionalArguments();
    if (places.size() > 1)
        refuse(
            QStringLiteral("%1 is one argument too many; open one project, run or recipe.").arg(places[1]));
    parsed.place = places.value(0);
    parsed.project = parser.value("project");
    parsed.demo = parser.isSet("demo");
    parsed.run = parser.isSet("run");
    parsed.render = parser.value("render");
    parsed.to = parser.value("to");
    if (parsed.render.isEmpty() != parsed.to.isEmpty())
        refuse("--render RUN_FOLDER and --to FOLDER belong together.");
    parsed.theme = parser.value("theme");
    if (!parsed.theme.isEmpty() && !QStringList{"dark", "light", "system"}.contains(parsed.theme))
        refuse(QStringLiteral("--theme %1 is unknown; write dark, light or system.").arg(parsed.theme));
    if (parser.isSet("size"))
        parsed.size = sizeOf(parser.value("size"));
    const QStringList files = parser.values("screenshot");
    const QStringList moments = parser.values("when");
    if (moments.size() > files.size())
        refuse("Each --when needs its --screenshot.");
    for (qsizetype i = 0; i < files.size(); ++i)
        parsed.screenshots.push_back({files[i], momentOf(moments.value(i, "start"))});
    parsed.guide = parser.value("guide");
    parsed.images = parser.value("images");
    parsed.sweep = parser.value("sweep");
    if (!parsed.guide.isEmpty() &&
        (parsed.images.isEmpty() || parsed.sweep.isEmpty() || parsed.place.isEmpty()))
        refuse("--guide FOLDER needs --images FOLDER, --sweep FOLDER and the place of a finished run.");
    parsed.keys = parser.isSet("keys");
    parsed.latency = parser.isSet("latency");
    if (parser.isSet("monkey"))
        parsed.monkey = std::uint32_t(numberOf("--monkey", parser.value("monkey")));
    if (parser.isSet("minutes")) {
        if (!parsed.latency && !parsed.monkey)
            refuse("--minutes belongs to --latency or --monkey.");
        parsed.minutes = numberOf("--minutes", parser.value("minutes"));
    } else if (parsed.monkey) {
        parsed.minutes = kMonkeyMinutes;
    }
    return parsed;
}

} // namespace ld3m::workbench
