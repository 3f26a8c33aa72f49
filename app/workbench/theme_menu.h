// Light, dark or as the system: applied at once and remembered.
#pragma once

#include <QMenu>
#include <QSettings>

#include "widgets/theme/theme.h"

namespace ld3m::workbench {

/// "light", "dark", "system"; anything else is system.
widgets::ThemeChoice themeNamed(const QString& name);
/// The remembered choice.
widgets::ThemeChoice rememberedTheme(const QSettings& settings);

class ThemeMenu : public QMenu {
    Q_OBJECT
public:
    ThemeMenu(QSettings& settings, QWidget* parent = nullptr);
};

} // namespace ld3m::workbench
