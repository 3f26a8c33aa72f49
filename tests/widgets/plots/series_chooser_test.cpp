#include "widgets/plots/series_chooser.h"

#include <QLineEdit>
#include <QListWidget>
#include <QtTest>

#include "tests/widgets/events.h"

using namespace ld3m;
using widgets::SeriesChooser;

class SeriesChooserTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void saysHowManyOfThem() {
        SeriesChooser chooser("Classes");
        QCOMPARE(chooser.text(), "Classes");
        QVERIFY(!chooser.isEnabled());
        chooser.setNames({"cat", "dog", "frog"}, 2);
        QCOMPARE(chooser.text(), "Classes 2 of 3");
        QCOMPARE(chooser.chosen(), (QList{0, 1}));
    }

    void otherNamesOfTheSameNumberKeepTheTicks() {
        SeriesChooser chooser("Classes");
        chooser.setNames({"class 0", "class 1", "class 2"}, 1);
        chooser.setChosen({1, 2});
        chooser.setNames({"cat", "dog", "frog"}, 1);
        QCOMPARE(chooser.chosen(), (QList{1, 2}));
        QCOMPARE(chooser.names(), (QStringList{"cat", "dog", "frog"}));
        chooser.setNames({"cat", "dog"}, 1);
        QCOMPARE(chooser.chosen(), (QList{0}));
    }

    void opensFiltersAndTicks() {
        SeriesChooser chooser("Classes");
        chooser.setNames({"cat", "dog", "frog"}, 1);
        QSignalSpy changed(&chooser, &SeriesChooser::chosenChanged);
        QVERIFY(tests::showActive(chooser));
        QTest::mouseClick(&chooser, Qt::LeftButton);
        QTRY_VERIFY(chooser.list()->isVisible());
        QTest::keyClicks(chooser.filter(), "og");
        QVERIFY(chooser.list()->item(0)->isHidden());
        QVERIFY(!chooser.list()->item(1)->isHidden());
        chooser.list()->setFocus();
        chooser.list()->setCurrentRow(2);
        QTest::keyClick(chooser.list(), Qt::Key_Space);
        QCOMPARE(chooser.chosen(), (QList{0, 2}));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(chooser.text(), "Classes 2 of 3");
    }
};

QTEST_MAIN(SeriesChooserTest)
#include "series_chooser_test.moc"
