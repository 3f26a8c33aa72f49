#include "app/workbench/screenshooter.h"

#include "tests/app/workbench/scripted_window.h"

using namespace ld3m;
using namespace ld3m::tests;
using workbench::Moment;
using workbench::Screenshooter;

class ScreenshooterTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void takesPicturesAtTheirMoments() {
        ScriptedWindow with;
        with.window.resize(900, 600);
        QVERIFY(showActive(with.window));
        const QString start = toQt(with.folder / "made/start.png");
        const QString iteration = toQt(with.folder / "made/iteration.png");
        const QString end = toQt(with.folder / "made/end.png");
        Screenshooter shooter(with.window, with.workspace,
                              {{start, {Moment::Kind::after, 0}},
                               {iteration, {Moment::Kind::iteration, 4}},
                               {end, {Moment::Kind::finished, 0}}});
        QSignalSpy done(&shooter, &Screenshooter::done);
        QTRY_VERIFY(QFile::exists(start));
        QCOMPARE(QImage(start).size(), with.window.size());
        QVERIFY(with.runTo(3));
        QVERIFY(!QFile::exists(iteration));
        with.script.goTo(5);
        QTRY_VERIFY(QFile::exists(iteration));
        QVERIFY(!QFile::exists(end) && done.isEmpty());
        with.script.goTo(1000);
        QTRY_COMPARE(done.count(), 1);
        for (const QString& file : {iteration, end}) // the window may have grown for its page
            QCOMPARE(QImage(file).size(), with.window.size());
        QVERIFY(QImage(start) != QImage(end));
    }

    void whatCannotBeWrittenIsSaid() {
        ScriptedWindow with;
        files::writeAtomically(with.folder / "file", "in the way");
        Screenshooter shooter(with.window, with.workspace,
                              {{toQt(with.folder / "file/a.png"), {Moment::Kind::after, 0}}});
        QSignalSpy failed(&shooter, &Screenshooter::failed);
        QVERIFY(failed.wait());
        QVERIFY(failed.at(0).at(0).toString().contains("file/a.png"));
    }
};

QTEST_MAIN(ScreenshooterTest)
#include "screenshooter_test.moc"
