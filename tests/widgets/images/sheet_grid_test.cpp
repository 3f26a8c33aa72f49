// Up to eight sheets at one place: how they are tiled, and that all follow the one that is moved.
#include "widgets/images/sheet_grid.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/images/sheet_bar.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

namespace {

std::vector<std::string> classes(int count) {
    std::vector<std::string> names;
    for (int i = 0; i < count; ++i)
        names.push_back("class" + std::to_string(i));
    return names;
}

std::vector<SheetGrid::Named> runs(int count, int classCount = 30) {
    std::vector<SheetGrid::Named> sheets;
    for (int i = 0; i < count; ++i)
        sheets.push_back({QStringLiteral("run %1").arg(i), i, makeSheet(classes(classCount), 2, 4, 4, i)});
    return sheets;
}

} // namespace

class SheetGridTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;
    SheetGrid* m_grid = nullptr;

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_window = std::make_unique<QWidget>();
        m_window->resize(900, 640);
        m_grid = new SheetGrid(m_window.get());
        m_grid->bar()->setParent(m_window.get());
        m_grid->bar()->setGeometry(0, 0, 900, 40);
        m_grid->setGeometry(0, 40, 900, 600);
        QVERIFY(tests::showActive(*m_window));
    }
    void cleanup() { m_window.reset(); }

    void anEmptyGridSaysWhy() {
        m_grid->setEmptyText("Choose two runs.");
        const auto* empty = m_grid->findChild<QLabel*>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(empty && empty->isVisible());
        QCOMPARE(empty->text(), "Choose two runs.");
        QVERIFY(!m_grid->bar()->isVisible());
        m_grid->setSheets(runs(2));
        QVERIFY(!empty->isVisible());
        m_grid->setSheets({});
        QVERIFY(empty->isVisible());
        QVERIFY(m_grid->views().isEmpty());
    }

    void sheetsAreTiledToBeLarge() {
        QCOMPARE(columnsFor(1, {900, 600}), 1);
        QCOMPARE(columnsFor(2, {900, 600}), 2);
        QCOMPARE(columnsFor(2, {400, 900}), 1);
        QCOMPARE(columnsFor(4, {900, 800}), 2);
        QCOMPARE(columnsFor(6, {900, 600}), 3);
        QCOMPARE(columnsFor(8, {1200, 600}), 4);
        QCOMPARE(columnsFor(8, {4000, 200}), 8);
    }

    void eachRunHasAPlaceAndItsName() {
        m_grid->setSheets(runs(4));
        QCOMPARE(m_grid->views().size(), 4);
        QCOMPARE(m_grid->columns(), 2);
        QTRY_VERIFY(m_grid->views()[3]->width() > 300);
        for (const ImageSheetView* view : m_grid->views())
            QVERIFY(view->isVisible() && !view->isEmpty());
        bool named = false;
        for (const QLabel* label : m_grid->findChildren<QLabel*>())
            named = named || (label->isVisible() && label->text().contains("run 3") &&
                              label->text().contains(seriesColor(3, label->palette()).name()));
        QVERIFY(named);
        QCOMPARE(m_grid->views()[2]->accessibleName(), "Synthetic images of run 2");
    }

    void onlyEightHaveColours() {
        m_grid->setSheets(runs(8));
        QCOMPARE(m_grid->views().size(), 8);
        for (const ImageSheetView* view : m_grid->views())
            QVERIFY(view->isVisible());
    }

    void zoomAndScrollingAreLocked() {
        m_grid->setSheets(runs(3));
        ImageSheetView* led = m_grid->views()[1];
        QTRY_VERIFY(led->tileRect(0, 0).isValid());
        tests::turnWheel(led->viewport(), led->viewport()->rect().center(), 3 * tests::kNotch,
                         Qt::ControlModifier);
        QVERIFY(!led->isFitted());
        for (const ImageSheetView* view : m_grid->views())
            QCOMPARE(view->zoom(), led->zoom());
        led->verticalScrollBar()->setValue(led->verticalScrollBar()->maximum() / 2);
        QVERIFY(led->verticalScrollBar()->value() > 0);
        for (const ImageSheetView* view : m_grid->views())
            QCOMPARE(view->verticalScrollBar()->value(), led->verticalScrollBar()->value());
        led->setFocus();
        QTest::keyClick(led, Qt::Key_0);
        for (const ImageSheetView* view : m_grid->views())
            QVERIFY(view->isFitted());
    }

    void aSheetThatComesLaterGoesWhereTheOthersAre() {
        m_grid->setSheets(runs(2));
        m_grid->views()[0]->setZoom(12);
        m_grid->views()[0]->verticalScrollBar()->setValue(100);
        m_grid->setSheets(runs(3));
        QCOMPARE(m_grid->views()[2]->zoom(), 12.0);
        QTRY_COMPARE(m_grid->views()[2]->verticalScrollBar()->value(),
                     m_grid->views()[0]->verticalScrollBar()->value());
    }

    void oneImageIsSelectedInAll() {
        m_grid->setSheets(runs(3));
        ImageSheetView* clicked = m_grid->views()[2];
        QTRY_VERIFY(clicked->tileRect(1, 1).isValid());
        QTest::mouseClick(clicked->viewport(), Qt::LeftButton, {}, clicked->tileRect(1, 1).center());
        for (const ImageSheetView* view : m_grid->views()) {
            QCOMPARE(view->selectedLabel(), std::int64_t{1});
            QCOMPARE(view->selectedIndex(), std::int64_t{1});
        }
        clicked->setFocus();
        QTest::keyClick(clicked, Qt::Key_P); // the class is pinned in all of them
        for (const ImageSheetView* view : m_grid->views())
            QVERIFY(view->rows().isPinned(1));
    }

    void oneFilterAndOneMappingForAll() {
        m_grid->setSheets(runs(3));
        QVERIFY(m_grid->bar()->search()->isVisible());
        m_grid->bar()->search()->setFocus();
        QTest::keyClicks(m_grid->bar()->search(), "class2");
        for (const ImageSheetView* view : m_grid->views())
            QCOMPARE(view->rows().count(), std::int64_t{11});
        for (QAction* action : m_grid->bar()->mappings()->actions())
            if (action->text() == "Clip at 2.5 σ")
                action->trigger();
        for (const ImageSheetView* view : m_grid->views())
            QCOMPARE(view->mapping(), DisplayMapping::clip);
    }

    void theFilterHoldsForNewImages() {
        m_grid->setSheets(runs(2));
        QTest::keyClicks(m_grid->bar()->search(), "class7");
        m_grid->setSheets(runs(2, 60));
        for (const ImageSheetView* view : m_grid->views())
            QCOMPARE(view->rows().count(), std::int64_t{1});
    }
};

QTEST_MAIN(SheetGridTest)
#include "sheet_grid_test.moc"
