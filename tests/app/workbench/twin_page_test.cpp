// A|B: from the menu to two arms that are watched, scrubbed and judged together.
#include "app/workbench/twin_page.h"
#include "app/workbench/window_pages.h"

#include <QLabel>
#include <QMenu>

#include "app/workbench/twin_dialog.h"
#include "app/workbench/twin_menu.h"
#include "app/workbench/twin_plots.h"
#include "app/workbench/twin_welcome.h"
#include "tests/app/workbench/scripted_window.h"
#include "widgets/images/image_comparison.h"
#include "widgets/recipe/change_list.h"
#include "widgets/recipe/field_editor.h"
#include "widgets/recipe/field_row.h"

using namespace ld3m;
using namespace ld3m::tests;
using namespace ld3m::workbench;
using session::Activity;

namespace {

/// A window with a project of a latent diffusion recipe that goes no further than this.
struct TwinWindow : ScriptedWindow {
    explicit TwinWindow(std::int64_t last = 12) {
        settings::Recipe recipe = scriptedRecipe();
        recipe.prior.kind = settings::PriorKind::latent_diffusion;
        recipe.prior.checkpoint = "/data/prior.safetensors";
        script.goTo(last);
        if (!showActive(window) || !workspace.createProject(folder / "pets", "pets", recipe))
            throw std::runtime_error("no project");
    }
    TwinMenu* open() {
        QTest::keyClick(&window, Qt::Key_T, Qt::ControlModifier);
        auto* menu = window.findChild<TwinMenu*>();
        return QTest::qWaitForWindowExposed(menu) ? menu : nullptr;
    }
    QAction* entry(TwinMenu* menu, const QString& text) {
        for (QAction* action : menu->actions())
            if (action->text().startsWith(text))
                return action;
        return nullptr;
    }
    bool reach(std::int64_t iteration) {
        return QTest::qWaitFor(
            [&] {
                return workspace.pair() && workspace.pair().a->lastIteration() == iteration &&
                       workspace.pair().b->lastIteration() == iteration;
            },
            kPatience);
    }
    TwinPage& page() { return *window.pages().twin(); }
    widgets::IterationTrack* twinTrack() { return page().slider()->findChild<widgets::IterationTrack*>(); }
};

} // namespace

class TwinPageTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void thePageTeachesWhileThereIsNoPair() {
        TwinWindow with(1000);
        QTest::keyClick(&with.window, Qt::Key_2, Qt::AltModifier);
        TwinWelcome* welcome = with.page().welcome();
        QVERIFY(welcome->isVisible());
        QVERIFY(!with.page().comparison()->isVisible());
        QCOMPARE(welcome->startButton()->text(), "Twin without the Residual");
        with.edit("prior.residual", "off");
        QTRY_COMPARE(welcome->startButton()->text(), "Twin with the Residual");
        QVERIFY(!welcome->runA()->isVisible()); // there are no runs to choose from
        click(welcome->startButton());
        QVERIFY(with.reach(20));
        QCOMPARE(with.workspace.session()->recipe().prior.residual, settings::Residual::off);
        QCOMPARE(with.workspace.twin()->session().recipe().prior.residual, settings::Residual::released);
        QVERIFY(!welcome->isVisible());
        QVERIFY(with.page().comparison()->isVisible());
    }

    void twoRunsAreChosenOnTheEmptyPage() {
        TwinWindow with(1000);
        QVERIFY(with.workspace.startTwin({{"prior.steps", std::int64_t{20}}}));
        QVERIFY(with.reach(20));
        QTRY_VERIFY(!with.workspace.isOn());
        QVERIFY(with.workspace.open(with.folder / "pets")); // the next day
        QTRY_COMPARE(with.workspace.runs().runCount(), 2);
        with.window.pages().show(&with.page());
        TwinWelcome* welcome = with.page().welcome();
        QVERIFY(welcome->runA()->isVisible());
        auto* show = welcome->findChild<QPushButton*>("welcomePair");
        QVERIFY(show->isEnabled());
        const int b = welcome->runB()->currentIndex();
        welcome->runB()->setCurrentIndex(welcome->runA()->currentIndex());
        QVERIFY(!show->isEnabled()); // a run beside itself says nothing
        welcome->runB()->setCurrentIndex(b);
        click(show);
        QVERIFY(with.workspace.pair());
        QVERIFY(with.page().comparison()->isVisible());
    }

    void aPriorWithoutResidualSaysSo() {
        TwinWindow with;
        with.edit("prior.kind", "pixel");
        with.window.pages().show(with.window.pages().twin());
        QVERIFY(!with.page().welcome()->startButton()->isEnabled());
        click(with.page().welcome()->findChild<QPushButton*>("welcomeChange"));
        auto* menu = with.window.findChild<TwinMenu*>();
        QVERIFY(QTest::qWaitForWindowExposed(menu));
        menu->close();
    }

    void theMenuKeepsNothingOfItsEarlierOpenings() {
        TwinWindow with;
        const auto opened = [&] {
            auto* menu = with.open();
            const qsizetype parts = menu ? menu->findChildren<QObject*>().size() : 0;
            if (menu)
                menu->close();
            return parts;
        };
        const qsizetype once = opened();
        QVERIFY(once > 0);
        QCOMPARE(opened(), once);
        QCOMPARE(opened(), once);
    }

    void oneKeyAndReturnStartTheArmWithoutTheResidual() {
        TwinWindow with;
        auto* menu = with.open();
        QVERIFY(menu);
        QCOMPARE(menu->activeAction()->text(), "Residual off");
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(with.reach(12));
        QCOMPARE(with.workspace.twin()->session().recipe().prior.residual, settings::Residual::off);
        QVERIFY(with.page().isVisible());
        QVERIFY(!with.window.livePage().isVisible());
        QTRY_COMPARE(with.page().slider()->iteration(), 10);
        QTRY_COMPARE(with.page().comparison()->badge(), "identical"); // scripted images know no residual
        QCOMPARE(with.page().plots()->loss()->readoutAt(6), "iteration 6\nA 2\nB 2");
        QCOMPARE(with.page().plots()->latentGradient()->readoutAt(12), "iteration 12\nA 0.25\nB 0.25");
        QCOMPARE(with.page().plots()->accuracy()->readoutAt(10), "iteration 10\nA 50 ± 1\nB 50 ± 1");
        QCOMPARE(with.page().plots()->difference()->readoutAt(10), "iteration 10\nB − A 0 ± 0");
        QCOMPARE(with.page().verdict(), "B − A at iteration 10: +0.0 ± 0.0 points over 2 paired runs");
        const auto said = [&](const QString& words) {
            return std::ranges::any_of(with.page().findChildren<QLabel*>(),
                                       [&](const QLabel* label) { return label->text().endsWith(words); });
        };
        QTRY_VERIFY(said("  |  Residual released → off")); // arm B is called by its change
        with.workspace.setNotes(with.workspace.pair().b->runFolder(), {"plain sampler", {}, {}, false});
        QTRY_VERIFY(said("  |  plain sampler"));
        QVERIFY(said("Residual released → off"));

        // Steered together, by the keys that steer one run.
        QTest::keyClick(&with.window, Qt::Key_F6);
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.activity() == Activity::paused, kPatience);
        with.script.goTo(1000);
        QTest::keyClick(&with.window, Qt::Key_F7);
        QVERIFY(with.reach(13));
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.activity() == Activity::paused, kPatience);
        QTest::keyClick(&with.window, Qt::Key_F5, Qt::ShiftModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
    }

    void oneSliderScrubsBothArms() {
        TwinWindow with(1000);
        QVERIFY(with.workspace.startTwin({{"prior.steps", std::int64_t{20}}}));
        QVERIFY(with.reach(20));
        QTRY_COMPARE(with.page().slider()->iteration(), 20);
        QTest::keyClick(with.twinTrack(), Qt::Key_Left);
        QTest::keyClick(with.twinTrack(), Qt::Key_Left);
        QCOMPARE(with.page().slider()->iteration(), 10);
        QCOMPARE(*with.page().plots()->loss()->cursorX(), 10.0);
        QVERIFY(with.page().verdict().startsWith("B − A at iteration 10"));
        QTest::keyClick(with.twinTrack(), Qt::Key_Home);
        QVERIFY(with.page().verdict().startsWith("B − A at iteration 0"));
        QTRY_COMPARE(with.page().comparison()->badge(), "identical");
        QTest::keyClick(with.twinTrack(), Qt::Key_End);
        QTRY_COMPARE_WITH_TIMEOUT(with.badge(with.workspace.pair().b->runFolder()), "finished", kPatience);
    }

    void theMenuKnowsTheRecipe() {
        TwinWindow with;
        with.edit("prior.guidance", "1");
        auto* menu = with.open();
        QVERIFY(menu);
        QVERIFY(!with.entry(menu, "Guidance 1")->isEnabled());
        QVERIFY(with.entry(menu, "Half the reverse steps (T = 5)"));
        QCOMPARE(with.entry(menu, "Twice the reverse steps (T = 20)")->toolTip(), "Reverse steps T 10 → 20");
        QVERIFY(!with.entry(menu, "Show the Arms")->isEnabled());
        QVERIFY(!with.entry(menu, "From the stored iteration")->isEnabled());
        menu->close();
        with.edit("prior.kind", "pixel"); // no residual there
        menu = with.open();
        QVERIFY(menu && !with.entry(menu, "Residual"));
        QVERIFY(with.entry(menu, "Another change"));
        menu->close();
    }

    void anyOneSettingCanBeTheChange() {
        TwinWindow with(1000);
        auto* menu = with.open();
        QVERIFY(menu);
        with.entry(menu, "Another change")->trigger();
        menu->close();
        auto* dialog = with.window.findChild<TwinDialog*>();
        QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
        auto* start = dialog->findChild<QPushButton*>("startTwin");
        QVERIFY(!start->isEnabled());
        dialog->changes()->add("distillation.ipc");
        type(dialog->changes()->rowOf("distillation.ipc")->editor()->input(), "3");
        QVERIFY(start->isEnabled());
        dialog->changes()->add("prior.steps");
        type(dialog->changes()->rowOf("prior.steps")->editor()->input(), "4");
        QVERIFY(!start->isEnabled()); // two changes
        dialog->changes()->remove("prior.steps");
        click(start);
        QVERIFY(with.reach(20));
        QCOMPARE(with.workspace.twin()->session().recipe().distillation.ipc, 3);
    }

    void fromTheShownIterationBothArmsBranch() {
        TwinWindow with(1000);
        QVERIFY(with.workspace.start());
        QTRY_VERIFY_WITH_TIMEOUT(!with.workspace.isOn(), kPatience);
        const auto parent = with.workspace.session()->runFolder();
        QTRY_COMPARE(with.slider()->iteration(), 20); // the last stored images are known
        QTest::keyClick(with.track(), Qt::Key_Left);
        QTest::keyClick(with.track(), Qt::Key_Left);
        QCOMPARE(with.slider()->iteration(), 10);
        auto* menu = with.open();
        with.entry(menu, "From the stored iteration 10")->trigger();
        with.entry(menu, "Arm B after Arm A")->trigger();
        menu->close();
        menu = with.open();
        QVERIFY(with.entry(menu, "From the stored iteration 10")->isChecked());
        QTest::keyClick(menu, Qt::Key_Return);
        QVERIFY(with.reach(20));
        for (const auto& arm : {with.workspace.pair().a, with.workspace.pair().b})
            QCOMPARE(projects::RunFolder::open(arm->runFolder()).provenance().parent,
                     parent.filename().string());
        QCOMPARE(with.workspace.pair().b->changes().front().iteration, 10);
        QTRY_VERIFY(!with.workspace.isOn());
    }

    void aRunThatIsOnBecomesArmA() {
        TwinWindow with;
        QVERIFY(with.workspace.start());
        QTRY_COMPARE_WITH_TIMEOUT(with.history().lastIteration(), 12, kPatience);
        QTRY_VERIFY(with.history().run());
        const auto run = with.workspace.session()->runFolder();
        auto* menu = with.open();
        with.entry(menu, "From where the run is now")->trigger();
        menu->close();
        menu = with.open();
        QTest::keyClick(menu, Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(with.workspace.twin(), kPatience);
        with.script.goTo(1000);
        QVERIFY(with.reach(20));
        QCOMPARE(with.workspace.pair().a->runFolder(), run);
        QCOMPARE(with.workspace.pair().b->changes().front().iteration, 12);
    }

    void thePageIsLeftAndFoundAgain() {
        TwinWindow with(1000);
        QVERIFY(with.workspace.startTwin({{"prior.steps", std::int64_t{20}}}));
        QVERIFY(with.reach(20));
        QTRY_VERIFY(!with.workspace.isOn());
        click(with.page().findChild<QToolButton*>("leaveTwin"));
        QVERIFY(with.window.livePage().isVisible());
        auto* menu = with.open();
        with.entry(menu, "Show the Arms")->trigger();
        menu->close();
        QVERIFY(with.page().isVisible());
        QTest::keyClick(&with.window, Qt::Key_Escape);
        QTRY_VERIFY(!with.page().isVisible()); // the button shows that it was pressed
        QVERIFY(with.create("cars"));          // another project has no arms
        QVERIFY(with.page().verdict().isEmpty());
    }

    void twoStoredRunsAreHeldSideBySide() {
        TwinWindow with(1000);
        QVERIFY(with.workspace.startTwin({{"prior.steps", std::int64_t{20}}}));
        QVERIFY(with.reach(20));
        QTRY_VERIFY(!with.workspace.isOn());
        const auto a = with.workspace.pair().a->runFolder();
        const auto b = with.workspace.pair().b->runFolder();
        QTRY_VERIFY(with.workspace.runs().indexOf(b).isValid());
        QVERIFY(with.workspace.open(with.folder / "pets")); // the next day
        QTRY_VERIFY(with.workspace.runs().indexOf(b).isValid());
        QVERIFY(!with.workspace.pair());
        Q_EMIT with.window.runsDock().pairAsked(toQt(a), toQt(b));
        QVERIFY(with.page().isVisible());
        QTRY_VERIFY(with.page().verdict().startsWith("B − A at iteration 20"));
        QTRY_COMPARE(with.page().comparison()->badge(), "identical");
    }
};

QTEST_MAIN(TwinPageTest)
#include "twin_page_test.moc"
