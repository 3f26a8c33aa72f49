// How long a sweep will take.
#include <QtTest>

#include "core/sweeps/sweep_pace.h"

using namespace ld3m;
using sweeps::SweepPace;

class SweepPaceTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void workGrowsWithIterationsAndSteps() {
        settings::Recipe recipe;
        recipe.distillation.iterations = 100;
        recipe.prior.kind = settings::PriorKind::pixel;
        recipe.prior.steps = 9;
        QCOMPARE(sweeps::workOf(recipe), 100.0);
        recipe.prior.kind = settings::PriorKind::latent_diffusion;
        QCOMPARE(sweeps::workOf(recipe), 1000.0);
    }

    void nothingIsKnownAtFirst() {
        SweepPace pace;
        QVERIFY(!pace.secondsFor(10, 1));
        pace.note(0, 50, 0); // what an earlier sweep had done says nothing of the pace
        pace.note(10, 50, 2);
        QVERIFY(!pace.secondsFor(10, 1));
    }

    void timeIsThatOfProcesses() {
        SweepPace pace;
        pace.note(0, 50, 2);
        pace.note(10, 60, 2); // 20 process seconds for 10 units
        QCOMPARE(pace.secondsFor(30, 1).value(), 60.0);
        QCOMPARE(pace.secondsFor(30, 3).value(), 20.0);
        pace.note(1000, 60, 0);
        pace.note(2000, 60, 1); // nobody worked in between
        QCOMPARE(pace.secondsFor(30, 1).value(), 60.0 + 3 * 990 * 2);
    }
};

QTEST_APPLESS_MAIN(SweepPaceTest)
#include "sweep_pace_test.moc"
