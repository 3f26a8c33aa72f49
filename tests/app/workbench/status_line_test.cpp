#include "app/workbench/status_line.h"

#include <QLabel>
#include <QtTest>

#include "tests/support/scripted_workspace.h"

using namespace ld3m;
using tests::ScriptedWorkspace;
using workbench::StatusLine;

namespace {

struct Lined : ScriptedWorkspace {
    QString facts() const { return line.findChildren<QLabel*>().front()->text(); }
    QString behind() const { return line.findChildren<QLabel*>().back()->text(); }
    StatusLine line{workspace};
};

} // namespace

class StatusLineTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysWhatTheNextRunWillUse() {
        Lined with;
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.distillation.seed = 42;
        recipe.device.kind = settings::DeviceKind::cpu;
        QVERIFY(with.workspace.createProject(with.folder / "pets", "pets", recipe));
        QCOMPARE(with.facts(), "device cpu, fp32      seed 42      format 1");
    }

    void saysWhatTheShownRunUsed() {
        Lined with;
        settings::Recipe recipe = tests::scriptedRecipe();
        recipe.distillation.seed = 7;
        tests::finishedRun(with.folder / "run", recipe);
        QVERIFY(with.workspace.open(with.folder / "run"));
        QTRY_COMPARE(with.facts(), "scripted device      seed 7      format 1");
    }

    void saysWhetherTheWindowKeepsUp() {
        Lined with;
        QTRY_VERIFY(with.behind().startsWith("UI "));
        QVERIFY2(with.behind().contains("ms behind, 99 % under"), qPrintable(with.behind()));
    }
};

QTEST_MAIN(StatusLineTest)
#include "status_line_test.moc"
