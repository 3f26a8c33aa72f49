#include "widgets/figures/film.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QFont>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "core/base/error.h"
#include "core/base/imagenet_classes.h"
#include "core/files/animated_gif.h"
#include "core/files/animated_png.h"
#include "widgets/figures/figure_writer.h"

namespace ld3m::widgets {
namespace {

constexpr int kGap = 4;
constexpr int kMargin = 8;
constexpr int kSide = 96; ///< about so many screen pixels an image is wide
constexpr int kFontPixels = 13;
constexpr int kLargestSide = 8192; ///< of a frame

QString tr(const char* text) {
    return QCoreApplication::translate("Film", text);
}

QFont filmFont() {
    QFont font;
    font.setPixelSize(kFontPixels);
    return font;
}

QString displayed(const std::string& name) {
    return QString::fromStdString(base::displayName(name));
}

/// Places of the chosen classes in the sheet; those it lacks are left out.
std::vector<std::int64_t> labelsOf(const reports::ImageSheet& sheet, const FilmStyle& style) {
    std::vector<std::int64_t> labels;
    for (const std::string& name : style.classes.empty() ? sheet.class_names : style.classes)
        if (const auto at = std::ranges::find(sheet.class_names, name); at != sheet.class_names.end())
            labels.push_back(at - sheet.class_names.begin());
    return labels;
}

/// Pictures become a file of one of the two kinds.
class FilmFile {
public:
    explicit FilmFile(const QString& suffix) : m_isGif(suffix == "gif") {}

    void add(const QImage& frame, double seconds) {
        if (m_isGif)
            addGif(frame, seconds);
        else {
            QBuffer buffer;
            buffer.open(QIODevice::WriteOnly);
            frame.save(&buffer, "PNG");
            m_png.add({buffer.data().constData(), std::size_t(buffer.size())},
                      std::uint32_t(std::lround(seconds * 1000)));
        }
    }
    std::string bytes() const { return m_isGif && m_gif ? m_gif->bytes() : m_png.bytes(); }

private:
    void addGif(const QImage& frame, double seconds) {
        if (!m_gif)
            m_gif.emplace(frame.width(), frame.height());
        std::vector<std::uint8_t> rgb; // without the padding of QImage's lines
        rgb.reserve(std::size_t(frame.width()) * std::size_t(frame.height()) * 3);
        for (int y = 0; y < frame.height(); ++y)
            rgb.insert(rgb.end(), frame.constScanLine(y), frame.constScanLine(y) + frame.width() * 3);
        m_gif->add(rgb, std::uint32_t(std::lround(seconds * 100)));
    }

    bool m_isGif;
    files::AnimatedPng m_png;
    std::optional<files::AnimatedGif> m_gif;
};

} // namespace

QString problemOf(const FilmStyle& style) {
    if (!(style.rate >= 0.1 && style.rate <= 50))
        return tr("A film has 0.1 to 50 frames a second, not %1.").arg(style.rate);
    if (!(style.hold >= 0 && style.hold <= 60))
        return tr("The last frame stays for 0 to 60 seconds, not %1.").arg(style.hold);
    if (style.scale < 0 || style.scale > 64)
        return tr("An image pixel becomes 1 to 64 pixels wide, not %1; 0 chooses.").arg(style.scale);
    return {};
}

QImage filmFrame(const reports::ImageSheet& sheet, const FilmStyle& style) {
    const std::vector<std::int64_t> labels = labelsOf(sheet, style);
    const int images = style.images > 0 ? std::min(style.images, int(sheet.ipc)) : int(sheet.ipc);
    const int scale = style.scale > 0
                          ? style.scale
                          : std::max(1, kSide / std::max(1, int(std::max(sheet.width, sheet.height))));
    const QSize tile(int(sheet.width) * scale, int(sheet.height) * scale);
    const QFontMetrics metrics(filmFont());
    int names = 0;
    for (const std::int64_t label : labels)
        names = std::max(names, metrics.horizontalAdvance(displayed(sheet.class_names[std::size_t(label)])));
    const QString caption = tr("iteration %1").arg(sheet.iteration);
    const int left = kMargin + names + 2 * kGap;
    const int width =
        std::max(left + images * (tile.width() + kGap), left + metrics.horizontalAdvance("iteration 000000"));
    const int below = kMargin + int(labels.size()) * (tile.height() + kGap);
    QImage frame(width + kMargin, below + metrics.height() + kMargin, QImage::Format_RGB888);
    frame.fill(Qt::white);
    QPainter painter(&frame);
    painter.setFont(filmFont());
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const int top = kMargin + int(row) * (tile.height() + kGap);
        painter.drawText(QRect(kMargin, top, names, tile.height()), Qt::AlignRight | Qt::AlignVCenter,
                         displayed(sheet.class_names[std::size_t(labels[row])]));
        for (int k = 0; k < images; ++k)
            painter.drawImage(QRect(QPoint(left + k * (tile.width() + kGap), top), tile),
                              QImage(sheet.image(labels[row], k), int(sheet.width), int(sheet.height),
                                     int(sheet.width) * 3, QImage::Format_RGB888));
    }
    painter.drawText(QRect(left, below, width - left, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                     caption);
    return frame;
}

QString writeFilm(const QString& path, const FilmStyle& style,
                  const std::function<std::optional<reports::ImageSheet>()>& next) {
    const auto cannot = [&path](const QString& reason) {
        return tr("Cannot write %1: %2").arg(path, reason);
    };
    const QString suffix = figureSuffix(path);
    if (suffix != "gif" && suffix != "png" && suffix != "apng")
        return cannot(tr("a film's name ends with .apng, .png or .gif."));
    if (const QString problem = problemOf(style); !problem.isEmpty())
        return problem;
    FilmFile film(suffix);
    try {
        for (auto sheet = next(); sheet;) {
            const QImage frame = filmFrame(*sheet, style);
            if (frame.width() > kLargestSide || frame.height() > kLargestSide)
                return tr("A film of %1 x %2 pixels is too large; choose fewer classes or a smaller scale.")
                    .arg(frame.width())
                    .arg(frame.height());
            sheet = next();
            film.add(frame, 1 / style.rate + (sheet ? 0 : style.hold));
        }
        const std::string bytes = film.bytes();
        return writeWhole(path, QByteArray(bytes.data(), qsizetype(bytes.size())));
    } catch (const base::InputError& problem) {
        return cannot(QString::fromUtf8(problem.what()));
    }
}

} // namespace ld3m::widgets
