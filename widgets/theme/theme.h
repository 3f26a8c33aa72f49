// One quiet visual language for the whole program: palette, style sheet, colours of curves, fonts of numbers.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>

class QApplication;

namespace ld3m::widgets {

enum class ThemeChoice { system, light, dark };

/// Everything a painting widget needs beyond QPalette.
struct ThemeColours {
    QColor window;  ///< behind everything
    QColor panel;   ///< pages and docks
    QColor field;   ///< inputs, tracks
    QColor border;  ///< hairlines
    QColor text;    ///< first reading
    QColor muted;   ///< second reading: units, ticks, hints
    QColor accent;  ///< the one accent: progress, selection, focus
    QColor changed; ///< what somebody turned: changed fields, event marks
    QColor good;
    QColor warning;
    QColor bad;
};

/// Fusion style, palette, style sheet and (where installed) the Inter font. Every widget gets
/// QEvent::PaletteChange, which is the notification that the theme changed.
void applyTheme(QApplication& application, ThemeChoice choice);

/// `front` as it looks on `back` when it covers a share of it.
QColor mixed(const QColor& front, const QColor& back, double share);
bool isDark(const QPalette& palette);
const ThemeColours& coloursOf(const QPalette& palette);

/// Colours of curves, arms and runs: told apart by colour-blind readers; repeats after kSeriesColors.
constexpr int kSeriesColors = 8;
QColor seriesColor(int index, const QPalette& palette);
QColor seriesColor(int index); ///< for the application's palette

/// `base` if its digits are equally wide, else the nearest installed family whose digits are.
QFont tabularFont(const QFont& base);
/// The fixed-width font of logs, a little smaller than `base`.
QFont codeFont(const QFont& base);

} // namespace ld3m::widgets
