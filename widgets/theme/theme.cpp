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
    static constexpr QRgb kDark[kSeriesColors] = {0x4c9ffe, 0xff9f43, 0xb48efa, 0x3ecf8e,
                                                  0xff7f9c, 0xe8d44d, 0x5fd3e6, 0xa3abb6};
    static constexpr QRgb kLight[kSeriesColors] = {0x1f6fd6, 0xd0660a, 0x7a4ad1, 0x0c8a63,
                                                   0xc23368, 0x927200, 0x0b7f9b, 0x5d6673};
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
