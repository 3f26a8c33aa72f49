// Copying, saving, pinning and ordering the images of a window's run.
#include <QClipboard>
#include <QMenu>
#include <QSettings>

#include "app/workbench/sheet_tools.h"
#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;

class SheetToolsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<tests::ScriptedWindow> m_window;

    workbench::SheetTools& tools() { return *m_window->window.livePage().sheetTools(); }
    QString path(const char* name) { return QString::fromStdString((m_window->folder / name).string()); }

private Q_SLOTS:
    void init() {
        m_window = std::make_unique<tests::ScriptedWindow>();
        QVERIFY(tests::showActive(m_window->window));
        QVERIFY(m_window->runTo(10));
        QTRY_COMPARE(tests::pictured(m_window->sheet()->sheet()), std::int64_t{10});
    }
    void cleanup() { m_window.reset(); }

    void copiesTheImageAsItIsDrawn() {
        m_window->sheet()->select(1, 1);
        m_window->sheet()->setFocus();
        tools().copyImage->trigger();
        const QImage copied = QGuiApplication::clipboard()->image();
        QCOMPARE(copied.size(), QSize(4, 4));
        QCOMPARE(copied.pixelColor(0, 0), QColor(10, 100, 50));
        tools().copySheet->trigger();
        QVERIFY(QGuiApplication::clipboard()->image().width() > 8);
    }

    void savesSelectedImages() {
        m_window->sheet()->selectAll();
        QSignalSpy saved(&tools(), &workbench::SheetTools::saved);
        tools().saveSelectionTo(path("pictures").toStdString());
        QVERIFY(saved.wait());
        QCOMPARE(QDir(path("pictures")).entryList({"*.png"}).size(), 4);
        QCOMPARE(QImage(path("pictures/dog_1.png")).pixelColor(2, 2), QColor(10, 100, 50));
    }

    void savesTheSheetThatIsShown() {
        m_window->sheet()->setFilter("dog");
        QSignalSpy saved(&tools(), &workbench::SheetTools::saved);
        tools().saveSheetTo(path("sheet.png").toStdString());
        QVERIFY(saved.wait());
        const QImage one(path("sheet.png"));
        m_window->sheet()->setFilter({});
        tools().saveSheetTo(path("both.png").toStdString());
        QVERIFY(saved.wait());
        QVERIFY(QImage(path("both.png")).height() > one.height());
    }

    void aFolderThatCannotBeWrittenIsSaid() {
        m_window->sheet()->select(0, 0);
        QFile blocked(path("blocked"));
        QVERIFY(blocked.open(QIODevice::WriteOnly));
        blocked.close();
        QSignalSpy problem(&tools(), &workbench::SheetTools::problem);
        tools().saveSelectionTo(path("blocked/inside").toStdString());
        QVERIFY(problem.wait());
        QVERIFY(!problem.first().first().toString().isEmpty());
    }

    void theMenuSpeaksOfWhatIsUnderIt() {
        auto* view = m_window->sheet();
        Q_EMIT view->customContextMenuRequested(view->tileRect(1, 0).center());
        QCOMPARE(view->selectedLabel(), std::int64_t{1});
        QVERIFY(tools().pin->text().contains("dog"));
        QApplication::activePopupWidget()->close();
        tools().pin->trigger();
        QCOMPARE(view->rows().pinned(), QStringList({"dog"}));
        QCOMPARE(view->rows().labelAt(0), std::int64_t{1});
    }

    void changedMostComparesWithTheFirstImages() {
        // Every pixel's red is the iteration: both classes have changed alike and stay in label order.
        QTRY_VERIFY(!m_window->history().storedSheets().empty());
        QSignalSpy rows(m_window->sheet(), &widgets::ImageSheetView::rowsChanged);
        tools().orderByChange();
        QVERIFY(rows.wait());
        QCOMPARE(m_window->sheet()->rows().count(), std::int64_t{2});
    }
};

QTEST_MAIN(SheetToolsTest)
#include "sheet_tools_test.moc"
