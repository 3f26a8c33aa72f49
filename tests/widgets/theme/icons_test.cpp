#include "widgets/theme/icons.h"

#include <QApplication>
#include <QDirIterator>
#include <QRegularExpression>
#include <QtTest>

#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;

namespace {

/// The colour of the most opaque pixel, and how many pixels are painted at all.
std::pair<QColor, int> inkOf(const QIcon& icon, QIcon::Mode mode = QIcon::Normal) {
    const QImage image = icon.pixmap(QSize(32, 32), mode).toImage().convertToFormat(QImage::Format_ARGB32);
    QColor ink = Qt::transparent;
    int painted = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x) {
            const QColor color = image.pixelColor(x, y);
            painted += color.alpha() > 0 ? 1 : 0;
            if (color.alpha() > ink.alpha())
                ink = color;
        }
    return {ink, painted};
}

bool isNear(const QColor& one, const QColor& other) {
    return qAbs(one.red() - other.red()) <= 4 && qAbs(one.green() - other.green()) <= 4 &&
           qAbs(one.blue() - other.blue()) <= 4;
}

} // namespace

class IconsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void everyIconHasInk() {
        QVERIFY(iconNames().size() > 20);
        for (const QString& name : iconNames()) {
            QVERIFY2(!icon(name).isNull(), qPrintable(name));
            const auto [ink, painted] = inkOf(icon(name, QColor(200, 0, 100)));
            QVERIFY2(painted > 10 && painted < 32 * 32, qPrintable(name));
            QVERIFY2(isNear(ink, QColor(200, 0, 100)), qPrintable(name));
        }
    }

    void anUnknownNameIsNull() {
        QVERIFY(icon("no such icon").isNull());
        QVERIFY(icon("no such icon", QColor(Qt::red)).isNull());
    }

    // A misspelt name would only show as an empty button.
    void everyNameInTheSourcesExists() {
        static const QRegularExpression call("\\bicon\\((?:QStringLiteral\\()?\"([^\"]+)\"");
        const QStringList names = iconNames();
        int found = 0;
        for (const char* folder : {"/widgets", "/app"})
            for (QDirIterator files(QString(LD3M_SOURCE_FOLDER) + folder, {"*.cpp", "*.h"}, QDir::Files,
                                    QDirIterator::Subdirectories);
                 files.hasNext();) {
                QFile file(files.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString source = QString::fromUtf8(file.readAll());
                for (auto each = call.globalMatch(source); each.hasNext(); ++found) {
                    const QString name = each.next().captured(1);
                    QVERIFY2(names.contains(name), qPrintable(name + " in " + file.fileName()));
                }
            }
        QVERIFY(found > 5);
    }

    void followsTheApplicationsPaletteForEver() {
        applyTheme(*qApp, ThemeChoice::light);
        const QIcon run = icon("run");
        QVERIFY(isNear(inkOf(run).first, themeColours(false).text));
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(isNear(inkOf(run).first, themeColours(true).text));
    }

    void staysInThePaletteItWasGiven() {
        applyTheme(*qApp, ThemeChoice::light);
        const QIcon run = icon("run", themePalette(themeColours(true)));
        QVERIFY(isNear(inkOf(run).first, themeColours(true).text));
    }

    void disabledIconsArePale() {
        applyTheme(*qApp, ThemeChoice::light);
        const QColor disabled = QApplication::palette().color(QPalette::Disabled, QPalette::ButtonText);
        QVERIFY(isNear(inkOf(icon("run"), QIcon::Disabled).first, disabled));
        QVERIFY(!isNear(inkOf(icon("run")).first, disabled));
    }

    void scalesWithoutBlur() {
        const QSize size(128, 128);
        QCOMPARE(icon("run").pixmap(size).size(), size);
    }

    void noRoomIsNoWarning() {
        QTest::failOnWarning(QRegularExpression(".*"));
        QVERIFY(icon("run").pixmap(QSize(0, 16)).isNull());
    }
};

QTEST_MAIN(IconsTest)
#include "icons_test.moc"
