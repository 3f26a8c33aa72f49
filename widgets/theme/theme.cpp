#include "widgets/theme/theme.h"

#include <QApplication>
#include <QFontDatabase>
#include <QFontMetricsF>
#include <QStyleFactory>

#include <cmath>

#include "widgets/theme/theme_style.h"

namespace ld3m::widgets {
namespace {

bool hasEqualDigits(const QFont& font) {
    const QFontMetricsF metrics(font);
    const qreal width = metrics.horizontalAdvance(QLatin1Char('0'));
    for (char digit = '1'; digit <= '9'; ++digit)
        if (std::abs(metrics.horizontalAdvance(QLatin1Char(digit)) - width) > 0.01)
            return false;
    return true;
}

} // namespace

void applyTheme(QApplication& application, ThemeChoice choice) {
    // The desktop's own palette is only visible before the first theme replaces it.
    static const bool systemIsDark = isDark(QApplication::palette());
    const bool dark = choice == ThemeChoice::system ? systemIsDark : choice == ThemeChoice::dark;
    const ThemeColours& colours = themeColours(dark);

    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(themePalette(colours));
    if (QFontDatabase::hasFamily(QStringLiteral("Inter"))) {
        QFont font(QStringLiteral("Inter"));
        font.setPixelSize(13);
        QApplication::setFont(font);
    }
    application.setStyleSheet(themeStyleSheet(colours));
}

QColor mixed(const QColor& front, const QColor& back, double share) {
    const auto channel = [share](int a, int b) { return static_cast<int>(a * share + b * (1 - share)); };
    return {channel(front.red(), back.red()), channel(front.green(), back.green()),
            channel(front.blue(), back.blue())};
}

bool isDark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

const ThemeColours& coloursOf(const QPalette& palette) {
    return themeColours(isDark(palette));
}

QColor seriesColor(int index, const QPalette& palette) {
    // Found by search: hues as they are named, and as far apart as can be for the three kinds of colour
    // blindness, which takes differences in lightness.
    static constexpr QRgb kDark[kSeriesColors] = {0x4c9ffe, 0xff9f43, 0xc3b6e6, 0x48f4ad,
                                                  0xda294b, 0xf8e810, 0xc5fbfb, 0x798392};
    static constexpr QRgb kLight[kSeriesColors] = {0x1f6fd6, 0xd0660a, 0x29155d, 0x1f9f66,
                                                   0x561121, 0x574c12, 0x074b60, 0x7c828f};
    const int wrapped = ((index % kSeriesColors) + kSeriesColors) % kSeriesColors;
    return (isDark(palette) ? kDark : kLight)[wrapped];
}

QColor seriesColor(int index) {
    return seriesColor(index, QApplication::palette());
}

QFont tabularFont(const QFont& base) {
    if (hasEqualDigits(base))
        return base;
    QFont font = base;
    for (const char* family : {"Noto Sans", "Roboto", "DejaVu Sans", "Liberation Sans"}) {
        if (!QFontDatabase::hasFamily(QLatin1String(family)))
            continue;
        font.setFamilies({QLatin1String(family)});
        if (hasEqualDigits(font))
            return font;
    }
    return codeFont(base);
}

QFont codeFont(const QFont& base) {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    if (base.pixelSize() > 0)
        font.setPixelSize(base.pixelSize() - 1);
    else
        font.setPointSizeF(base.pointSizeF() * 0.92);
    return font;
}

} // namespace ld3m::widgets
