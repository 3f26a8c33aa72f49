#include "widgets/images/sheet_bar.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/image_sheet_view.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

class SheetBarTest : public QObject {
    Q_OBJECT
    std::unique_ptr<QWidget> m_window;
    ImageSheetView* m_view = nullptr;
    SheetBar* m_bar = nullptr;

    QAction* action(QMenu* menu, const QString& text) const {
        for (QAction* each : menu->actions())
            if (each->text() == text)
                return each;
        return nullptr;
    }
    bool says(const QString& text) const {
        for (const auto* label : m_bar->findChildren<QLabel*>())
            if (label->text() == text)
                return true;
        return false;
    }

private Q_SLOTS:
    void init() {
        m_window = std::make_unique<QWidget>();
        m_view = new ImageSheetView(m_window.get());
        m_bar = new SheetBar(*m_view, m_window.get());
        m_bar->setGeometry(0, 0, 500, 40);
        m_view->setGeometry(0, 40, 500, 300);
        std::vector<std::string> names;
        for (int i = 0; i < 30; ++i)
            names.push_back("class" + std::to_string(i));
        m_view->setSheet(makeSheet(names, 2, 4, 4));
        QVERIFY(tests::showActive(*m_window));
    }
    void cleanup() { m_window.reset(); }

    void typingFiltersAndCounts() {
        m_bar->search()->setFocus();
        QTest::keyClicks(m_bar->search(), "class2");
        QCOMPARE(m_view->rows().count(), std::int64_t{11}); // 2 and 20 to 29
        QVERIFY(says("11 of 30"));
        QTest::keyClick(m_bar->search(), Qt::Key_Escape);
        QCOMPARE(m_view->rows().count(), std::int64_t{30});
        QVERIFY(!says("11 of 30"));
    }

    void returnGoesToTheImages() {
        m_bar->search()->setFocus();
        QTest::keyClicks(m_bar->search(), "class7");
        QTest::keyClick(m_bar->search(), Qt::Key_Return);
        QVERIFY(m_view->hasFocus());
    }

    void mappingsAreChosenByName() {
        QAction* clip = action(m_bar->mappings(), "Clip at 2.5 σ");
        QVERIFY(clip && !clip->isChecked() && !clip->toolTip().isEmpty());
        clip->trigger();
        QCOMPARE(m_view->mapping(), DisplayMapping::clip);
        action(m_bar->mappings(), "As stored")->trigger();
        QCOMPARE(m_view->mapping(), DisplayMapping::raw);
        QVERIFY(!clip->isChecked());
    }

    void changedMostIsAskedForEachTime() {
        QSignalSpy wanted(m_bar, &SheetBar::changedMostWanted);
        QAction* changed = action(m_bar->orders(), "Changed most");
        changed->trigger();
        changed->trigger();
        QCOMPARE(wanted.count(), 2);
        m_view->setClassOrder({9, 3});
        QCOMPARE(m_view->rows().labelAt(0), std::int64_t{9});
        action(m_bar->orders(), "By label")->trigger();
        QCOMPARE(m_view->rows().labelAt(0), std::int64_t{0});
    }

    void severalViewsFollowOneBar() {
        ImageSheetView second(m_window.get());
        second.setSheet(m_view->sheet());
        SheetBar both(QList{m_view, &second}, m_window.get());
        both.show();
        QTest::keyClicks(both.search(), "class2");
        QCOMPARE(m_view->rows().count(), std::int64_t{11});
        QCOMPARE(second.rows().count(), std::int64_t{11});
        action(both.mappings(), "Clip at 2.5 σ")->trigger();
        QCOMPARE(second.mapping(), DisplayMapping::clip);
        QVERIFY(!both.orders()->parentWidget()->isVisible()); // there is no one order of several
    }

    void fewClassesNeedNoSearch() {
        QVERIFY(m_bar->search()->isVisible());
        m_view->setSheet(makeSheet({"bird", "cat"}, 2, 4, 4));
        QVERIFY(!m_bar->search()->isVisible());
        m_view->clearSheet();
        QVERIFY(!m_bar->search()->isVisible());
    }
};

QTEST_MAIN(SheetBarTest)
#include "sheet_bar_test.moc"
