// Several figures as one.
#include "widgets/figures/figure_panels.h"

#include <QtTest>

#include "widgets/figures/curve_figure_plot.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;

namespace {

Figure curve(int color) {
    CurveFigure figure{.title = "a", .xLabel = "T"};
    figure.curve("a", color).points.append({1, 2}, {1, 2});
    return figureOf(figure);
}

QRect boundsOf(const QImage& image, int color) {
    const QColor wanted = seriesColor(color, themePalette(themeColours(false)));
    QRect bounds;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == wanted)
                bounds |= QRect(x, y, 1, 1);
    return bounds;
}

} // namespace

class FigurePanelsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void inOneColumnTheyStandUnderEachOther() {
        const Figure both = panelsOf({curve(0), curve(1)});
        const QImage page = imageOf(both, oneColumnStyle(), 200);
        QCOMPARE(page.width(), 650);
        QVERIFY(boundsOf(page, 1).top() > boundsOf(page, 0).bottom());
        QVERIFY(both.inches(oneColumnStyle()).height() > 2 * plotSize(oneColumnStyle()).height());
    }

    void inTwoColumnsSideBySide() {
        const QImage page = imageOf(panelsOf({curve(0), curve(1)}), twoColumnStyle(), 200);
        QCOMPARE(page.width(), 1350);
        QVERIFY(boundsOf(page, 1).left() > boundsOf(page, 0).right());
    }

    void theHeightIsThatOfAll() {
        FigureStyle style = oneColumnStyle();
        style.height = 5;
        QCOMPARE(panelsOf({curve(0), curve(1)}).inches(style), QSizeF(3.25, 5));
    }

    void oneIsItself() { QCOMPARE(panelsOf({curve(0)}).title, QString("a")); }

    void numbersFollowEachOther() {
        QCOMPARE(panelsOf({curve(0), curve(1)}).numbers(), QByteArray("T,a\n1,1\n2,2\n\nT,a\n1,1\n2,2\n"));
    }
};

QTEST_MAIN(FigurePanelsTest)
#include "figure_panels_test.moc"
