#include "app/workbench/theme_menu.h"

#include <QActionGroup>
#include <QApplication>

namespace ld3m::workbench {
namespace {

const QString kKey = QStringLiteral("theme");

} // namespace

widgets::ThemeChoice themeNamed(const QString& name) {
    if (name == "light")
        return widgets::ThemeChoice::light;
    return name == "dark" ? widgets::ThemeChoice::dark : widgets::ThemeChoice::system;
}

widgets::ThemeChoice rememberedTheme(const QSettings& settings) {
    return themeNamed(settings.value(kKey, QStringLiteral("system")).toString());
}

ThemeMenu::ThemeMenu(QSettings& settings, QWidget* parent) : QMenu(tr("&Theme"), parent) {
    auto* group = new QActionGroup(this);
    const std::tuple<QString, QString, Qt::Key> choices[] = {{tr("&System"), "system", Qt::Key_S},
                                                             {tr("&Light"), "light", Qt::Key_L},
                                                             {tr("&Dark"), "dark", Qt::Key_D}};
    const QString remembered = settings.value(kKey, QStringLiteral("system")).toString();
    for (const auto& [text, name, key] : choices) {
        QAction* action = addAction(text);
        action->setObjectName("theme_" + name);
        action->setShortcut(Qt::CTRL | Qt::ALT | key);
        action->setStatusTip(tr("Change the colours now, and remember them"));
        action->setCheckable(true);
        action->setChecked(name == remembered);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [&settings, name = name] {
            settings.setValue(kKey, name);
            widgets::applyTheme(*qApp, themeNamed(name));
        });
    }
}

} // namespace ld3m::workbench
