// What the telemetry dock says with a GPU, without one, and of the run that is shown.
#include "app/workbench/telemetry_dock.h"

#include <QLabel>

#include "tests/app/workbench/scripted_window.h"
#include "widgets/status/phase_bar.h"
#include "widgets/status/sparkline.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

/// Every text that can be seen.
QStringList seen(const workbench::TelemetryDock& dock) {
    QStringList texts;
    for (const QLabel* label : dock.findChildren<QLabel*>())
        if (label->isVisible() && !label->text().isEmpty())
            texts << label->text();
    return texts;
}

} // namespace

class TelemetryDockTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void withoutAGpuOneQuietLineSaysSo() {
        ScriptedWorkspace with;
        workbench::TelemetryDock dock(with.workspace, nullptr, "libthere-is-none.so.1");
        dock.resize(520, 200);
        dock.show();
        QTRY_VERIFY(seen(dock).join('\n').contains("No NVIDIA GPU: computing on "));
        const QStringList texts = seen(dock);
        QVERIFY(!texts.contains("GPU") && !texts.contains("power") && !texts.contains("heat"));
        QVERIFY(texts.contains("CPU") && texts.contains("memory"));
    }

    void aGpuShowsLoadMemoryPowerAndHeat() {
        ScriptedWorkspace with;
        workbench::TelemetryDock dock(with.workspace, nullptr, LD3M_FAKE_NVML);
        dock.resize(520, 200);
        dock.show();
        QTRY_VERIFY(seen(dock).contains("Fake A6000"));
        const QStringList texts = seen(dock);
        for (const char* text : {"96 %", "8.0 / 24 GiB", "313 W", "71 °C"})
            QVERIFY2(texts.contains(text), qPrintable(texts.join(" | ")));
    }

    void aNarrowDockStacksItsMeters() {
        ScriptedWorkspace with;
        workbench::TelemetryDock dock(with.workspace, nullptr, LD3M_FAKE_NVML);
        dock.resize(620, 240);
        dock.show();
        QTRY_VERIFY(seen(dock).contains("Fake A6000"));
        const auto lines = dock.findChildren<widgets::Sparkline*>();
        const auto picture = [&dock](const char* name) {
            if (const QByteArray folder = qgetenv("LD3M_TEST_PICTURES"); !folder.isEmpty())
                dock.grab().save(QString("%1/telemetry_%2.png").arg(folder, name));
        };
        QTRY_VERIFY(lines.front()->values().size() >= 2);
        picture("wide");
        QVERIFY(lines[1]->y() > lines[0]->y() && lines[2]->x() > lines[1]->x());
        QCOMPARE(lines[1]->y(), lines[2]->y()); // CPU beside memory
        dock.resize(300, 240);
        QTRY_COMPARE(lines[1]->x(), lines[2]->x());
        QVERIFY(lines[2]->y() > lines[1]->y());
        picture("narrow");
        for (const widgets::Sparkline* line : lines)
            QVERIFY(line->geometry().right() < dock.width());
    }

    void theLinesGrowByOneASecond() {
        ScriptedWorkspace with;
        workbench::TelemetryDock dock(with.workspace, nullptr, LD3M_FAKE_NVML);
        const auto lines = dock.findChildren<widgets::Sparkline*>();
        QCOMPARE(lines.size(), 7);
        QTRY_VERIFY(lines.front()->values().size() >= 2);
        for (const widgets::Sparkline* line : lines)
            QCOMPARE(line->values().size(), lines.front()->values().size());
    }

    void theRunThatIsOnHasAnEta() {
        ScriptedWindow with;
        QVERIFY(showActive(with.window));
        auto* dock = with.window.findChild<workbench::TelemetryDock*>();
        QVERIFY(!seen(*dock).join('\n').contains("it/s"));
        QVERIFY(with.runTo(10)); // a quarter of a second each, ten are left
        QTRY_VERIFY(seen(*dock).contains("4.00 it/s") && seen(*dock).contains("3 s"));
        QVERIFY(qFuzzyCompare(dock->findChild<widgets::PhaseBar*>()->total(), 0.25));
    }
};

QTEST_MAIN(TelemetryDockTest)
#include "telemetry_dock_test.moc"
