#include "widgets/images/image_comparison.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QScrollBar>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/pair_sheet_view.h"
#include "widgets/images/sheet_bar.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;
using Mode = ImageComparison::Mode;

namespace {

const std::vector<std::string> kNames{"bird", "cat", "dog"};

QColor colorAt(QWidget* viewport, QPoint point) {
    return viewport->grab().toImage().pixelColor(point);
}

} // namespace

class ImageComparisonTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ImageComparison> m_comparison;
    ImageSheetView* m_a = nullptr;
    ImageSheetView* m_b = nullptr;
    PairSheetView* m_pair = nullptr;

    void showBoth() { m_comparison->setSheets(makeSheet(kNames, 2, 4, 4), makeSheet(kNames, 2, 4, 4, 40)); }
    QToolButton* button(const QString& text) const {
        for (auto* each : m_comparison->findChildren<QToolButton*>())
            if (each->text() == text)
                return each;
        return nullptr;
    }

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_comparison = std::make_unique<ImageComparison>();
        m_comparison->resize(640, 400);
        m_a = m_comparison->findChild<ImageSheetView*>("comparisonA");
        m_b = m_comparison->findChild<ImageSheetView*>("comparisonB");
        m_pair = m_comparison->findChild<PairSheetView*>("comparisonPair");
        QVERIFY(tests::showActive(*m_comparison));
    }
    void cleanup() { m_comparison.reset(); }

    void startsSideBySide() {
        showBoth();
        QVERIFY(m_a->isVisible() && m_b->isVisible() && !m_pair->isVisible());
        QCOMPARE(colorAt(m_a->viewport(), m_a->tileRect(1, 1).topLeft() + QPoint(1, 1)), QColor(10, 10, 0));
        QCOMPARE(colorAt(m_b->viewport(), m_b->tileRect(1, 1).topLeft() + QPoint(1, 1)), QColor(50, 10, 0));
    }

    void keysAndButtonsChooseTheMode() {
        showBoth();
        m_a->setFocus();
        QSignalSpy changed(m_comparison.get(), &ImageComparison::modeChanged);
        QTest::keyClick(m_a, Qt::Key_W);
        QCOMPARE(m_comparison->mode(), Mode::wipe);
        QVERIFY(m_pair->isVisible());
        QVERIFY(m_pair->hasFocus()); // arrows go on working
        QTest::keyClick(m_pair, Qt::Key_D);
        QCOMPARE(m_pair->showing(), PairSheetView::Showing::difference);
        QTest::mouseClick(button("Blink"), Qt::LeftButton);
        QCOMPARE(m_comparison->mode(), Mode::blink);
        QTest::mouseClick(button("Blink"), Qt::LeftButton);
        QVERIFY(button("Blink")->isChecked()); // pressed twice it stays chosen
        QTest::mouseClick(button("Side by side"), Qt::LeftButton);
        QVERIFY(m_a->isVisible() && !m_pair->isVisible());
        QCOMPARE(changed.count(), 4);
    }

    void wipeShowsBothSidesOfALineThatIsDragged() {
        showBoth();
        m_comparison->setMode(Mode::wipe);
        const QRect tile = m_pair->tileRect(0, 0);
        m_pair->setLine(tile.center().x() / double(m_pair->viewport()->width()));
        QCOMPARE(colorAt(m_pair->viewport(), tile.topLeft() + QPoint(1, 1)).red(), 0);
        QCOMPARE(colorAt(m_pair->viewport(), tile.topRight() + QPoint(-1, 1)).red(), 40);
        QSignalSpy moved(m_pair, &PairSheetView::lineMoved);
        QSignalSpy selected(m_comparison.get(), &ImageComparison::imageSelected);
        tests::drag(m_pair->viewport(), tile.center(), QPoint(2, tile.center().y()));
        QVERIFY(moved.count() > 0);
        QCOMPARE(selected.count(), 0); // taking the line is no click on an image
        QVERIFY(m_pair->line() < 0.05);
        QCOMPARE(colorAt(m_pair->viewport(), tile.topLeft() + QPoint(1, 1)).red(), 40);
    }

    void keysMoveTheLineWithinTheView() {
        showBoth();
        m_comparison->setMode(Mode::wipe);
        m_pair->setFocus();
        QTest::keyClick(m_pair, Qt::Key_BracketLeft);
        QCOMPARE(m_pair->line(), 0.45);
        QTest::keyClick(m_pair, Qt::Key_BraceRight, Qt::ShiftModifier);
        QCOMPARE(m_pair->line(), 0.46);
        for (int i = 0; i < 20; ++i)
            QTest::keyClick(m_pair, Qt::Key_BracketRight);
        QCOMPARE(m_pair->line(), 1.0);
    }

    void blinkingTurnsAndSpaceTakesOver() {
        showBoth();
        m_comparison->setBlinkRate(10);
        m_comparison->setMode(Mode::blink);
        QCOMPARE(m_pair->showing(), PairSheetView::Showing::first);
        QTRY_COMPARE(m_pair->showing(), PairSheetView::Showing::second);
        QCOMPARE(colorAt(m_pair->viewport(), m_pair->tileRect(0, 0).topLeft() + QPoint(1, 1)).red(), 40);
        m_pair->setFocus();
        QTest::keyClick(m_pair, Qt::Key_Space);
        const auto held = m_pair->showing();
        QTest::qWait(250);
        QCOMPARE(m_pair->showing(), held);
        QTest::keyClick(m_pair, Qt::Key_Space);
        QVERIFY(m_pair->showing() != held);
    }

    void differenceIsAmplified() {
        showBoth();
        m_comparison->setMode(Mode::difference);
        m_comparison->setGain(3);
        QCOMPARE(colorAt(m_pair->viewport(), m_pair->tileRect(2, 1).center()), QColor(120, 0, 0));
    }

    void theBadgeMeasuresAllAndTheSelectedImage() {
        showBoth();
        QTRY_COMPARE(m_comparison->badge(), QString("RMS 23.09 · PSNR 20.9 dB")); // 40 / sqrt(3)
        m_comparison->select(1, 0);
        QCOMPARE(m_comparison->badge(),
                 QString("selected: RMS 23.09 · PSNR 20.9 dB   |   all: RMS 23.09 · PSNR 20.9 dB"));
        m_comparison->setSheets(makeSheet(kNames, 2, 4, 4), makeSheet(kNames, 2, 4, 4));
        QTRY_COMPARE(m_comparison->badge(), QString("identical"));
        m_comparison->setSheets(makeSheet(kNames, 2, 4, 4), {});
        QCOMPARE(m_comparison->badge(), QString());
    }

    void zoomScrollAndSelectionAreShared() {
        showBoth();
        QSignalSpy selected(m_comparison.get(), &ImageComparison::imageSelected);
        QTest::mouseClick(m_b->viewport(), Qt::LeftButton, {}, m_b->tileRect(1, 1).center());
        QCOMPARE(selected.count(), 1);
        QCOMPARE(m_a->selectedLabel(), 1);
        QCOMPARE(m_a->selectedIndex(), 1);
        tests::turnWheel(m_a->viewport(), m_a->tileRect(2, 0).center(), 12 * tests::kNotch,
                         Qt::ControlModifier);
        QCOMPARE(m_b->zoom(), m_a->zoom());
        QCOMPARE(m_b->verticalScrollBar()->value(), m_a->verticalScrollBar()->value());
        QVERIFY(m_a->verticalScrollBar()->value() > 0);
        m_b->verticalScrollBar()->setValue(17);
        QCOMPARE(m_a->verticalScrollBar()->value(), 17);
        m_comparison->setMode(Mode::wipe);
        QCOMPARE(m_pair->zoom(), m_a->zoom());
        QCOMPARE(m_pair->verticalScrollBar()->value(), 17);
        QCOMPARE(m_pair->selectedLabel(), 1);
        m_pair->setFitted(true);
        m_comparison->setMode(Mode::sideBySide);
        QVERIFY(m_a->isFitted() && m_b->isFitted());
    }

    void theReadOutSaysBothValues() {
        showBoth();
        m_comparison->setMode(Mode::wipe);
        QSignalSpy hovered(m_comparison.get(), &ImageComparison::hovered);
        QTest::mouseMove(m_pair->viewport(), m_pair->tileRect(1, 1).topLeft() + QPoint(1, 1));
        QTRY_VERIFY(hovered.count() > 0);
        QCOMPARE(hovered.last().value(0).toString(), QString("cat 2 of 2 · (0, 0) · A 10 10 0 · B 50 10 0"));
    }

    void whatCannotBeComparedIsSeenSideBySide() {
        m_comparison->setMode(Mode::wipe);
        QVERIFY(!button("Wipe")->isEnabled());
        QVERIFY(m_a->isVisible() && m_a->isEmpty()); // both say what is missing
        m_comparison->setSheets(makeSheet(kNames, 2, 4, 4), makeSheet({"bird"}, 2, 4, 4));
        QVERIFY(m_a->isVisible() && m_b->isVisible());
        QVERIFY(!button("Difference")->isEnabled());
        showBoth(); // the wish for a wipe comes true now
        QVERIFY(m_pair->isVisible());
        QVERIFY(button("Wipe")->isChecked());
    }

    void mappingAndFilterAreShared() {
        showBoth();
        m_comparison->setMapping(DisplayMapping::stretch);
        m_comparison->setFilter("dog");
        for (const ImageSheetView* view : {m_a, m_b, static_cast<ImageSheetView*>(m_pair)}) {
            QCOMPARE(view->mapping(), DisplayMapping::stretch);
            QCOMPARE(view->rows().count(), std::int64_t{1});
        }
    }

    void theBarFiltersAndMapsAllViews() {
        std::vector<std::string> names;
        for (int i = 0; i < 20; ++i)
            names.push_back("class" + std::to_string(i));
        m_comparison->setSheets(makeSheet(names, 2, 4, 4), makeSheet(names, 2, 4, 4, 40));
        auto* bar = m_comparison->findChild<SheetBar*>();
        QVERIFY(bar && bar->search()->isVisible());
        bar->search()->setFocus();
        QTest::keyClicks(bar->search(), "class1s"); // keys of the modes are letters in a search
        QCOMPARE(m_comparison->mode(), Mode::sideBySide);
        QTest::keyClick(bar->search(), Qt::Key_Backspace);
        for (const ImageSheetView* view : {m_a, m_b, static_cast<ImageSheetView*>(m_pair)})
            QCOMPARE(view->rows().count(), std::int64_t{11});
        bar->mappings()->actions().last()->trigger();
        QVERIFY(m_a->mapping() != DisplayMapping::raw);
        QCOMPARE(m_pair->mapping(), m_a->mapping());
    }

    void aClassIsPinnedInBoth() {
        showBoth();
        m_a->togglePin(2);
        QVERIFY(m_b->rows().isPinned(2));
        QVERIFY(m_pair->rows().isPinned(2));
    }

    void namesAreNoMarkup() {
        m_comparison->setNames("<b>A</b>", "B & co");
        bool escaped = false;
        for (const auto* label : m_comparison->findChildren<QLabel*>())
            escaped = escaped || label->text().contains("&lt;b&gt;A&lt;/b&gt;");
        QVERIFY(escaped);
    }
};

QTEST_MAIN(ImageComparisonTest)
#include "image_comparison_test.moc"
