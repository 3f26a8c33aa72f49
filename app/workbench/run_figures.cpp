#include "app/workbench/run_figures.h"

#include <QEventLoop>
#include <QPainter>

#include "app/session/run_follower.h"
#include "app/session/run_history.h"
#include "app/workbench/run_plots.h"
#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"
#include "widgets/plots/curve_plot.h"

namespace fs = std::filesystem;

namespace ld3m::workbench {
namespace {

constexpr int kSheetPixels = 96; ///< about this wide is an image on a contact sheet

void saveSheet(const projects::RunFolder& run, std::int64_t iteration, const fs::path& file) {
    const reports::ImageSheet sheet = projects::readSheet(run.sheetFile(iteration));
    const int scale = std::max(1, kSheetPixels / int(std::max(sheet.width, sheet.height)));
    if (!contactSheet(sheet, scale).save(QString::fromStdString(file.string())))
        throw base::RunError(base::text("Cannot write ", file.string(), "; is there room and permission?"));
}

void savePlot(widgets::CurvePlot* plot, const fs::path& stem) {
    if (plot->seriesNames().isEmpty())
        return;
    for (const char* suffix : {".pdf", ".png"})
        if (const std::string file = stem.string() + suffix; !plot->save(QString::fromStdString(file)))
            throw base::RunError(base::text("Cannot write ", file, "; is there room and permission?"));
}

} // namespace

void renderFigures(const fs::path& runFolder, const fs::path& target) {
    const projects::RunFolder run = projects::RunFolder::open(runFolder);
    session::RunHistory history(runFolder);
    session::RunFollower follower(runFolder);
    history.follow(follower);
    QEventLoop loop;
    QString problem;
    QObject::connect(&follower, &session::RunFollower::caughtUp, &loop, &QEventLoop::quit);
    QObject::connect(&follower, &session::RunFollower::unreadable, &loop, [&](const QString& sentence) {
        problem = sentence;
        loop.quit();
    });
    loop.exec();
    if (!problem.isEmpty())
        throw base::InputError(problem.toStdString());
    if (history.reports().empty())
        throw base::InputError(
            base::text("The run ", runFolder.string(), " has no iterations yet; let it run first."));

    std::error_code refused;
    fs::create_directories(target, refused);
    if (refused)
        throw base::RunError(base::text("Cannot make ", target.string(), ": ", refused.message(), "."));
    RunPlots plots;
    plots.bind(&history);
    savePlot(plots.loss(), target / "loss");
    savePlot(plots.latentGradient(), target / "latent_gradient");
    savePlot(plots.conditioningGradient(), target / "conditioning_gradient");
    savePlot(plots.accuracy(), target / "accuracy");
    savePlot(plots.classLosses(), target / "class_losses");
    savePlot(plots.snr(), target / "gradient_snr");
    savePlot(plots.rates(), target / "rates");
    savePlot(plots.time(), target / "time");
    savePlot(plots.memory(), target / "memory");
    const std::vector<std::int64_t> sheets = run.sheets();
    if (sheets.empty())
        return;
    saveSheet(run, sheets.front(), target / "images_first.png");
    saveSheet(run, sheets.back(), target / "images_last.png");
}

QImage contactSheet(const reports::ImageSheet& sheet, int scale) {
    constexpr int kGap = 4;
    constexpr int kMargin = 8;
    QFont font;
    font.setPixelSize(13);
    int names = 0;
    for (const std::string& name : sheet.class_names)
        names = std::max(
            names, QFontMetrics(font).horizontalAdvance(QString::fromStdString(base::displayName(name))));
    const QSize tile(int(sheet.width) * scale, int(sheet.height) * scale);
    const int left = kMargin + names + 2 * kGap;
    QImage page(left + int(sheet.ipc) * (tile.width() + kGap) + kMargin,
                2 * kMargin + int(sheet.class_names.size()) * (tile.height() + kGap), QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    painter.setFont(font);
    for (std::size_t label = 0; label < sheet.class_names.size(); ++label) {
        const int top = kMargin + int(label) * (tile.height() + kGap);
        painter.drawText(QRect(kMargin, top, names, tile.height()), Qt::AlignRight | Qt::AlignVCenter,
                         QString::fromStdString(base::displayName(sheet.class_names[label])));
        for (int k = 0; k < int(sheet.ipc); ++k) {
            const QImage image(sheet.image(std::int64_t(label), k), int(sheet.width), int(sheet.height),
                               int(sheet.width) * 3, QImage::Format_RGB888);
            painter.drawImage(QRect(QPoint(left + k * (tile.width() + kGap), top), tile), image);
        }
    }
    return page;
}

} // namespace ld3m::workbench
