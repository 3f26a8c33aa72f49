// Image sheets on paper.
#include "widgets/figures/sheet_figure.h"

#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/scripted_values.h"
#include "widgets/plots/custom_plot.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

SheetFigure twoMethods() {
    reports::ImageSheet reordered = tests::scriptedSheet(200);
    reordered.class_names = {"dog", "cat"};
    return {.title = "Images", .columns = {{"GLaD", tests::scriptedSheet(100)}, {"LD3M", reordered}}};
}

/// Where a colour is: an empty rectangle where it is nowhere.
QRect boundsOf(const QImage& image, QColor color) {
    QRect bounds;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            if (image.pixelColor(x, y) == color)
                bounds |= QRect(x, y, 1, 1);
    return bounds;
}

} // namespace

class SheetFigureTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void classesStandInRowsAndMethodsSideBySide() {
        const QImage page = imageOf(figureOf(twoMethods()), oneColumnStyle(), 288);
        QCOMPARE(page.width(), qRound(3.25 * 288));
        const QRect cat = boundsOf(page, QColor(100, 0, 0)), dog = boundsOf(page, QColor(100, 100, 0));
        QVERIFY(!cat.isEmpty() && std::abs(cat.width() - cat.height()) <= 1); // squares stay squares
        QVERIFY(dog.top() > cat.bottom() && std::abs(dog.left() - cat.left()) <= 1);
        // The second sheet has its classes in another order: rows go by name.
        const QRect otherCat = boundsOf(page, QColor(200, 100, 0));
        QVERIFY(std::abs(otherCat.top() - cat.top()) <= 1);
        QVERIFY(otherCat.left() > boundsOf(page, QColor(100, 0, 50)).right());
    }

    void classesAndImagesAreChosen() {
        SheetFigure sheets = twoMethods();
        sheets.classes = {"dog"};
        sheets.images = 1;
        const QImage page = imageOf(figureOf(sheets), oneColumnStyle(), 288);
        QVERIFY(boundsOf(page, QColor(100, 0, 0)).isEmpty());
        QVERIFY(boundsOf(page, QColor(100, 100, 50)).isEmpty());
        QVERIFY(!boundsOf(page, QColor(100, 100, 0)).isEmpty());
    }

    void aClassThatASheetLacksStaysWhite() {
        SheetFigure sheets = twoMethods();
        sheets.columns[1].sheet.class_names = {"dog", "bird"};
        const QImage page = imageOf(figureOf(sheets), oneColumnStyle(), 288);
        QVERIFY(!boundsOf(page, QColor(200, 0, 0)).isEmpty());
        QVERIFY(boundsOf(page, QColor(200, 100, 0)).isEmpty());
    }

    void theHeightFollowsTheImages() {
        SheetFigure sheets = twoMethods();
        const QSizeF both = figureOf(sheets).inches(oneColumnStyle());
        sheets.classes = {"cat"};
        const QSizeF one = figureOf(sheets).inches(oneColumnStyle());
        QVERIFY(one.height() < both.height());
        sheets.caption = "iteration 100";
        QVERIFY(figureOf(sheets).inches(oneColumnStyle()).height() > one.height());
    }

    void namesAndHeadsAreText() {
        const QString path = m_folder.filePath("sheet.svg");
        QVERIFY(save(figureOf(twoMethods()), oneColumnStyle(), path).isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QString svg = QString::fromUtf8(file.readAll());
        for (const char* text : {">cat<", ">dog<", ">GLaD<", ">LD3M<"})
            QVERIFY2(svg.contains(text), text);
        QCOMPARE(svg.count("<image"), 8);
    }

    void pixelsSurviveInThePdf() {
        const QString path = m_folder.filePath("sheet.pdf");
        QVERIFY(save(figureOf(twoMethods()), oneColumnStyle(), path).isEmpty());
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray pdf = file.readAll();
        QVERIFY(pdf.contains("/Subtype /Image"));
        QVERIFY(!pdf.contains("/DCTDecode")); // no JPEG
    }

    void thereAreNoNumbers() {
        const Figure figure = figureOf(twoMethods());
        QCOMPARE(suffixesOf(figure), (QStringList{"pdf", "svg", "png"}));
        QVERIFY(save(figure, {}, m_folder.filePath("sheet.csv")).contains(".pdf, .svg or .png"));
    }
};

QTEST_MAIN(SheetFigureTest)
#include "sheet_figure_test.moc"
