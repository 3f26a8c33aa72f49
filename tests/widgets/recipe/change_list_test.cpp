#include "widgets/recipe/change_list.h"

#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "widgets/recipe/field_editor.h"
#include "widgets/recipe/field_row.h"

using namespace ld3m;
using widgets::ChangeList;

namespace {

struct Listed {
    Listed() {
        settings::Recipe after;
        after.prior.steps = 20;
        after.distillation.seed = 7;
        list.setRecipes({}, after);
        list.show();
    }
    QWidget* input(const char* key) { return list.rowOf(key)->editor()->input(); }
    ChangeList list;
    QSignalSpy changed{&list, &ChangeList::changed};
};

} // namespace

class ChangeListTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsWhatDiffers() {
        Listed with;
        QCOMPARE(with.list.keys(), (QStringList{"prior.steps", "distillation.seed"}));
        QVERIFY(with.list.rowOf("prior.steps")->isChanged());
        QVERIFY(!with.list.rowOf("prior.eta"));
        with.list.setRecipes({}, {});
        QVERIFY(with.list.keys().isEmpty());
        QVERIFY(with.changed.isEmpty());
    }

    void aTypedValueIsTaken() {
        Listed with;
        auto* steps = qobject_cast<QSpinBox*>(with.input("prior.steps"));
        QVERIFY(steps);
        steps->selectAll();
        QTest::keyClicks(steps, "40");
        QTest::keyClick(steps, Qt::Key_Return);
        QCOMPARE(with.list.after().prior.steps, 40);
        QCOMPARE(with.list.before().prior.steps, 10);
        QVERIFY(with.changed.count() >= 1);
    }

    void returnStaysInTheList() {
        QDialog dialog;
        ChangeList list(&dialog);
        QPushButton confirm(&dialog);
        confirm.setDefault(true);
        QSignalSpy confirmed(&confirm, &QPushButton::clicked);
        list.setRecipes({}, {});
        list.add("distillation.seed");
        dialog.show();
        QTest::keyClick(list.rowOf("distillation.seed")->editor()->input(), Qt::Key_Return);
        QCOMPARE(confirmed.count(), 0);
    }

    void aWrongValueIsSaidAndNotTaken() {
        Listed with;
        with.list.add("prior.guidance");
        auto* guidance = qobject_cast<QLineEdit*>(with.input("prior.guidance"));
        QVERIFY(guidance);
        guidance->selectAll();
        QTest::keyClicks(guidance, "1000");
        QTest::keyClick(guidance, Qt::Key_Return);
        QVERIFY(with.list.rowOf("prior.guidance")->problem().contains("out of range"));
        QCOMPARE(with.list.after().prior.guidance, 3.0);
    }

    void moreAreAddedByTheirName() {
        Listed with;
        auto* more = with.list.findChild<QComboBox*>("addChange");
        QTest::keyClicks(more->lineEdit(), "Guidance scale · prior.guidance");
        QTest::keyClick(more->lineEdit(), Qt::Key_Return);
        QCOMPARE(with.list.keys(), (QStringList{"prior.steps", "prior.guidance", "distillation.seed"}));
        QVERIFY(more->currentText().isEmpty());
        with.list.add("prior.guidance"); // once is enough
        with.list.add("no.setting");
        QCOMPARE(with.list.keys().size(), 3);
        QVERIFY(!with.list.rowOf("prior.guidance")->isChanged());
    }

    void oneIsTakenBack() {
        Listed with;
        QToolButton* away = nullptr;
        for (auto* button : with.list.rowOf("prior.steps")->parentWidget()->findChildren<QToolButton*>())
            if (button->accessibleName().startsWith("Leave"))
                away = button;
        QVERIFY(away);
        QTest::mouseClick(away, Qt::LeftButton);
        QCOMPARE(with.list.keys(), QStringList{"distillation.seed"});
        QCOMPARE(with.list.after().prior.steps, 10);
        QCOMPARE(with.changed.count(), 1);
        with.list.remove("prior.steps");
        QCOMPARE(with.changed.count(), 1);
    }
};

QTEST_MAIN(ChangeListTest)
#include "change_list_test.moc"
