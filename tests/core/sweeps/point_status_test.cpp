// Where points stand, by what they have left in the folder.
#include <QtTest>

#include "core/sweeps/point_status.h"
#include "tests/support/scripted_sweep.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using namespace ld3m::sweeps;

class PointStatusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aFinishedPointHasItsResults() {
        const tests::TemporaryFolder temporary;
        const SweepFolder folder = SweepFolder::create(temporary / "sweep", tests::scriptedPlan(2));
        tests::finishPoint(folder, "seed-1");
        const PointStatus status = pointStatus(folder, folder.point("seed-1"));
        QVERIFY(status.state == PointState::finished);
        QCOMPARE(status.iteration, 10);
        QCOMPARE(*status.accuracy, 0.5);
        QVERIFY(qAbs(*status.accuracy_deviation - 0.01) < 1e-12); // over the two runs of one network
        QCOMPARE(status.seconds, 2.5);
        QCOMPARE(*status.iteration_seconds, 0.25);
        QVERIFY(pointStatus(folder, folder.point("seed-0")) ==
                (PointStatus{.id = "seed-0", .iterations = 10}));
    }
};

QTEST_APPLESS_MAIN(PointStatusTest)
#include "point_status_test.moc"
