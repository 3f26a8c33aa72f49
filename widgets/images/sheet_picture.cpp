#include "widgets/images/sheet_picture.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cstring>

#include "core/base/imagenet_classes.h"

namespace ld3m::widgets {
namespace {

constexpr int kLargestPainted = 32000; ///< QPainter counts in 16 bits
constexpr int kWidestName = 240;
constexpr int kNameGap = 8;

/// Copies each pixel of `tile` as a block of scale x scale; no painter, which large sheets are too tall for.
void place(QImage& picture, const QImage& tile, int left, int top, int scale) {
    for (int y = 0; y < tile.height(); ++y) {
        const auto* from = reinterpret_cast<const QRgb*>(tile.constScanLine(y));
        auto* to = reinterpret_cast<QRgb*>(picture.scanLine(top + y * scale)) + left;
        for (int x = 0; x < tile.width(); ++x)
            std::fill_n(to + x * scale, scale, from[x]);
        for (int copy = 1; copy < scale; ++copy)
            std::memcpy(reinterpret_cast<QRgb*>(picture.scanLine(top + y * scale + copy)) + left, to,
                        static_cast<std::size_t>(tile.width() * scale) * sizeof(QRgb));
    }
}

QString nameOf(const reports::ImageSheet& sheet, std::int64_t label) {
    return QString::fromStdString(base::displayName(sheet.class_names[static_cast<std::size_t>(label)]));
}

} // namespace

QImage imagePicture(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k,
                    DisplayMapping mapping) {
    return displayImage(sheet.image(label, k), static_cast<int>(sheet.width), static_cast<int>(sheet.height),
                        mapping);
}

QImage sheetPicture(const reports::ImageSheet& sheet, const std::vector<std::int64_t>& labels,
                    const SheetPictureStyle& style) {
    const int scale = std::max(1, style.scale);
    const int width = static_cast<int>(sheet.width) * scale;
    const int height = static_cast<int>(sheet.height) * scale;
    const QFontMetrics metrics(style.font);
    const int rowHeight = std::max(height, style.names ? metrics.height() : 0);
    const int total = style.gap + static_cast<int>(labels.size()) * (rowHeight + style.gap);
    const bool names = style.names && total <= kLargestPainted;
    int namesWidth = 0;
    for (const std::int64_t label : names ? labels : std::vector<std::int64_t>())
        namesWidth = std::max(namesWidth, metrics.horizontalAdvance(nameOf(sheet, label)) + kNameGap);
    namesWidth = std::min(namesWidth, kWidestName);
    QImage picture(namesWidth + style.gap + static_cast<int>(sheet.ipc) * (width + style.gap), total,
                   QImage::Format_RGB32);
    picture.fill(style.background);
    for (std::size_t row = 0; row < labels.size(); ++row)
        for (std::int64_t k = 0; k < sheet.ipc; ++k)
            place(picture, imagePicture(sheet, labels[row], k, style.mapping),
                  namesWidth + style.gap + static_cast<int>(k) * (width + style.gap),
                  style.gap + static_cast<int>(row) * (rowHeight + style.gap) + (rowHeight - height) / 2,
                  scale);
    if (!names)
        return picture;
    QPainter painter(&picture);
    painter.setFont(style.font);
    painter.setPen(style.ink);
    for (std::size_t row = 0; row < labels.size(); ++row) {
        const QRect line(style.gap, style.gap + static_cast<int>(row) * (rowHeight + style.gap),
                         namesWidth - kNameGap, rowHeight);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter,
                         metrics.elidedText(nameOf(sheet, labels[row]), Qt::ElideRight, line.width()));
    }
    return picture;
}

} // namespace ld3m::widgets
