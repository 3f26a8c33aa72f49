// The Compare page with hands: choosing runs, what is seen of them, one iteration for everything.
#include "app/workbench/compare_page.h"

#include <QLabel>
#include <QListView>
#include <QMenu>
#include <QTabBar>
#include <QTabWidget>
#include <QTreeView>

#include "app/workbench/compare_plots.h"
#include "app/workbench/run_chooser.h"
#include "app/workbench/window_pages.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/images/sheet_grid.h"
#include "widgets/tables/text_table_model.h"
#include "widgets/tables/text_table_view.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;

namespace {

/// A window with a project of three finished runs; the third has T = 20.
struct Comparing : ScriptedWindow {
    Comparing() {
        create("pets");
        finishedRun(runFolder("one"));
        finishedRun(runFolder("two"));
        settings::Recipe recipe = scriptedRecipe();
        recipe.prior.steps = 20;
        finishedRun(runFolder("three"), recipe);
        if (!showActive(window) || !workspace.open(folder / "pets") ||
            !QTest::qWaitFor([&] { return workspace.runs().runCount() == 3; }, kPatience))
            throw std::runtime_error("nothing is listed");
        window.pages().show(&page());
    }
    std::filesystem::path runFolder(const char* name) const { return folder / "pets/runs" / name; }
    ComparePage& page() { return *window.pages().compare(); }
    RunChooser& chooser() { return *page().chooser(); }
    void clickRun(const char* name) {
        QListView* list = chooser().list();
        const QModelIndex index = chooser().model()->indexOf(runFolder(name));
        list->scrollTo(index);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(index).center());
    }
    /// Chooses them by mouse and waits for what they hold.
    bool choose(std::vector<const char*> names) {
        for (const char* name : names)
            clickRun(name);
        return QTest::qWaitFor([&] { return page().comparison().runs().size() == names.size(); }, kPatience);
    }
    void open(ComparePage::Tab tab) {
        QTabBar* bar = page().tabs()->tabBar();
        QTest::mouseClick(bar, Qt::LeftButton, {}, bar->tabRect(tab).center());
    }
    QLabel* next() { return page().findChild<QLabel*>("compareNext"); }
    widgets::IterationTrack* compareTrack() { return page().slider()->findChild<widgets::IterationTrack*>(); }
    QString cell(widgets::TextTableView* view, int row, int column) {
        return view->model()->index(row, column).data().toString();
    }
    QStringList heads(widgets::TextTableView* view) {
        QStringList all;
        for (int column = 0; column < view->model()->columnCount(); ++column)
            all << view->model()->headerData(column, Qt::Horizontal).toString();
        return all;
    }
};

} // namespace

class ComparePageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void anEmptyPageTeaches() {
        Comparing with;
        QVERIFY(with.next()->isVisible());
        QVERIFY(with.next()->text().contains("Check runs at the left"));
        with.clickRun("one");
        QVERIFY(with.next()->text().contains("check another one"));
        QVERIFY(!with.page().tabs()->isVisible());
        with.clickRun("one"); // and lets it go
        QVERIFY(with.next()->text().contains("Check runs at the left"));
        click(with.page().findChild<QPushButton*>("compareNewest"));
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        QVERIFY(with.page().tabs()->isVisible());
    }

    void whatWasComparedIsComparedAgain() {
        Comparing with;
        QVERIFY(with.choose({"one", "three"}));
        QVERIFY(with.create("others"));
        with.window.pages().show(&with.page());
        QVERIFY(with.chooser().chosen().empty());
        QVERIFY(with.workspace.open(with.folder / "pets"));
        QTRY_COMPARE(with.workspace.runs().runCount(), 3);
        QVERIFY(with.chooser().chosen().empty()); // nothing is read before somebody looks
        with.window.pages().show(&with.page());
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        QCOMPARE(with.page().comparison().runs().back().folder, with.runFolder("three"));
        with.clickRun("one");
        with.clickRun("three"); // who lets them go has let them go
        with.window.pages().show(with.window.pages().live());
        with.window.pages().show(&with.page());
        QVERIFY(with.chooser().chosen().empty());
    }

    void aProjectWithoutRunsSaysWhereTheyComeFrom() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("new"));
        with.window.pages().show(with.window.pages().compare());
        QVERIFY(
            with.window.pages().compare()->findChild<QLabel*>("compareNext")->text().contains("press Run"));
        QVERIFY(!with.window.pages().compare()->findChild<QPushButton*>("compareNewest")->isEnabled());
    }

    void settingsThatDiffer() {
        Comparing with;
        QVERIFY(with.choose({"one", "three"}));
        widgets::TextTableView* table = with.page().settings()->settings();
        QTRY_COMPARE(table->model()->rowCount(), 1);
        QCOMPARE(with.heads(table), (QStringList{"setting", "one", "three"}));
        QCOMPARE(with.cell(table, 0, 0), "prior.steps");
        QCOMPARE(with.cell(with.page().settings()->progress(), 1, 1), "20 of 20");
    }

    void theReferenceIsChosen() {
        Comparing with;
        QVERIFY(with.choose({"one", "two", "three"}));
        QComboBox* reference = with.chooser().reference();
        QVERIFY(reference->isVisible());
        QCOMPARE(reference->count(), 3);
        const auto first = [&] { return with.page().comparison().runs().front().folder; };
        type(reference, "three");
        QTRY_COMPARE(first(), with.runFolder("three"));
        with.open(ComparePage::accuracyTab);
        QTRY_COMPARE(with.cell(with.page().accuracies()->tests(), 0, 0).section(" − ", 1), "three");
        with.clickRun("three"); // without it another one leads
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        QVERIFY(first() != with.runFolder("three"));
    }

    void curvesOfAllRunsInOnePlot() {
        Comparing with;
        QVERIFY(with.choose({"one", "two"}));
        with.open(ComparePage::curvesTab);
        QCOMPARE(with.page().plots()->loss()->seriesNames().size(), 2);
        QTRY_COMPARE(with.page().plots()->loss()->readoutAt(6), "iteration 6\none 2\ntwo 2");
        QCOMPARE(with.page().plots()->latentGradient()->readoutAt(12), "iteration 12\none 0.25\ntwo 0.25");
        QCOMPARE(with.page().plots()->accuracy()->readoutAt(10), "iteration 10\none 50 ± 1\ntwo 50 ± 1");
        QCOMPARE(with.page().plots()->conditioningGradient()->readoutAt(5), "iteration 5\none 0.1\ntwo 0.1");
        with.page().plots()->loss()->setXRange(5, 9); // by hand all follow
        Q_EMIT with.page().plots()->loss()->xRangeChanged(5, 9);
        QCOMPARE(with.page().plots()->accuracy()->upperX(), 9.0);
    }

    void aRunKeepsItsColourEverywhere() {
        Comparing with;
        QVERIFY(with.choose({"one", "two", "three"}));
        const int color = with.chooser().colorOf(with.runFolder("three"));
        with.clickRun("one");
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        QCOMPARE(with.chooser().colorOf(with.runFolder("three")), color);
    }

    void imagesOfOneIterationSideBySide() {
        Comparing with;
        QVERIFY(with.choose({"one", "two", "three"}));
        QVERIFY(with.page().images().sheets().empty()); // nobody looks
        with.open(ComparePage::imagesTab);
        QTRY_COMPARE(with.page().grid()->views().size(), 3);
        QCOMPARE(with.page().slider()->iteration(), 20);
        QCOMPARE(pictured(with.page().grid()->views()[2]->sheet()), 20);
        QTest::keyClick(with.compareTrack(), Qt::Key_Left);
        QTRY_COMPARE(pictured(with.page().grid()->views()[0]->sheet()), 15);
        QTRY_COMPARE(pictured(with.page().grid()->views()[2]->sheet()), 15);
        QCOMPARE(*with.page().plots()->loss()->cursorX(), 15.0);
        QTest::keyClick(with.compareTrack(), Qt::Key_Home);
        with.open(ComparePage::accuracyTab); // one iteration for everything
        QTRY_COMPARE(with.cell(with.page().accuracies()->accuracies(), 0, 2).left(4),
                     "40.0"); // behind the baseline
        QTest::keyClick(with.compareTrack(), Qt::Key_End);
    }

    void distancesAreMeasuredWhenSomebodyLooks() {
        Comparing with;
        QVERIFY(with.choose({"one", "two"}));
        with.open(ComparePage::distanceTab);
        widgets::TextTableView* table = with.page().distances()->distances();
        QTRY_COMPARE(table->model()->rowCount(), 3);
        QTRY_VERIFY(!with.page().images().isMeasuring());
        QCOMPARE(with.cell(table, 2, 0), "all images");
        QCOMPARE(with.cell(table, 2, 1), "0.00");
        QCOMPARE(with.cell(table, 2, 2), "1.000");
        QVERIFY(table->isVisible());
    }

    void whatGrowsIsFollowed() {
        Comparing with;
        settings::Recipe recipe = scriptedRecipe();
        projects::RunFolder::create(with.runFolder("growing"), recipe, {});
        with.page().compare(
            {with.runFolder("one"), with.runFolder("growing")}); // the list may not have it yet
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        const auto run = projects::RunFolder::open(with.runFolder("growing"));
        projects::MetricsWriter(run.metricsFile()).append(scriptedReport(1));
        QTRY_COMPARE_WITH_TIMEOUT(with.page().plots()->loss()->readoutAt(1),
                                  "iteration 1\none 12\ngrowing 12", kPatience);
        QCOMPARE(with.page().slider()->iteration(), -1); // no images in common
        projects::writeSheet(run.sheetFile(5), scriptedSheet(5));
        QTRY_COMPARE_WITH_TIMEOUT(with.page().slider()->iteration(), 5, kPatience);
    }

    void aFolderFromElsewhereJoins() {
        Comparing with;
        projects::Provenance provenance;
        provenance.name = "cluster run";
        projects::RunFolder::create(with.folder / "elsewhere/7", scriptedRecipe(), provenance);
        with.clickRun("one");
        with.chooser().choose({with.folder / "elsewhere/7"});
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        const QModelIndex row = with.chooser().model()->indexOf(with.folder / "elsewhere/7");
        QTRY_COMPARE(row.data().toString(), "cluster run");
        with.chooser().choose({with.folder / "pets"});
        QVERIFY(with.lastProblem().contains("is no run folder"));
    }

    void selectedRunsComeFromTheRunsPanel() {
        Comparing with;
        with.window.pages().show(with.window.pages().live());
        QTreeView* tree = with.window.runsDock().view();
        auto* filter = qobject_cast<QAbstractProxyModel*>(tree->model());
        const auto place = [&](const char* name) {
            return tree
                ->visualRect(filter->mapFromSource(with.workspace.runs().indexOf(with.runFolder(name))))
                .center();
        };
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, {}, place("one"));
        QTest::mouseClick(tree->viewport(), Qt::LeftButton, Qt::ControlModifier, place("three"));
        Q_EMIT tree->customContextMenuRequested(place("three"));
        auto* menu = tree->findChild<QMenu*>();
        QVERIFY(menu);
        QStringList texts;
        QAction* compare = nullptr;
        for (QAction* action : menu->actions()) {
            texts << action->text();
            if (action->text() == "Compare 2 Runs")
                compare = action;
        }
        QVERIFY2(compare, qPrintable(texts.join(", ")));
        QVERIFY(texts.contains("A|B of These Two"));
        compare->trigger();
        menu->close();
        QVERIFY(with.page().isVisible());
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        QVERIFY(with.chooser().colorOf(with.runFolder("two")) < 0);
    }

    void anotherProjectHasOtherRuns() {
        Comparing with;
        QVERIFY(with.choose({"one", "two"}));
        QVERIFY(with.create("cars"));
        with.window.pages().show(&with.page());
        QTRY_VERIFY(with.page().comparison().runs().empty());
        QVERIFY(!with.page().tabs()->isVisible());
        QCOMPARE(with.chooser().model()->rowCount(), 0);
    }

    void aRunThatIsGoneIsSaid() {
        Comparing with;
        projects::RunFolder::create(with.folder / "elsewhere/gone", scriptedRecipe(), {});
        with.page().compare({with.runFolder("one"), with.folder / "elsewhere/gone"});
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
        std::filesystem::remove_all(with.folder / "elsewhere/gone");
        QTRY_COMPARE_WITH_TIMEOUT(with.page().comparison().runs().size(), std::size_t(1), kPatience);
        QVERIFY(!with.page().comparison().problems().empty());
    }

    void manyRunsAreFiltered() {
        Comparing with;
        auto* words = with.page().findChild<QLineEdit*>("comparedFilter");
        QVERIFY(!words->isVisible()); // three are seen at a glance
        for (int i = 0; i < 15; ++i)
            projects::RunFolder::create(with.runFolder(("more-" + std::to_string(i)).c_str()),
                                        scriptedRecipe(), {});
        QTRY_COMPARE_WITH_TIMEOUT(with.chooser().model()->rowCount(), 18, kPatience);
        QVERIFY(words->isVisible());
        with.clickRun("one");
        words->setFocus();
        QTest::keyClicks(words, "MORE 1");
        const auto hidden = [&](const char* name) {
            return with.chooser().list()->isRowHidden(
                with.chooser().model()->indexOf(with.runFolder(name)).row());
        };
        QVERIFY(hidden("two") && hidden("more-2"));
        QVERIFY(!hidden("more-1") && !hidden("more-14"));
        QVERIFY(!hidden("one")); // what is chosen is seen
        words->clear();
        QVERIFY(!hidden("two"));
    }

    void theLastColourIsTheLastChoice() {
        Comparing with;
        std::vector<std::filesystem::path> folders;
        for (int i = 0; i < 9; ++i) {
            folders.push_back(with.folder / ("elsewhere" + std::to_string(i)).c_str());
            projects::RunFolder::create(folders.back(), scriptedRecipe(), {});
        }
        const std::filesystem::path ninth = folders.back();
        folders.pop_back();
        with.page().compare(folders);
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(8));
        with.page().compare({ninth});
        QVERIFY(with.lastProblem().startsWith("At most 8 runs"));
        with.clickRun("one");
        QVERIFY(with.chooser().colorOf(with.runFolder("one")) < 0);
    }

    void spaceChoosesByKeyboard() {
        Comparing with;
        QListView* list = with.chooser().list();
        list->setFocus();
        list->setCurrentIndex(with.chooser().model()->index(0));
        QTest::keyClick(list, Qt::Key_Space);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Space);
        QTRY_COMPARE(with.page().comparison().runs().size(), std::size_t(2));
    }
};

QTEST_MAIN(ComparePageTest)
#include "compare_page_test.moc"
