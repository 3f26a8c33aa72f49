#include "widgets/images/pixel_peep.h"

#include <QPainter>
#include <QStaticText>

#include <algorithm>
#include <array>

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

struct Numbers {
    QFont font;
    std::array<QStaticText, 256> texts;
};

/// The numbers 0 to 255, laid out once a font: a screen full of pixels holds thousands of them. Never freed:
/// texts must not outlive the application's fonts, and nobody says when these end.
const Numbers& numbersIn(const QFont& font) {
    static Numbers& numbers = *new Numbers;
    if (numbers.texts[0].text().isEmpty() || numbers.font != font) {
        numbers.font = font;
        for (int level = 0; level < 256; ++level) {
            QStaticText& text = numbers.texts[static_cast<std::size_t>(level)];
            text = QStaticText(QString::number(level));
            text.setTextFormat(Qt::PlainText);
            text.prepare({}, font);
        }
    }
    return numbers;
}

void paintLevels(QPainter& painter, const QRect& pixel, const std::uint8_t* levels, int lineHeight,
                 const Numbers& numbers) {
    int top = pixel.top() + (pixel.height() - 3 * lineHeight) / 2;
    for (int channel = 0; channel < 3; ++channel, top += lineHeight) {
        const QStaticText& text = numbers.texts[levels[channel]];
        const int left = pixel.left() + (pixel.width() - static_cast<int>(text.size().width())) / 2;
        painter.drawStaticText(left, top, text);
    }
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
    const Numbers& numbers = numbersIn(painter.font());
    const int lineHeight = QFontMetrics(painter.font()).height();
    for (int y = top; y <= bottom; ++y)
        for (int x = left; x <= right; ++x) {
            const QRect pixel = pixelRect(tile, size, x, y);
            const QRgb ground = shown.pixel(x, y);
            const QColor ink = qGray(ground) > 140 ? QColor(0, 0, 0) : QColor(255, 255, 255);
            const QLine grid[] = {{pixel.topLeft(), pixel.topRight()}, {pixel.topLeft(), pixel.bottomLeft()}};
            painter.setPen(QColor(ink.red(), ink.green(), ink.blue(), 50));
            painter.drawLines(grid, 2);
            painter.setPen(QColor(ink.red(), ink.green(), ink.blue(), 200));
            paintLevels(painter, pixel, rgb + (static_cast<std::ptrdiff_t>(y) * size.width() + x) * 3,
                        lineHeight, numbers);
        }
    painter.restore();
}

} // namespace ld3m::widgets
