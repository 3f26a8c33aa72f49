#include "widgets/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include <QApplication>
#include <QFontMetricsF>
#include <QRegularExpression>
#include <QWidget>
#include <QtTest>

#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;

namespace {

/// Relative luminance and contrast as the Web Content Accessibility Guidelines define them.
double luminance(const QColor& color) {
    const auto linear = [](double channel) {
        return channel <= 0.04045 ? channel / 12.92 : std::pow((channel + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& one, const QColor& other) {
    const double light = std::max(luminance(one), luminance(other));
    const double dark = std::min(luminance(one), luminance(other));
    return (light + 0.05) / (dark + 0.05);
}

/// Counts what a widget is told when the theme changes.
class Listener : public QWidget {
public:
    int changes = 0;

protected:
    void changeEvent(QEvent* event) override { changes += event->type() == QEvent::PaletteChange ? 1 : 0; }
};

} // namespace

class ThemeTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void lightAndDarkAreWhatTheySay() {
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(isDark(QApplication::palette()));
        QCOMPARE(QApplication::palette().color(QPalette::Window), themeColours(true).panel);
        applyTheme(*qApp, ThemeChoice::light);
        QVERIFY(!isDark(QApplication::palette()));
        QCOMPARE(QApplication::palette().color(QPalette::Window), themeColours(false).panel);
    }

    void theSystemsChoiceIsRemembered() {
        applyTheme(*qApp, ThemeChoice::system);
        const bool dark = isDark(QApplication::palette());
        applyTheme(*qApp, dark ? ThemeChoice::light : ThemeChoice::dark);
        applyTheme(*qApp, ThemeChoice::system);
        QCOMPARE(isDark(QApplication::palette()), dark);
    }

    void widgetsAreTold() {
        applyTheme(*qApp, ThemeChoice::light);
        Listener listener;
        listener.show();
        listener.changes = 0;
        applyTheme(*qApp, ThemeChoice::dark);
        QVERIFY(listener.changes > 0);
        QVERIFY(isDark(listener.palette()));
    }

    void coloursBelongToThePalette() {
        for (const bool dark : {false, true}) {
            const QPalette palette = themePalette(themeColours(dark));
            QCOMPARE(isDark(palette), dark);
            QCOMPARE(coloursOf(palette).accent, themeColours(dark).accent);
        }
    }

    void textIsLegible_data() {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void textIsLegible() {
        QFETCH(bool, dark);
        const ThemeColours& colours = themeColours(dark);
        for (const QColor& ground : {colours.panel, colours.window, colours.field}) {
            QVERIFY(contrast(colours.text, ground) >= 7);
            QVERIFY(contrast(colours.muted, ground) >= 4.5);
        }
        for (const QColor& word :
             {colours.accent, colours.changed, colours.good, colours.warning, colours.bad})
            QVERIFY2(contrast(word, colours.panel) >= 4.5, qPrintable(word.name()));
        const QPalette palette = themePalette(colours);
        QVERIFY(contrast(palette.color(QPalette::HighlightedText), palette.color(QPalette::Highlight)) >=
                4.5);
        QVERIFY(contrast(palette.color(QPalette::ButtonText), palette.color(QPalette::Button)) >= 4.5);
    }

    void curvesAreToldApartAndSeen() {
        for (const bool dark : {false, true}) {
            const QPalette palette = themePalette(themeColours(dark));
            std::set<QRgb> colours;
            for (int i = 0; i < kSeriesColors; ++i) {
                colours.insert(seriesColor(i, palette).rgb());
                QVERIFY(contrast(seriesColor(i, palette), themeColours(dark).panel) >= 3);
            }
            QCOMPARE(int(colours.size()), kSeriesColors);
            QCOMPARE(seriesColor(kSeriesColors, palette), seriesColor(0, palette));
            QCOMPARE(seriesColor(-1, palette), seriesColor(kSeriesColors - 1, palette));
        }
        QVERIFY(seriesColor(0, themePalette(themeColours(true))) !=
                seriesColor(0, themePalette(themeColours(false))));
    }

    void theStyleSheetIsComplete() {
        static const QRegularExpression placeholder("@[a-z]+");
        for (const bool dark : {false, true}) {
            const QString sheet = themeStyleSheet(themeColours(dark));
            const auto left = placeholder.match(sheet);
            QVERIFY2(!left.hasMatch(), qPrintable(left.captured()));
            QVERIFY(sheet.contains(themeColours(dark).accent.name()));
            static const QRegularExpression url("url\\(([^)]+)\\)");
            for (auto found = url.globalMatch(sheet); found.hasNext();) {
                const QString file = found.next().captured(1);
                QVERIFY2(QFile::exists(file), qPrintable(file));
            }
        }
    }

    void coloursMix() {
        QCOMPARE(mixed(Qt::white, Qt::black, 1), QColor(Qt::white));
        QCOMPARE(mixed(Qt::white, Qt::black, 0), QColor(Qt::black));
        QCOMPARE(mixed(QColor(200, 100, 0), QColor(0, 100, 200), 0.25), QColor(50, 100, 150));
    }

    void digitsAreEquallyWide() {
        const QFontMetricsF metrics(tabularFont(QApplication::font()));
        for (char digit = '1'; digit <= '9'; ++digit)
            QVERIFY(qAbs(metrics.horizontalAdvance(QLatin1Char(digit)) - metrics.horizontalAdvance('0')) <
                    0.1);
        QFont large = QApplication::font();
        large.setPixelSize(31);
        QCOMPARE(tabularFont(large).pixelSize(), 31);
    }

    void codeIsALittleSmaller() {
        QFont font = QApplication::font();
        font.setPixelSize(13);
        QCOMPARE(codeFont(font).pixelSize(), 12);
        const QFontMetricsF metrics(codeFont(font));
        QCOMPARE(metrics.horizontalAdvance('i'), metrics.horizontalAdvance('W'));
    }

    // Simulated as Machado, Oliveira and Fernandes (2009) at full severity; 2.3 is just noticeable.
    void seriesColoursAreToldApartByColourBlindEyes() {
        using Matrix = std::array<std::array<double, 3>, 3>;
        constexpr Matrix kEyes[] = {{{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
                                    {{{0.152286, 1.052583, -0.204868},
                                      {0.114503, 0.786281, 0.099216},
                                      {-0.003882, -0.048116, 1.051998}}},
                                    {{{0.367322, 0.860646, -0.227968},
                                      {0.280085, 0.672501, 0.047413},
                                      {-0.011820, 0.042940, 0.968881}}},
                                    {{{1.255528, -0.076749, -0.178779},
                                      {-0.078411, 0.930809, 0.147602},
                                      {0.004733, 0.691367, 0.303900}}}};
        const auto linear = [](double c) {
            return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
        };
        const auto seen = [&](const QColor& color, const Matrix& eye) { // in CIE Lab
            const double rgb[] = {linear(color.redF()), linear(color.greenF()), linear(color.blueF())};
            double is[3];
            for (int i = 0; i < 3; ++i)
                is[i] = std::clamp(eye[i][0] * rgb[0] + eye[i][1] * rgb[1] + eye[i][2] * rgb[2], 0.0, 1.0);
            const auto f = [](double t) { return t > 0.008856 ? std::cbrt(t) : 7.787 * t + 16.0 / 116; };
            const double x = f((0.4124 * is[0] + 0.3576 * is[1] + 0.1805 * is[2]) / 0.95047);
            const double y = f(0.2126 * is[0] + 0.7152 * is[1] + 0.0722 * is[2]);
            const double z = f((0.0193 * is[0] + 0.1192 * is[1] + 0.9505 * is[2]) / 1.08883);
            return std::array{116 * y - 16, 500 * (x - y), 200 * (y - z)};
        };
        for (const bool dark : {true, false})
            for (const Matrix& eye : kEyes)
                for (int i = 0; i < kSeriesColors; ++i)
                    for (int j = 0; j < i; ++j) {
                        const QPalette palette = themePalette(themeColours(dark));
                        const auto a = seen(seriesColor(i, palette), eye);
                        const auto b = seen(seriesColor(j, palette), eye);
                        const double distance = std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
                        QVERIFY2(distance >= 18,
                                 qPrintable(QString("%1 and %2: %3").arg(i).arg(j).arg(distance)));
                    }
    }
};

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
