// Curves on paper, as they leave a CurvePlot and in every style.
#include "widgets/figures/curve_figure_plot.h"

#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QXmlStreamReader>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;
using namespace ld3m::tests;

namespace {

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

struct Svg {
    QStringList texts;
    QStringList elements;
    QString width;
    QString viewBox;
};

Svg readSvg(const QString& path) {
    Svg svg;
    QXmlStreamReader reader(contentOf(path));
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement)
            continue;
        const QString name = reader.name().toString();
        svg.elements << name;
        if (name == "svg") {
            svg.width = reader.attributes().value("width").toString();
            svg.viewBox = reader.attributes().value("viewBox").toString();
        }
        if (name == "text")
            svg.texts << reader.readElementText(QXmlStreamReader::IncludeChildElements).trimmed();
    }
    return reader.hasError() ? Svg() : svg;
}

int countColour(const QImage& image, const QColor& color) {
    int count = 0;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            count += image.pixelColor(x, y) == color ? 1 : 0;
    return count;
}

} // namespace

class CurveFigurePlotTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<CurvePlot> m_plot;

    QString file(const char* name) const { return m_folder.filePath(name); }

private Q_SLOTS:
    void init() {
        m_plot = std::make_unique<CurvePlot>("Accuracy");
        m_plot->setPalette(themePalette(themeColours(true)));
        m_plot->setAxisLabels("iteration", "accuracy / %");
        m_plot->append("convnet", {0, 50, 100}, {10, 35, 40});
        m_plot->append("resnet18", {0, 50, 100}, {10, 30, 33});
        m_plot->addEventMark(50, "Rate of Z 10 → 5");
        m_plot->addReferenceLine(28, "random real");
    }

    void pngHasItsResolution() {
        QVERIFY(m_plot->save(file("a.png"), {5.8, 3.75}, 300));
        const QImage image(file("a.png"));
        QCOMPARE(image.size(), QSize(1740, 1125)); // 300 times the inches
        QCOMPARE(image.dotsPerMeterX(), 11811);
        QVERIFY(m_plot->save(file("b.PNG"), {2, 1}, 100));
        QCOMPARE(QImage(file("b.PNG")).size(), QSize(200, 100));
    }

    void figuresAreForPaperWhateverTheTheme() {
        QVERIFY(m_plot->save(file("a.png")));
        const QImage image(file("a.png"));
        QCOMPARE(image.pixelColor(0, 0), QColor(Qt::white));
        const QPalette light = themePalette(themeColours(false));
        QVERIFY(countColour(image, seriesColor(0, light)) > 500);
        QCOMPARE(countColour(image, seriesColor(0, m_plot->palette())), 0);
    }

    void svgIsVectorsAndText() {
        QVERIFY(m_plot->save(file("a.svg"), {5.8, 3.75}));
        const Svg svg = readSvg(file("a.svg"));
        QCOMPARE(svg.viewBox, QString("0 0 1670 1080"));
        for (const char* text :
             {"iteration", "accuracy / %", "convnet", "resnet18", "random real", "Rate of Z 10 → 5"})
            QVERIFY2(svg.texts.contains(text), text);
        QVERIFY(svg.elements.contains("polyline") || svg.elements.contains("path"));
        QVERIFY(!svg.elements.contains("image"));
    }

    void pdfHasOnePageOfThatSize() {
        QVERIFY(m_plot->save(file("a.pdf"), {5.8, 3.75}));
        const QByteArray pdf = contentOf(file("a.pdf"));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(!pdf.contains("/Subtype /Image"));
        static const QRegularExpression box("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)\\]");
        const auto found = box.match(QString::fromLatin1(pdf));
        QVERIFY(found.hasMatch());
        QCOMPARE(qRound(found.captured(1).toDouble()), 418); // 72 points an inch
        QCOMPARE(qRound(found.captured(2).toDouble()), 270);
    }

    void hiddenCurvesStayOut() {
        m_plot->append("vit", {0, 50, 100}, {10, 12, 14});
        m_plot->setSeriesVisible("resnet18", false);
        QVERIFY(m_plot->save(file("a.svg")));
        const Svg svg = readSvg(file("a.svg"));
        QVERIFY(svg.texts.contains("convnet"));
        QVERIFY(!svg.texts.contains("resnet18"));
        QVERIFY(lineOf(*m_plot, "resnet18")); // it is still in the legend of the screen
    }

    void theCursorStaysOut() {
        QVERIFY(m_plot->save(file("without.png")));
        m_plot->setCursorX(25);
        QVERIFY(m_plot->save(file("with.png")));
        QCOMPARE(QImage(file("with.png")), QImage(file("without.png")));
        QVERIFY(m_plot->cursorX() == 25.0);
    }

    void theScreenIsAsBefore() {
        m_plot->resize(420, 280);
        QVERIFY(showActive(*m_plot));
        m_plot->setCursorX(25);
        m_plot->setSeriesVisible("resnet18", false);
        draw(*m_plot);
        const QImage before = m_plot->grab().toImage();
        QVERIFY(m_plot->save(file("a.pdf")));
        draw(*m_plot);
        QCOMPARE(m_plot->grab().toImage(), before);
    }

    void aFigureIsFinerThanTheScreen() {
        CurveFigure figure;
        std::vector<double> x(200'000), y(200'000);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = double(i);
            y[i] = double(i * 7919 % 1009);
        }
        figure.curve("loss", 0).points.append(x, y);
        CurveFigurePlot plot(figure, twoColumnStyle());
        QImage page(10, 10, QImage::Format_RGB32);
        QCPPainter painter(&page);
        plot.draw(painter);
        int drawn = 0;
        for (int i = 0; i < plot.plot().graphCount(); ++i)
            drawn += plot.plot().graph(i)->dataCount();
        QVERIFY(drawn > 2 * 2 * 560); // twice two points for each screen pixel
        QVERIFY(drawn < 4 * kUnitsPerInch * 7);
    }

    void aStyleIsFollowed() {
        CurveFigure figure = m_plot->figure();
        FigureStyle style = oneColumnStyle();
        style.family = "DejaVu Serif";
        style.fontSize = 9;
        style.lineWidth = 2;
        style.xTitle = "steps";
        style.title = true;
        QVERIFY(save(figureOf(figure), style, file("styled.svg")).isEmpty());
        const QByteArray svg = contentOf(file("styled.svg"));
        QVERIFY(svg.contains("font-family=\"DejaVu Serif\""));
        QVERIFY(svg.contains("font-size=\"36\"")); // 9 points of 4 units
        QVERIFY(svg.contains("stroke-width=\"8\""));
        QVERIFY(svg.contains("width=\"82.55mm\""));
        const QStringList texts = readSvg(file("styled.svg")).texts;
        QVERIFY(texts.contains("steps") && !texts.contains("iteration"));
        QVERIFY(texts.contains("Accuracy"));
    }

    void theLegendGoesWhereThereIsRoom() {
        CurveFigure figure;
        figure.curve("rising", 0).points.append({0, 1, 2, 3, 4, 5}, {0, 1, 2, 3, 4, 5});
        figure.curve("late", 1).points.append({3, 4, 4.5, 5}, {2, 4.5, 5, 5});
        CurveFigurePlot plot(figure, oneColumnStyle());
        QImage page(10, 10, QImage::Format_RGB32);
        QCPPainter painter(&page);
        plot.draw(painter);
        const QPoint center = plot.plot().legend->outerRect().center();
        const QRect axes = plot.plot().axisRect()->rect();
        QVERIFY(!(center.x() > axes.center().x() && center.y() < axes.center().y()));
    }

    void theLegendGoesAboveWhereAllCornersAreTaken() {
        CurveFigure figure;
        for (int i = 0; i < 4; ++i)
            figure.curve(QString("a long name of curve %1").arg(i), i)
                .points.append({0, 1, 2, 3, 4, 5}, i % 2 ? std::vector<double>{0, 5, 0, 5, 0, 5}
                                                         : std::vector<double>{5, 0, 5, 0, 5, 0});
        CurveFigurePlot plot(figure, oneColumnStyle());
        QImage page(10, 10, QImage::Format_RGB32);
        QCPPainter painter(&page);
        plot.draw(painter);
        const QRect legend = plot.plot().legend->outerRect();
        QVERIFY(legend.bottom() <= plot.plot().axisRect()->rect().top());
        QVERIFY(legend.left() >= 0 && legend.right() <= plot.plot().viewport().width()); // in rows, not cut
    }

    void theLegendGoesWhereItIsAskedTo() {
        const auto legendOf = [this](LegendPlace place) {
            FigureStyle style = oneColumnStyle();
            style.legend = place;
            CurveFigurePlot plot(m_plot->figure(), style);
            QImage page(10, 10, QImage::Format_RGB32);
            QCPPainter painter(&page);
            plot.draw(painter);
            const QPoint legend = plot.plot().legend->outerRect().center();
            const QRect axes = plot.plot().axisRect()->rect();
            return !plot.plot().legend->visible()   ? QString("none")
                   : legend.y() < axes.top()        ? QString("above")
                   : legend.x() < axes.center().x() ? QString("left")
                                                    : QString("right");
        };
        QCOMPARE(legendOf(LegendPlace::topLeft), QString("left"));
        QCOMPARE(legendOf(LegendPlace::bottomRight), QString("right"));
        QCOMPARE(legendOf(LegendPlace::above), QString("above"));
        QCOMPARE(legendOf(LegendPlace::none), QString("none"));
    }

    void whatLiesOutsideOfTheAxesIsCovered() {
        CurveFigure figure;
        figure.curve("a", 0).points.append({0, 1, 2}, {-100, 0.5, 100});
        figure.y = AxisRange(0, 1);
        FigureStyle style = oneColumnStyle();
        style.grid = false;
        QVERIFY(save(figureOf(figure), style, file("cut.svg")).isEmpty());
        QSvgRenderer renderer(file("cut.svg"));
        QVERIFY(renderer.isValid());
        QImage image(650, 429, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        const QColor blue = seriesColor(0, themePalette(themeColours(false)));
        for (int x = 0; x < image.width(); ++x)
            QVERIFY(image.pixelColor(x, 2) != blue);
        QVERIFY(countColour(image, blue) > 20);
    }

    void fontsAreInThePdf() {
        QVERIFY(m_plot->save(file("fonts.pdf")));
        QVERIFY(contentOf(file("fonts.pdf")).contains("/FontFile2"));
        QProcess pdffonts;
        pdffonts.start("pdffonts", {file("fonts.pdf")});
        if (!pdffonts.waitForStarted() || !pdffonts.waitForFinished())
            QSKIP("no pdffonts on the PATH; the file itself says that it holds its fonts");
        const QStringList lines = QString(pdffonts.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
        QVERIFY(lines.size() > 2);
        for (const QString& font : lines.mid(2)) // name type encoding emb sub uni object
            QVERIFY2(font.contains(QRegularExpression("\\byes\\s+(yes|no)\\s+(yes|no)\\s+\\d+")),
                     qPrintable(font));
    }

    void popplerDrawsThePdf() {
        QVERIFY(m_plot->save(file("page.pdf"), {3.25, 2}));
        QProcess poppler;
        poppler.start("pdftoppm", {"-r", "144", "-png", "-singlefile", file("page.pdf"), file("page")});
        if (!poppler.waitForStarted() || !poppler.waitForFinished())
            QSKIP("no pdftoppm on the PATH");
        const QImage page(file("page.png"));
        QCOMPARE(page.size(), QSize(468, 288));
        QVERIFY(countColour(page, seriesColor(0, themePalette(themeColours(false)))) > 50);
    }

    void numbersAreAFigureToo() {
        QVERIFY(m_plot->save(file("a.csv")));
        QVERIFY(contentOf(file("a.csv")).startsWith("iteration,convnet,resnet18\n0,10,10\n"));
    }

    void whatCannotBeWrittenIsSaid() {
        QVERIFY(!m_plot->save(file("a.jpeg2")));
        QVERIFY(!m_plot->save(file("a")));
        QVERIFY(!QFileInfo::exists(file("a.jpeg2")));
        for (const char* name : {"nowhere/a.png", "nowhere/a.pdf", "nowhere/a.svg"})
            QVERIFY2(!m_plot->save(file(name)), name);
        const Figure figure = figureOf(m_plot->figure());
        QVERIFY(save(figure, {}, file("nowhere/a.pdf")).contains("nowhere/a.pdf"));
        QVERIFY(save(figure, {}, file("a.tiff")).contains(".pdf, .svg or .png"));
        FigureStyle style;
        style.width = 0.2;
        QVERIFY(save(figure, style, file("a.pdf")).contains("1 to 20 inches"));
        style = {};
        style.dpi = 20000;
        QVERIFY(save(figure, style, file("a.png")).contains("dpi"));
    }
};

QTEST_MAIN(CurveFigurePlotTest)
#include "curve_figure_plot_test.moc"
