#include "widgets/images/image_sheet_view.h"

#include <set>

#include <QScrollBar>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

namespace {

const std::vector<std::string> kNames{"bird", "cat", "dog"};

QImage picture(ImageSheetView& view) {
    return view.viewport()->grab().toImage().convertToFormat(QImage::Format_RGB32);
}

std::set<QRgb> coloursIn(const QImage& image, const QRect& area) {
    std::set<QRgb> colours;
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            colours.insert(image.pixel(x, y));
    return colours;
}

} // namespace

class ImageSheetViewTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ImageSheetView> m_view;

private Q_SLOTS:
    void init() {
        m_view = std::make_unique<ImageSheetView>();
        m_view->resize(400, 300);
        QVERIFY(tests::showActive(*m_view));
    }
    void cleanup() { m_view.reset(); }

    void saysWhatIsMissing() {
        QVERIFY(m_view->isEmpty());
        QVERIFY(coloursIn(picture(*m_view), m_view->viewport()->rect()).size() > 1);
        m_view->setEmptyText({});
        QCOMPARE(coloursIn(picture(*m_view), m_view->viewport()->rect()).size(), std::size_t{1});
        reports::ImageSheet bytesAway = makeSheet(kNames, 2, 4, 4);
        bytesAway.rgb.reset();
        m_view->setSheet(bytesAway);
        QVERIFY(m_view->isEmpty());
        QVERIFY(m_view->tileRect(0, 0).isEmpty());
        picture(*m_view); // must not read the absent bytes
    }

    void paintsEveryPixelOfEveryImage() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        m_view->setZoom(16);
        QCOMPARE(m_view->tileRect(0, 0).size(), QSize(64, 64));
        const QImage image = picture(*m_view);
        for (int label = 0; label < 3; ++label)
            for (int k = 0; k < 3; ++k)
                for (int y = 0; y < 4; ++y)
                    for (int x = 0; x < 4; ++x) {
                        const QPoint at =
                            m_view->tileRect(label, k).topLeft() + QPoint(16 * x + 8, 16 * y + 8);
                        QCOMPARE(QColor(image.pixel(at)), QColor(10 * label, 10 * k, 10 * y + x));
                    }
    }

    void smoothMixesNeighbours() {
        m_view->setSheet(makeSheet({"one"}, 1, 4, 4));
        QVERIFY(!m_view->isSmooth());
        m_view->setZoom(20); // so that pixels show no levels
        const QRect tile = m_view->tileRect(0, 0);
        QCOMPARE(coloursIn(picture(*m_view), tile).size(), std::size_t{16});
        m_view->setSmooth(true);
        QVERIFY(coloursIn(picture(*m_view), tile).size() > 16);
    }

    void namesTakeTheirColumn() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        const int withNames = m_view->tileRect(0, 0).left();
        const QRect names(0, 0, withNames - 2, m_view->viewport()->height());
        QVERIFY(coloursIn(picture(*m_view), names).size() > 1);
        m_view->setNamesVisible(false);
        QVERIFY(m_view->tileRect(0, 0).left() < withNames);
    }

    void longNamesLeaveRoomForImages() {
        m_view->setSheet(makeSheet({std::string(200, 'w')}, 2, 4, 4));
        QVERIFY(m_view->tileRect(0, 1).right() < m_view->viewport()->width());
    }

    void fittedShowsEverythingAtAnySize() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        QVERIFY(m_view->isFitted());
        for (const QSize size : {QSize(400, 300), QSize(700, 500), QSize(260, 200)}) {
            m_view->resize(size);
            QTRY_COMPARE(m_view->maximumViewportSize(), size);
            QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(0, 0)));
            QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(2, 2)));
            QCOMPARE(m_view->verticalScrollBar()->maximum(), 0);
            QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
            QCOMPARE(m_view->zoom(), m_view->tileRect(0, 0).width() / 4.0);
        }
    }

    void manyClassesScrollInsteadOfVanishing() {
        m_view->setSheet(makeSheet(std::vector<std::string>(100, "class"), 2, 4, 4));
        QVERIFY(m_view->isFitted());
        QVERIFY(m_view->tileRect(0, 0).width() >= 20);
        QVERIFY(m_view->verticalScrollBar()->maximum() > 0);
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
    }

    void zoomLeavesFitAndSaysSo() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        const double fitted = m_view->zoom();
        QSignalSpy zoomed(m_view.get(), &ImageSheetView::zoomChanged);
        m_view->setZoom(50);
        QVERIFY(!m_view->isFitted());
        QCOMPARE(m_view->tileRect(0, 0).size(), QSize(200, 200));
        QCOMPARE(zoomed.takeFirst(), QVariantList({50.0, false}));
        QVERIFY(m_view->horizontalScrollBar()->maximum() > 0);
        m_view->setFitted(true);
        QCOMPARE(m_view->zoom(), fitted);
        QCOMPARE(zoomed.takeFirst(), QVariantList({fitted, true}));
        QCOMPARE(m_view->horizontalScrollBar()->maximum(), 0);
        m_view->setFitted(false);
        QCOMPARE(m_view->zoom(), fitted);
    }

    void zoomHasBounds() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        m_view->setZoom(1e-6);
        QCOMPARE(m_view->tileRect(0, 0).width(), 8);
        m_view->setZoom(1e6);
        QCOMPARE(m_view->tileRect(0, 0).width(), 2048);
    }

    void newImagesKeepTheView() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        m_view->setZoom(60);
        m_view->select(1, 2);
        m_view->verticalScrollBar()->setValue(77);
        m_view->horizontalScrollBar()->setValue(33);
        m_view->setSheet(makeSheet(kNames, 3, 4, 4, 5));
        QCOMPARE(m_view->zoom(), 60.0);
        QCOMPARE(m_view->verticalScrollBar()->value(), 77);
        QCOMPARE(m_view->horizontalScrollBar()->value(), 33);
        QCOMPARE(m_view->selectedLabel(), std::int64_t{1});
        QCOMPARE(m_view->selectedIndex(), std::int64_t{2});
        const QPoint middle = m_view->viewport()->rect().center();
        const int red = QColor(picture(*m_view).pixel(middle)).red();
        QVERIFY2(red % 10 == 5, "the new sheet must be painted");
    }

    void selectionGoesWithItsImage() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        m_view->select(2, 2);
        m_view->setSheet(makeSheet(kNames, 2, 4, 4));
        QCOMPARE(m_view->selectedLabel(), std::int64_t{-1});
        QCOMPARE(m_view->selectedIndex(), std::int64_t{-1});
        m_view->select(0, 1);
        m_view->clearSheet();
        QVERIFY(m_view->isEmpty());
        QCOMPARE(m_view->selectedLabel(), std::int64_t{-1});
    }

    void selectScrollsToTheImageWithoutSignalling() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        m_view->setZoom(60);
        QSignalSpy selected(m_view.get(), &ImageSheetView::imageSelected);
        QVERIFY(!m_view->viewport()->rect().contains(m_view->tileRect(2, 2)));
        m_view->select(2, 2);
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(2, 2)));
        m_view->select(0, 0);
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(0, 0)));
        m_view->select(3, 0);
        QCOMPARE(m_view->selectedLabel(), std::int64_t{-1});
        m_view->select(0, 3);
        QCOMPARE(m_view->selectedLabel(), std::int64_t{-1});
        QVERIFY(selected.isEmpty());
        QVERIFY(m_view->tileRect(3, 0).isEmpty());
    }

    void theSelectionHasAFrame() {
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        m_view->setFocus();
        const QRgb accent = coloursOf(m_view->palette()).accent.rgb();
        const QRect whole = m_view->viewport()->rect();
        QVERIFY(!coloursIn(picture(*m_view), whole).contains(accent));
        m_view->select(1, 1);
        const QImage image = picture(*m_view);
        const QRect around = m_view->tileRect(1, 1).adjusted(-3, -3, 3, 3);
        QVERIFY(coloursIn(image, around).contains(accent));
        QVERIFY(!coloursIn(image, m_view->tileRect(0, 0).adjusted(-3, -3, 0, 0)).contains(accent));
    }
};

QTEST_MAIN(ImageSheetViewTest)
#include "image_sheet_view_test.moc"
