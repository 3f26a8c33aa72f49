#include "app/workbench/task_strip.h"

#include <semaphore>

#include <QLabel>
#include <QProgressBar>
#include <QToolButton>
#include <QtTest>

using namespace ld3m;
using session::BackgroundTask;
using session::TaskContext;
using workbench::TaskStrip;

namespace {

void waitForCancel(TaskContext& context) {
    context.published.progress.publish({"Training networks", 1500, 3000});
    while (true) {
        context.control.checkpoint();
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

QString textOf(const TaskStrip& strip) {
    QStringList texts;
    for (const QLabel* label : strip.findChildren<QLabel*>())
        texts << label->text();
    return texts.join('|');
}

} // namespace

class TaskStripTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void isHiddenWithoutWork() {
        TaskStrip strip;
        QVERIFY(!strip.isVisibleTo(nullptr));
        QCOMPARE(strip.count(), 0);
    }

    void saysWhatHowFarAndCancels() {
        TaskStrip strip;
        BackgroundTask task("Evaluating near iteration 40", waitForCancel);
        strip.show(&task);
        strip.QWidget::show();
        QCOMPARE(strip.count(), 1);
        QTRY_VERIFY2(textOf(strip).contains("Training networks 1,500 / 3,000"), qPrintable(textOf(strip)));
        QVERIFY(textOf(strip).contains("Evaluating near iteration 40"));
        QCOMPARE(strip.findChild<QProgressBar*>()->value(), 500);
        auto* cancel = strip.findChild<QToolButton*>("cancelTask");
        QVERIFY(cancel->toolTip().contains("Evaluating near iteration 40"));
        QSignalSpy cancelled(&task, &BackgroundTask::cancelled);
        QTest::mouseClick(cancel, Qt::LeftButton);
        QVERIFY(!cancel->isEnabled());
        QVERIFY(cancelled.count() == 1 || cancelled.wait());
        QTRY_COMPARE(strip.count(), 0);
        QVERIFY(!strip.isVisible());
    }

    void severalStandSideBySide() {
        TaskStrip strip;
        BackgroundTask first("First", waitForCancel);
        BackgroundTask second("Second", waitForCancel);
        strip.show(&first);
        strip.show(&second);
        QCOMPARE(strip.count(), 2);
        first.cancel();
        QTRY_COMPARE(strip.count(), 1);
        QTRY_VERIFY(!textOf(strip).contains("First"));
        QVERIFY(textOf(strip).contains("Second"));
    }

    void unknownLengthIsABusyBar() {
        std::binary_semaphore seen(0);
        TaskStrip strip;
        BackgroundTask task("Packing", [&](TaskContext& context) {
            context.published.progress.publish({"Packing", 0, 0});
            seen.acquire();
        });
        strip.show(&task);
        QTRY_COMPARE(task.progress().what, std::string("Packing"));
        QCOMPARE(strip.findChild<QProgressBar*>()->maximum(), 0);
        seen.release();
        QTRY_COMPARE(strip.count(), 0);
    }
};

QTEST_MAIN(TaskStripTest)
#include "task_strip_test.moc"
