// A table with its caption, and its ways out: by menu and by key.
#include "widgets/tables/text_table_view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QScrollBar>
#include <QTableView>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/tables/text_table_model.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using reports::numberCell;
using reports::TextTable;
using widgets::TextTableView;

namespace {

TextTable tableOf(int rows, const std::string& text = {}) {
    TextTable table{"What was measured.", "tab:it", {"network", "paper"}, {}};
    for (int row = 0; row < rows; ++row)
        table.rows.push_back({"net " + std::to_string(row), {numberCell(row, 0.5)}, row == rows - 1});
    if (!text.empty())
        table.rows[0].cells[0] = {text};
    return table;
}

QString clipboard() {
    return QGuiApplication::clipboard()->text();
}

} // namespace

class TextTableViewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QWidget> m_window;
    TextTableView* m_view = nullptr;

    void choose(const char* entry) {
        const std::unique_ptr<QMenu> menu(m_view->createContextMenu());
        auto* action = menu->findChild<QAction*>(entry);
        QVERIFY(action);
        action->trigger();
    }

private Q_SLOTS:
    void init() {
        m_window = std::make_unique<QWidget>();
        m_view = new TextTableView(m_window.get());
        m_view->setGeometry(0, 0, 500, 400);
        QVERIFY(tests::showActive(*m_window));
    }
    void cleanup() { m_window.reset(); }

    void theCaptionStandsAbove() {
        m_view->setTable(tableOf(3));
        const auto* caption = m_view->findChild<QLabel*>();
        QCOMPARE(caption->text(), "What was measured.");
        QVERIFY(m_view->table()->isVisible());
        QVERIFY(caption->geometry().bottom() < m_view->table()->geometry().top());
        m_view->setTable(tableOf(0));
        QVERIFY(!m_view->table()->isVisible()); // heads without rows are no table
        QVERIFY(caption->isVisible());
    }

    void theMenuCopiesEveryFormat() {
        m_view->setTable(tableOf(3));
        choose("copyMarkdown");
        QVERIFY(clipboard().contains("| network"));
        choose("copyLatex");
        QVERIFY(clipboard().contains("\\begin{tabular}"));
        choose("copyCsv");
        QVERIFY(clipboard().startsWith("network,"));
    }

    void aRightClickOpensTheMenu() {
        m_view->setTable(tableOf(3));
        Q_EMIT m_view->table()->customContextMenuRequested({5, 5});
        auto* menu = m_view->findChild<QMenu*>();
        QVERIFY(menu && menu->isVisible());
        QCOMPARE(menu->actions().size(), 3);
        menu->close();
    }

    void aKeyCopiesTheSelectedRows() {
        m_view->setTable(tableOf(4));
        QTableView* table = m_view->table();
        const auto centre = [&](int row) {
            return table->visualRect(m_view->model()->index(row, 0)).center();
        };
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, centre(1));
        QTest::mouseClick(table->viewport(), Qt::LeftButton, Qt::ControlModifier, centre(3));
        QTest::keyClick(table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(clipboard(), "net 1\t1.0 ± 0.5\nnet 3\t3.0 ± 0.5");
    }

    void numbersThatChangeKeepSelectionAndWidths() {
        m_view->setTable(tableOf(4));
        m_view->table()->selectRow(2);
        m_view->table()->setColumnWidth(1, 300); // by hand
        m_view->setTable(tableOf(4, "a longer text"));
        QVERIFY(m_view->table()->selectionModel()->isRowSelected(2));
        QCOMPARE(m_view->table()->columnWidth(1), 300);
    }

    void columnsAreAsWideAsWhatTheyHold() {
        m_view->setTable(tableOf(2));
        const int before = m_view->table()->columnWidth(1);
        m_view->setTable(tableOf(2, "a text that is much longer than the number before"));
        const int after = m_view->table()->columnWidth(1);
        QVERIFY(after > before);
        m_view->setTable(tableOf(2, std::string(500, 'x')));
        QVERIFY(m_view->table()->columnWidth(1) <= 360); // it is cut, and its tool tip says all
        m_view->setTable({"Other.", "", {"a", "b"}, {{"r", {{"1"}}, false}}});
        QVERIFY(m_view->table()->columnWidth(1) < before + 40); // other heads are fitted anew
    }

    void fewRowsNeedLittleRoomAndManyScroll() {
        m_view->setTable(tableOf(3));
        const int small = m_view->sizeHint().height();
        m_view->setTable(tableOf(12));
        QVERIFY(m_view->sizeHint().height() > small);
        m_view->setTable(tableOf(200));
        m_view->resize(500, 300);
        QTRY_VERIFY(m_view->table()->height() <= 300);
        QVERIFY(m_view->table()->verticalScrollBar()->maximum() > 0);
    }

    void aLineStandsAboveTheAverages() {
        m_view->setTable(tableOf(3));
        QTableView* table = m_view->table();
        table->clearSelection();
        QTRY_VERIFY(table->viewport()->width() > 10);
        const QRect cell = table->visualRect(m_view->model()->index(2, 1));
        const QImage picture = table->viewport()->grab().toImage();
        QCOMPARE(picture.pixelColor(cell.left() + 2, cell.top()), widgets::coloursOf(table->palette()).muted);
        const QRect above = table->visualRect(m_view->model()->index(1, 1));
        QVERIFY(picture.pixelColor(above.left() + 2, above.top()) !=
                widgets::coloursOf(table->palette()).muted);
    }

    void aHeadHasItsRunsColour() {
        m_view->setTable(tableOf(3));
        m_view->setHeadColors({-1, 2});
        QHeaderView* heads = m_view->table()->horizontalHeader();
        const QImage picture = heads->viewport()->grab().toImage();
        const auto at = [&](int column) {
            return picture.pixelColor(heads->sectionViewportPosition(column) + heads->sectionSize(column) / 2,
                                      heads->height() - 2);
        };
        QCOMPARE(at(1), widgets::seriesColor(2, heads->palette()));
        QVERIFY(at(0) != at(1));
    }

    void tabLeavesTheTable() {
        m_view->setTable(tableOf(3));
        QVERIFY(!m_view->table()->tabKeyNavigation());
        m_view->setName("Accuracy by network");
        QCOMPARE(m_view->table()->accessibleName(), "Accuracy by network");
    }
};

QTEST_MAIN(TextTableViewTest)
#include "text_table_view_test.moc"
