#include "app/workbench/theme_menu.h"

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using widgets::ThemeChoice;

class ThemeMenuTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void namesAreThemes() {
        QVERIFY(workbench::themeNamed("light") == ThemeChoice::light);
        QVERIFY(workbench::themeNamed("dark") == ThemeChoice::dark);
        QVERIFY(workbench::themeNamed("system") == ThemeChoice::system);
        QVERIFY(workbench::themeNamed("pink") == ThemeChoice::system);
    }

    void aChoiceIsAppliedAtOnceAndRemembered() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(workbench::rememberedTheme(with.settings) == ThemeChoice::system);
        QTest::keyClick(&with.window, Qt::Key_D, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(widgets::isDark(QApplication::palette()));
        QVERIFY(workbench::rememberedTheme(with.settings) == ThemeChoice::dark);
        const QColor dark = with.window.centralWidget()->grab().toImage().pixelColor(5, 5);
        QTest::keyClick(&with.window, Qt::Key_L, Qt::ControlModifier | Qt::AltModifier);
        QVERIFY(!widgets::isDark(QApplication::palette()));
        QVERIFY(workbench::rememberedTheme(with.settings) == ThemeChoice::light);
        const QColor light = with.window.centralWidget()->grab().toImage().pixelColor(5, 5);
        QVERIFY(light.lightness() > dark.lightness() + 100);
    }

    void theMenuShowsWhatIsRemembered() {
        const MemoryFolder folder;
        QSettings settings(toQt(folder / "settings.ini"), QSettings::IniFormat);
        settings.setValue("theme", "light");
        const workbench::ThemeMenu menu(settings);
        QVERIFY(menu.findChild<QAction*>("theme_light")->isChecked());
        QVERIFY(!menu.findChild<QAction*>("theme_dark")->isChecked());
    }
};

QTEST_MAIN(ThemeMenuTest)
#include "theme_menu_test.moc"
