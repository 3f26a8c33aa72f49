#include "widgets/theme/theme_style.h"

#include <QFile>

#include <utility>

// Outside the namespace: the macro declares a global function.
static void initialiseThemeResources() {
    Q_INIT_RESOURCE(widgets);
}

namespace ld3m::widgets {
const ThemeColours& themeColours(bool dark) {
    static const ThemeColours kDark{.window = 0x121419,
                                    .panel = 0x1d2026,
                                    .field = 0x14161b,
                                    .border = 0x323842,
                                    .text = 0xe6e9ee,
                                    .muted = 0x959da9,
                                    .accent = 0x4c9ffe,
                                    .changed = 0xb48efa,
                                    .good = 0x3ecf8e,
                                    .warning = 0xff9f43,
                                    .bad = 0xff6b6b};
    static const ThemeColours kLight{.window = 0xe9ebef,
                                     .panel = 0xf8f9fb,
                                     .field = 0xffffff,
                                     .border = 0xcfd4dc,
                                     .text = 0x1b1f27,
                                     .muted = 0x5d6673,
                                     .accent = 0x1f6fd6,
                                     .changed = 0x7a4ad1,
                                     .good = 0x15803d,
                                     .warning = 0xb45309,
                                     .bad = 0xc62828};
    return dark ? kDark : kLight;
}

QPalette themePalette(const ThemeColours& colours) {
    QPalette palette;
    palette.setColor(QPalette::Window, colours.panel);
    palette.setColor(QPalette::WindowText, colours.text);
    palette.setColor(QPalette::Base, colours.field);
    palette.setColor(QPalette::AlternateBase, mixed(colours.panel, colours.field, 0.5));
    palette.setColor(QPalette::Text, colours.text);
    palette.setColor(QPalette::PlaceholderText, colours.muted);
    palette.setColor(QPalette::Button, mixed(colours.border, colours.panel, 0.35));
    palette.setColor(QPalette::ButtonText, colours.text);
    palette.setColor(QPalette::BrightText, colours.bad);
    palette.setColor(QPalette::ToolTipBase, colours.field);
    palette.setColor(QPalette::ToolTipText, colours.text);
    palette.setColor(QPalette::Highlight, mixed(colours.accent, colours.panel, 0.35));
    palette.setColor(QPalette::HighlightedText, colours.text);
    palette.setColor(QPalette::Link, colours.accent);
    palette.setColor(QPalette::LinkVisited, colours.changed);
    palette.setColor(QPalette::Light, mixed(colours.border, colours.panel, 0.6));
    palette.setColor(QPalette::Midlight, colours.border);
    palette.setColor(QPalette::Mid, colours.border);
    palette.setColor(QPalette::Dark, colours.window);
    palette.setColor(QPalette::Shadow, colours.window);
    for (const auto role :
         {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::HighlightedText})
        palette.setColor(QPalette::Disabled, role, mixed(colours.muted, colours.panel, 0.6));
    return palette;
}

QString themeStyleSheet(const ThemeColours& colours) {
    initialiseThemeResources();
    QFile file(QStringLiteral(":/ld3m/themes/workbench.qss"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The style sheet is not compiled in.");
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {
        {"@window", colours.window},
        {"@panel", colours.panel},
        {"@field", colours.field},
        {"@border", colours.border},
        {"@text", colours.text},
        {"@muted", colours.muted},
        {"@accent", colours.accent},
        {"@changed", colours.changed},
        {"@bad", colours.bad},
        {"@good", colours.good},
        {"@button", mixed(colours.border, colours.panel, 0.35)},
        {"@hover", mixed(colours.border, colours.panel, 0.8)},
        {"@selected", mixed(colours.accent, colours.panel, 0.3)},
        {"@rungreen", mixed(colours.good, colours.panel, 0.3)},
        {"@locked", mixed(colours.border, colours.panel, 0.2)},
    };
    for (const auto& [name, color] : names)
        sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

} // namespace ld3m::widgets
