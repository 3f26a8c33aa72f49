// ImageSheetView with many classes: filter, pins, names that stay, selections, mappings, single pixels.
#include <QScrollBar>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

namespace {

std::vector<std::string> manyNames() {
    std::vector<std::string> names;
    for (int i = 0; i < 25; ++i)
        names.push_back("class" + std::to_string(i));
    return names;
}

} // namespace

class ImageSheetClassesTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ImageSheetView> m_view;

    QColor colorAt(QPoint point) const { return m_view->viewport()->grab().toImage().pixelColor(point); }
    void click(int label, int k, Qt::KeyboardModifiers modifiers = {}) {
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, modifiers, m_view->tileRect(label, k).center());
    }
    /// With the first image in the upper left corner.
    void zoomTo(double zoom) {
        m_view->setZoom(zoom);
        m_view->horizontalScrollBar()->setValue(0);
        m_view->verticalScrollBar()->setValue(0);
    }
    std::vector<SheetTile> selection() const { return m_view->selection(); }

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_view = std::make_unique<ImageSheetView>();
        m_view->resize(400, 300);
        m_view->setSheet(makeSheet(manyNames(), 4, 4, 4));
        QVERIFY(tests::showActive(*m_view));
        zoomTo(10);
        m_view->setFocus();
    }
    void cleanup() { m_view.reset(); }

    void theFilterLeavesItsClasses() {
        QSignalSpy changed(m_view.get(), &ImageSheetView::rowsChanged);
        m_view->setFilter("class12");
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_view->tileRect(3, 0).isEmpty());
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(12, 3)));
        QCOMPARE(colorAt(m_view->tileRect(12, 1).center()).red(), 120);
        click(12, 1);
        QCOMPARE(m_view->selectedLabel(), std::int64_t{12});
        m_view->setFilter("nothing");
        QVERIFY(!m_view->isEmpty());
        QVERIFY(colorAt({200, 150}).isValid()); // says what is missing; nothing is read
        QTest::keyClick(m_view.get(), Qt::Key_Down);
        m_view->setFilter({});
        QVERIFY(!m_view->tileRect(3, 0).isEmpty());
    }

    void pinnedClassesStayOnTop() {
        QSignalSpy pinned(m_view.get(), &ImageSheetView::pinnedChanged);
        m_view->select(9, 0);
        QTest::keyClick(m_view.get(), Qt::Key_P);
        QCOMPARE(pinned.first().first().toStringList(), QStringList({"class9"}));
        m_view->verticalScrollBar()->setValue(0);
        const QRect before = m_view->tileRect(9, 0);
        QVERIFY(before.top() < m_view->tileRect(0, 0).top());
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QCOMPARE(m_view->tileRect(9, 0), before);
        QCOMPARE(colorAt(before.center()).red(), 90);
        click(9, 2); // and can be clicked there
        QCOMPARE(m_view->selectedLabel(), std::int64_t{9});
        // The last row ends at the lower edge, and rows that are scrolled away are not drawn over the pinned
        // one.
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(24, 0)));
        QCOMPARE(m_view->labelAt({5, before.center().y()}), std::int64_t{9});
        QTest::keyClick(m_view.get(), Qt::Key_P);
        QCOMPARE(pinned.last().first().toStringList(), QStringList());
    }

    void fewImagesAClassStandInBlocksBesideEachOther() {
        m_view->setSheet(makeSheet(manyNames(), 1, 4, 4));
        m_view->setFitted(true);
        QVERIFY(m_view->tileRect(24, 0).left() > m_view->tileRect(0, 0).right());
        for (const int label : {0, 11, 24}) {
            QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(label, 0)));
            click(label, 0);
            QCOMPARE(m_view->selectedLabel(), std::int64_t{label});
        }
        m_view->setPinned({"class24"}); // first, in the first block
        QVERIFY(m_view->tileRect(24, 0).left() < m_view->tileRect(23, 0).left());
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(),
                         m_view->tileRect(23, 0).center() - QPoint(m_view->tileRect(23, 0).width(), 0));
        QTRY_VERIFY(!hovered.isEmpty());
        QCOMPARE(hovered.last().first().toString(), QString("class23"));
    }

    void theSelectionIsRevealedBelowPinnedClasses() {
        m_view->setPinned({"class20"});
        m_view->verticalScrollBar()->setValue(400);
        m_view->select(5, 0);
        QVERIFY(m_view->tileRect(5, 0).top() > m_view->tileRect(20, 0).bottom());
        for (int i = 0; i < 30; ++i)
            QTest::keyClick(m_view.get(), Qt::Key_Down);
        QCOMPARE(m_view->selectedLabel(), std::int64_t{24});
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(24, 0)));
    }

    void tooManyPinsScrollLikeOthers() {
        QStringList all;
        for (const std::string& name : manyNames())
            all << QString::fromStdString(name);
        all.removeLast();
        m_view->setPinned(all);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum());
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(24, 0)));
    }

    void namesStayWhereImagesScroll() {
        zoomTo(60);
        const int left = m_view->tileRect(0, 0).left();
        m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->maximum());
        QVERIFY(m_view->tileRect(0, 0).left() < left - 100);
        const QColor panel = coloursOf(m_view->palette()).panel;
        QCOMPARE(colorAt({1, 1}), panel); // no image is drawn under the names
        QVERIFY(!m_view->tileAt({3, 100}));
        QCOMPARE(m_view->labelAt({3, 100}), std::int64_t{0});
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(), QPoint(3, 100));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first().first().toString(), QString("class0"));
    }

    void severalImagesAreChosenAsInAListOfFiles() {
        QSignalSpy changed(m_view.get(), &ImageSheetView::selectionChanged);
        click(1, 1);
        click(3, 2, Qt::ShiftModifier);
        QCOMPARE(selection().size(), std::size_t{6}); // rows 1 to 3, columns 1 and 2
        QCOMPARE(m_view->selectedLabel(), std::int64_t{3});
        click(0, 0, Qt::ControlModifier);
        QCOMPARE(selection().size(), std::size_t{7});
        click(2, 1, Qt::ControlModifier);
        QCOMPARE(selection().size(), std::size_t{6});
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(selection().size(), std::size_t{1});
        QTest::keyClick(m_view.get(), Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(selection().size(), std::size_t{2});
        QVERIFY(changed.count() >= 6);
    }

    void allMeansAllThatIsShown() {
        m_view->setFilter("class1");
        QTest::keyClick(m_view.get(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(selection().size(), std::size_t{4 * 11}); // 1 and 10 to 19
    }

    void rangesFollowTheRowsAsTheyStand() {
        m_view->setClassOrder({7, 3, 5});
        click(7, 0);
        click(5, 0, Qt::ShiftModifier);
        const std::vector<SheetTile> expected{{3, 0}, {5, 0}, {7, 0}};
        QVERIFY(selection() == expected);
    }

    void mappingsChangeThePictureAndNotTheReadOut() {
        auto bytes = std::make_shared<std::vector<std::uint8_t>>(2 * 2 * 3, 100);
        bytes->front() = 110;
        m_view->setSheet({.ipc = 1, .height = 2, .width = 2, .class_names = {"one"}, .rgb = bytes});
        zoomTo(20);
        const QPoint first = m_view->tileRect(0, 0).topLeft() + QPoint(3, 3);
        QCOMPARE(colorAt(first), QColor(110, 100, 100));
        m_view->setMapping(DisplayMapping::stretch);
        QCOMPARE(colorAt(first), QColor(255, 0, 0));
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(), first);
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first().first().toString(), QString("one 1 of 1 · (0, 0) · 110 100 100"));
    }

    void largePixelsShowTheirLevels() {
        const auto colours = [this] {
            QSet<QRgb> seen;
            const QImage image = m_view->viewport()->grab(m_view->tileRect(0, 0)).toImage();
            for (int y = 0; y < 30; ++y)
                for (int x = 0; x < 30; ++x)
                    seen.insert(image.pixel(x, y));
            return seen.size();
        };
        zoomTo(31);
        QCOMPARE(colours(), 1);
        zoomTo(40);
        QVERIFY(colours() > 2);
    }

    void tilesLargerThanTheViewShowTheRightPixels() {
        zoomTo(300);
        m_view->select(2, 1);
        m_view->horizontalScrollBar()->setValue(m_view->horizontalScrollBar()->value() + 400);
        const QRect tile = m_view->tileRect(2, 1);
        const QPoint middle = QPoint(250, 140);
        const int x = (middle.x() - tile.left()) / 300;
        const int y = (middle.y() - tile.top()) / 300;
        // Beside the numbers in the middle of a pixel.
        const QPoint corner = tile.topLeft() + QPoint(x * 300 + 20, y * 300 + 20);
        const QPoint seen = m_view->viewport()->rect().contains(corner)
                                ? corner
                                : tile.topLeft() + QPoint(x * 300 + 280, y * 300 + 280);
        QVERIFY(m_view->viewport()->rect().contains(seen));
        QCOMPARE(colorAt(seen), QColor(20, 10, 10 * y + x));
    }
};

QTEST_MAIN(ImageSheetClassesTest)
#include "image_sheet_classes_test.moc"
