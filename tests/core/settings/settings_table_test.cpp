#include "core/settings/settings_table.h"

#include <fstream>
#include <sstream>

#include <QtTest>

#include "core/settings/recipe.h"

using namespace ld3m::settings;

class SettingsTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everySettingIsInBothTables() {
        const QString text = QString::fromStdString(settingsText());
        const QString markdown = QString::fromStdString(settingsMarkdown());
        Recipe defaults;
        for (const Field& field : fieldsOf(defaults)) {
            const QString key = QString::fromStdString(field.key());
            const QString value = QString::fromStdString(toToml(field.value()));
            QVERIFY2(text.contains(key + " = " + value), qPrintable(key));
            QCOMPARE(markdown.count("| `" + key + "` | `" + value + "`"), 1);
        }
    }

    void rowsAreWhole() {
        for (const QString& line : QString::fromStdString(settingsMarkdown()).split('\n'))
            if (line.startsWith('|'))
                QVERIFY2(line.count('|') == 7, qPrintable(line));
    }

    void showsRangesAndChoices() {
        const QString markdown = QString::fromStdString(settingsMarkdown());
        QVERIFY(markdown.contains("| `prior.steps` | `10` steps | 1 to 1000 | yes |"));
        QVERIFY(markdown.contains("| `prior.sampler` | `\"ddim\"` | ddim, ddpm, dpmpp_2m |"));
    }

    void documentationIsCurrent() {
        std::ifstream file(LD3M_SOURCE_FOLDER "/docs/settings.md");
        std::ostringstream written;
        written << file.rdbuf();
        QVERIFY2(written.str() == settingsMarkdown(), "run: ld3m describe --markdown > docs/settings.md");
    }
};

QTEST_APPLESS_MAIN(SettingsTableTest)
#include "settings_table_test.moc"
