#include "app/workbench/recipe_dock.h"

#include <QLabel>
#include <QUndoStack>

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

struct Recipe : ScriptedWindow {
    widgets::RecipeForm* form() { return window.recipeDock().form(); }
    bool locked(const char* key) {
        const QWidget* input = form()->editorOf(key);
        const auto* line = qobject_cast<const QLineEdit*>(input);
        return line ? line->isReadOnly() : !input->isEnabled();
    }
    QPushButton* take() { return window.recipeDock().findChild<QPushButton*>("takeRecipe"); }
    QString note() {
        const QWidget* row = take()->parentWidget();
        return row->isVisible() ? row->findChild<QLabel*>()->text() : QString();
    }
};

} // namespace

class RecipeDockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isReadOnlyWithoutAProject() {
        Recipe with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.locked("distillation.latent_rate") && with.locked("distillation.ipc"));
        QVERIFY(with.create("pets"));
        QVERIFY(!with.locked("distillation.latent_rate") && !with.locked("distillation.ipc"));
        QCOMPARE(with.form()->recipe().dataset.path, std::string("/data/pets"));
        QCOMPARE(with.form()->changedCount(), 0); // compared with the project as it was opened
    }

    void onlyLiveFieldsAreOpenDuringARun() {
        Recipe with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.runTo(2));
        QVERIFY(!with.locked("distillation.latent_rate"));
        QVERIFY(with.locked("distillation.ipc") && with.locked("dataset.path") && with.locked("prior.kind"));
        with.workspace.session()->stop();
        QTRY_VERIFY(!with.workspace.isOn());
        QVERIFY(!with.locked("distillation.ipc") && !with.locked("dataset.path"));
    }

    void whatIsTypedReachesTheWorkspaceAndCanBeUndone() {
        Recipe with;
        QVERIFY(showActive(with.window));
        QVERIFY(with.create("pets"));
        with.edit("distillation.ipc", "7");
        QCOMPARE(with.workspace.recipe().distillation.ipc, 7);
        QCOMPARE(with.form()->changedCount(), 1);
        with.window.recipeDock().undoStack()->undo();
        QCOMPARE(with.workspace.recipe().distillation.ipc, 2);
        with.edit("distillation.momentum", "4");
        QVERIFY(!with.form()->problem("distillation.momentum").isEmpty());
        QCOMPARE(with.workspace.recipe().distillation.momentum, 0.5);
    }

    void saysHowTheShownRunDiffersAndTakesItsRecipe() {
        Recipe with;
        settings::Recipe other = scriptedRecipe();
        other.distillation.ipc = 5;
        QVERIFY(with.create("pets"));
        finishedRun(with.folder / "pets/runs/one", other);
        QVERIFY(showActive(with.window));
        QVERIFY(with.workspace.open(with.folder / "pets/runs/one"));
        QTRY_COMPARE(with.note(), "The shown run had distillation.ipc: 2 → 5");
        with.edit("distillation.seed", "3");
        QTRY_COMPARE(with.note(), "The shown run had 2 other settings");
        click(with.take());
        QCOMPARE(with.workspace.recipe().distillation.ipc, 5);
        QCOMPARE(with.form()->recipe().distillation.seed, 0);
        QVERIFY(with.note().isEmpty());
        with.script.goTo(1);
        QVERIFY(with.workspace.start());
        with.edit("distillation.latent_rate", "0.7");
        QVERIFY(with.note().isEmpty()); // the form is that of the run that is on
    }
};

QTEST_MAIN(RecipeDockTest)
#include "recipe_dock_test.moc"
