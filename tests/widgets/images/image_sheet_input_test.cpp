// ImageSheetView under the mouse and the keyboard.
#include <QScrollBar>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/image_sheet_view.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::kNotch;
using tests::makeSheet;
using tests::turnWheel;

namespace {

const std::vector<std::string> kNames{"bird", "cat", "dog"};

/// Counts how often a widget is painted.
class PaintCounter : public QObject {
public:
    int count = 0;
    bool eventFilter(QObject*, QEvent* event) override {
        count += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }
};

} // namespace

class ImageSheetInputTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ImageSheetView> m_view;

    QPoint centre(int label, int k) const { return m_view->tileRect(label, k).center(); }
    /// Middle of a pixel on the screen, unfitted.
    QPoint pixel(int label, int k, int x, int y) const {
        const double zoom = m_view->zoom();
        return m_view->tileRect(label, k).topLeft() + QPoint(int((x + 0.5) * zoom), int((y + 0.5) * zoom));
    }

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_view = std::make_unique<ImageSheetView>();
        m_view->resize(400, 300);
        m_view->setSheet(makeSheet(kNames, 3, 4, 4));
        QVERIFY(tests::showActive(*m_view));
        m_view->setFocus();
    }
    void cleanup() { m_view.reset(); }

    void clickSelects() {
        QSignalSpy selected(m_view.get(), &ImageSheetView::imageSelected);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, centre(1, 2));
        QCOMPARE(selected.count(), 1);
        QCOMPARE(selected.first(), QVariantList({qint64{1}, qint64{2}}));
        QCOMPARE(m_view->selectedLabel(), std::int64_t{1});
        QCOMPARE(m_view->selectedIndex(), std::int64_t{2});
    }

    void clickBesideTheImagesChangesNothing() {
        m_view->select(1, 1);
        QSignalSpy selected(m_view.get(), &ImageSheetView::imageSelected);
        const QPoint gap = m_view->tileRect(0, 0).bottomRight() + QPoint(2, 2);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, gap);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(2, 2));
        QTest::mouseClick(m_view->viewport(), Qt::RightButton, {}, centre(0, 0));
        QVERIFY(selected.isEmpty());
        QCOMPARE(m_view->selectedLabel(), std::int64_t{1});
    }

    void clickFindsItsImageWhereverTheViewIsScrolled() {
        m_view->setZoom(60);
        m_view->select(2, 2);
        QSignalSpy selected(m_view.get(), &ImageSheetView::imageSelected);
        const QPoint at = m_view->tileRect(1, 2).bottomLeft() + QPoint(5, -5);
        QVERIFY(m_view->viewport()->rect().contains(at));
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, at);
        QCOMPARE(selected.value(0), QVariantList({qint64{1}, qint64{2}}));
    }

    void doubleClickOpens() {
        QSignalSpy activated(m_view.get(), &ImageSheetView::imageActivated);
        tests::doubleClick(m_view->viewport(), centre(2, 0));
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first(), QVariantList({qint64{2}, qint64{0}}));
        tests::doubleClick(m_view->viewport(), QPoint(2, 2));
        QCOMPARE(activated.count(), 1);
    }

    void keysMoveTheSelection_data() {
        QTest::addColumn<QPoint>("from"); // column, row
        QTest::addColumn<Qt::Key>("key");
        QTest::addColumn<QPoint>("to");
        QTest::newRow("left") << QPoint(1, 1) << Qt::Key_Left << QPoint(0, 1);
        QTest::newRow("right") << QPoint(1, 1) << Qt::Key_Right << QPoint(2, 1);
        QTest::newRow("up") << QPoint(1, 1) << Qt::Key_Up << QPoint(1, 0);
        QTest::newRow("down") << QPoint(1, 1) << Qt::Key_Down << QPoint(1, 2);
        QTest::newRow("home") << QPoint(2, 1) << Qt::Key_Home << QPoint(0, 1);
        QTest::newRow("end") << QPoint(0, 1) << Qt::Key_End << QPoint(2, 1);
        QTest::newRow("left edge") << QPoint(0, 0) << Qt::Key_Left << QPoint(0, 0);
        QTest::newRow("right edge") << QPoint(2, 0) << Qt::Key_Right << QPoint(2, 0);
        QTest::newRow("upper edge") << QPoint(0, 0) << Qt::Key_Up << QPoint(0, 0);
        QTest::newRow("lower edge") << QPoint(0, 2) << Qt::Key_Down << QPoint(0, 2);
        QTest::newRow("first key") << QPoint(-1, -1) << Qt::Key_Right << QPoint(0, 0);
    }
    void keysMoveTheSelection() {
        QFETCH(QPoint, from);
        QFETCH(Qt::Key, key);
        QFETCH(QPoint, to);
        m_view->select(from.y(), from.x());
        QSignalSpy selected(m_view.get(), &ImageSheetView::imageSelected);
        QTest::keyClick(m_view.get(), key);
        QCOMPARE(selected.value(0), QVariantList({qint64{to.y()}, qint64{to.x()}}));
        QCOMPARE(m_view->selectedLabel(), std::int64_t{to.y()});
        QCOMPARE(m_view->selectedIndex(), std::int64_t{to.x()});
    }

    void keysScrollAlong() {
        m_view->setZoom(60);
        m_view->select(0, 0);
        for (int i = 0; i < 2; ++i) {
            QTest::keyClick(m_view.get(), Qt::Key_Down);
            QTest::keyClick(m_view.get(), Qt::Key_Right);
        }
        QVERIFY(m_view->viewport()->rect().contains(m_view->tileRect(2, 2)));
    }

    void enterOpensTheSelection() {
        QSignalSpy activated(m_view.get(), &ImageSheetView::imageActivated);
        QTest::keyClick(m_view.get(), Qt::Key_Return);
        QVERIFY(activated.isEmpty());
        m_view->select(1, 2);
        QTest::keyClick(m_view.get(), Qt::Key_Enter);
        QCOMPARE(activated.value(0), QVariantList({qint64{1}, qint64{2}}));
    }

    void plusMinusAndZeroZoom() {
        const double fitted = m_view->zoom();
        QTest::keyClick(m_view.get(), Qt::Key_Plus);
        QVERIFY(!m_view->isFitted());
        QCOMPARE(m_view->zoom(), fitted * 1.25);
        QTest::keyClick(m_view.get(), Qt::Key_Minus);
        QCOMPARE(m_view->zoom(), fitted);
        QVERIFY(!m_view->isFitted());
        QTest::keyClick(m_view.get(), Qt::Key_0);
        QVERIFY(m_view->isFitted());
    }

    void keysDoNothingWithoutImages() {
        m_view->clearSheet();
        QSignalSpy selected(m_view.get(), &ImageSheetView::imageSelected);
        QSignalSpy zoomed(m_view.get(), &ImageSheetView::zoomChanged);
        for (const Qt::Key key : {Qt::Key_Down, Qt::Key_End, Qt::Key_Plus, Qt::Key_Return})
            QTest::keyClick(m_view.get(), key);
        turnWheel(m_view->viewport(), {50, 50}, kNotch, Qt::ControlModifier);
        QVERIFY(selected.isEmpty());
        QVERIFY(zoomed.isEmpty());
    }

    void controlWheelZoomsAroundTheMouse() {
        m_view->setZoom(40);
        m_view->select(1, 1);
        for (const int turned : {kNotch, kNotch, -kNotch, 3 * kNotch}) {
            const QPoint mouse = pixel(1, 1, 2, 1);
            const double before = m_view->zoom();
            turnWheel(m_view->viewport(), mouse, turned, Qt::ControlModifier);
            QCOMPARE(m_view->zoom(), before * std::pow(1.25, turned / kNotch));
            const QPoint moved = pixel(1, 1, 2, 1) - mouse;
            QVERIFY2(moved.manhattanLength() <= 3, "the pixel under the mouse must stay there");
        }
    }

    void smallTurnsOfATouchpadAddUp() {
        m_view->setZoom(5);
        for (int i = 0; i < 20; ++i)
            turnWheel(m_view->viewport(), {200, 150}, kNotch / 20, Qt::ControlModifier);
        QVERIFY(qAbs(m_view->zoom() - 6.25) < 1e-9);
    }

    void plainWheelScrolls() {
        m_view->setZoom(60);
        turnWheel(m_view->viewport(), {200, 150}, -kNotch);
        QVERIFY(m_view->verticalScrollBar()->value() > 0);
        QCOMPARE(m_view->zoom(), 60.0);
    }

    void sidewaysWheelDoesNotZoom() {
        const double fitted = m_view->zoom();
        turnWheel(m_view->viewport(), {200, 150}, 0, Qt::ControlModifier);
        QVERIFY(m_view->isFitted());
        QCOMPARE(m_view->zoom(), fitted);
    }

    void theMouseReadsPixels() {
        m_view->setZoom(20);
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(), pixel(1, 2, 3, 1));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.takeFirst().value(0).toString(), QString("cat 3 of 3 · (3, 1) · 10 20 13"));
        QTest::mouseMove(m_view->viewport(), pixel(0, 0, 0, 3));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.takeFirst().value(0).toString(), QString("bird 1 of 3 · (0, 3) · 0 0 30"));
        QTest::mouseMove(m_view->viewport(), QPoint(3, 3));
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.takeFirst().value(0).toString(), QString());
    }

    void theReadOutEndsWithTheMouse() {
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(), centre(0, 0));
        QTRY_COMPARE(hovered.count(), 1);
        tests::moveMouseAway();
        QTRY_COMPARE(hovered.count(), 2);
        QCOMPARE(hovered.last().value(0).toString(), QString());
    }

    // A run replaces the images while the mouse rests.
    void theReadOutFollowsTheImages() {
        m_view->setZoom(20);
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(), pixel(1, 1, 2, 2));
        QTRY_COMPARE(hovered.count(), 1);
        m_view->setSheet(makeSheet(kNames, 3, 4, 4, 7));
        QCOMPARE(hovered.count(), 2);
        QCOMPARE(hovered.last().value(0).toString(), QString("cat 2 of 3 · (2, 2) · 17 10 22"));
        m_view->clearSheet();
        QCOMPARE(hovered.last().value(0).toString(), QString());
    }

    void theReadOutFollowsScrolling() {
        m_view->setZoom(20);
        m_view->resize(400, 150);
        QTRY_VERIFY(m_view->verticalScrollBar()->maximum() > 83);
        QSignalSpy hovered(m_view.get(), &ImageSheetView::hovered);
        QTest::mouseMove(m_view->viewport(), pixel(0, 0, 1, 1));
        QTRY_COMPARE(hovered.count(), 1);
        m_view->verticalScrollBar()->setValue(83); // 4 pixels of 20 and a gap of 3: the next row
        QCOMPARE(hovered.last().value(0).toString(), QString("cat 1 of 3 · (1, 1) · 10 0 11"));
    }

    void theFrameShowsWhetherKeysGoHere() {
        m_view->select(1, 1);
        QTRY_VERIFY(m_view->hasFocus());
        PaintCounter painted;
        m_view->viewport()->installEventFilter(&painted);
        QCoreApplication::processEvents();
        painted.count = 0;
        m_view->clearFocus();
        QTRY_VERIFY(painted.count > 0);
    }
};

QTEST_MAIN(ImageSheetInputTest)
#include "image_sheet_input_test.moc"
