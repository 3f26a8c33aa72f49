#include "widgets/images/pixel_peep.h"

#include <QPainter>

#include <algorithm>

namespace ld3m::widgets {
namespace {

constexpr int kSmallestText = 9; ///< pixels

QRect pixelRect(const QRect& tile, QSize image, int x, int y) {
    const auto edge = [](int index, int count, int length) {
        return static_cast<int>(static_cast<std::int64_t>(index) * length / count);
    };
    const int left = edge(x, image.width(), tile.width());
    const int top = edge(y, image.height(), tile.height());
    return {tile.left() + left, tile.top() + top, edge(x + 1, image.width(), tile.width()) - left,
            edge(y + 1, image.height(), tile.height()) - top};
}

} // namespace

void paintPixels(QPainter& painter, const QRect& tile, const std::uint8_t* rgb, const QImage& shown,
                 const QRect& visible) {
    const QRect seen = tile & visible;
    const QSize size = shown.size();
    if (seen.isEmpty() || size.isEmpty() || tile.width() < kPeepedPixel * size.width())
        return;
    const auto first = [](int offset, int count, int length) {
        return std::clamp(static_cast<int>(static_cast<std::int64_t>(offset) * count / length), 0, count - 1);
    };
    const int left = first(seen.left() - tile.left(), size.width(), tile.width());
    const int right = first(seen.right() - tile.left(), size.width(), tile.width());
    const int top = first(seen.top() - tile.top(), size.height(), tile.height());
    const int bottom = first(seen.bottom() - tile.top(), size.height(), tile.height());
    painter.save();
    QFont font = painter.font();
    font.setPixelSize(std::max(kSmallestText, tile.width() / size.width() / 5));
    painter.setFont(font);
    painter.setRenderHint(QPainter::Antialiasing, false);
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const QRect pixel = pixelRect(tile, size, x, y);
            const QRgb ground = shown.pixel(x, y);
            const QColor ink = qGray(ground) > 140 ? QColor(0, 0, 0) : QColor(255, 255, 255);
            painter.setPen(QColor(ink.red(), ink.green(), ink.blue(), 50));
            painter.drawLine(pixel.topLeft(), pixel.topRight());
            painter.drawLine(pixel.topLeft(), pixel.bottomLeft());
            painter.setPen(QColor(ink.red(), ink.green(), ink.blue(), 200));
            const std::uint8_t* levels = rgb + (static_cast<std::ptrdiff_t>(y) * size.width() + x) * 3;
            painter.drawText(pixel, Qt::AlignCenter,
                             QStringLiteral("%1\n%2\n%3").arg(levels[0]).arg(levels[1]).arg(levels[2]));
        }
    painter.restore();
}

} // namespace ld3m::widgets
