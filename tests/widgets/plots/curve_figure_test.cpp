// Figures as they leave a CurvePlot.
#include "widgets/plots/curve_figure.h"

#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
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

class CurveFigureTest : public QObject {
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
        QVERIFY(m_plot->save(file("a.png"), {560, 360}, 300));
        const QImage image(file("a.png"));
        QCOMPARE(image.size(), QSize(1750, 1125)); // 560 and 360 times 300 / 96
        QCOMPARE(image.dotsPerMeterX(), 11811);
        QVERIFY(m_plot->save(file("b.PNG"), {200, 100}, 96));
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
        QVERIFY(m_plot->save(file("a.svg"), {560, 360}));
        const Svg svg = readSvg(file("a.svg"));
        QCOMPARE(svg.viewBox, QString("0 0 560 360"));
        for (const char* text :
             {"iteration", "accuracy / %", "convnet", "resnet18", "random real", "Rate of Z 10 → 5"})
            QVERIFY2(svg.texts.contains(text), text);
        QVERIFY(svg.elements.contains("polyline") || svg.elements.contains("path"));
        QVERIFY(!svg.elements.contains("image"));
    }

    void pdfHasOnePageOfThatSize() {
        QVERIFY(m_plot->save(file("a.pdf"), {560, 360}));
        const QByteArray pdf = contentOf(file("a.pdf"));
        QVERIFY(pdf.startsWith("%PDF-"));
        QVERIFY(!pdf.contains("/Subtype /Image"));
        static const QRegularExpression box("/MediaBox \\[0 0 ([\\d.]+) ([\\d.]+)\\]");
        const auto found = box.match(QString::fromLatin1(pdf));
        QVERIFY(found.hasMatch());
        QCOMPARE(qRound(found.captured(1).toDouble()), 420); // 72 / 96 of 560
        QCOMPARE(qRound(found.captured(2).toDouble()), 270);
    }

    void hiddenCurvesStayOut() {
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
        m_plot->clear();
        std::vector<double> x(200'000), y(200'000);
        for (std::size_t i = 0; i < x.size(); ++i) {
            x[i] = double(i);
            y[i] = double(i * 7919 % 1009);
        }
        m_plot->append("loss", x, y);
        int drawn = 0;
        connect(&plotOf(*m_plot), &QCustomPlot::afterLayout, this, [&] { drawn = pointsDrawn(*m_plot); });
        QVERIFY(m_plot->save(file("a.svg"), {560, 360}));
        QVERIFY(drawn > 2 * 2 * 400); // the axes are more than 400 wide
        QVERIFY(drawn < 4 * 3 * 560);
    }

    void whatCannotBeWrittenIsSaid() {
        QVERIFY(!m_plot->save(file("a.jpeg2")));
        QVERIFY(!m_plot->save(file("a")));
        QVERIFY(!QFileInfo::exists(file("a.jpeg2")));
        for (const char* name : {"nowhere/a.png", "nowhere/a.pdf", "nowhere/a.svg"})
            QVERIFY2(!m_plot->save(file(name)), name);
    }
};

QTEST_MAIN(CurveFigureTest)
#include "curve_figure_test.moc"
