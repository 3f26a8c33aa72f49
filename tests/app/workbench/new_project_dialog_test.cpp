#include "app/workbench/new_project_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QtTest>

#include "tests/support/scripted_workspace.h"

using namespace ld3m;
using tests::toQt;
using workbench::NewProjectDialog;

class NewProjectDialogTest : public QObject {
    Q_OBJECT

    tests::MemoryFolder m_folder;

    static QPushButton* createButton(const NewProjectDialog& dialog) {
        const auto* box = dialog.findChild<QDialogButtonBox*>();
        for (QAbstractButton* button : box->buttons())
            if (box->buttonRole(button) == QDialogButtonBox::AcceptRole)
                return qobject_cast<QPushButton*>(button);
        return nullptr;
    }
    static QString note(const NewProjectDialog& dialog) {
        return dialog.findChild<QLabel*>("projectNote")->text();
    }
    void fill(NewProjectDialog& dialog, const QString& name) const {
        auto* place = dialog.findChild<QLineEdit*>("projectLocation");
        place->selectAll();
        QTest::keyClicks(place, toQt(m_folder.path()));
        QTest::keyClicks(dialog.findChild<QLineEdit*>("projectName"), name);
    }

private Q_SLOTS:
    void saysWhatItWillMake() {
        NewProjectDialog dialog({});
        QVERIFY(!createButton(dialog)->isEnabled());
        fill(dialog, " pets ");
        QVERIFY(createButton(dialog)->isEnabled());
        QCOMPARE(note(dialog), "Makes " + toQt(m_folder / "pets"));
        QCOMPARE(dialog.name(), "pets");
        QCOMPARE(dialog.folder(), m_folder / "pets");
        QVERIFY(dialog.recipeFile().isEmpty());
        QSignalSpy accepted(&dialog, &QDialog::accepted);
        QTest::mouseClick(createButton(dialog), Qt::LeftButton);
        QCOMPARE(accepted.count(), 1);
    }

    void aTakenNameIsRefused() {
        projects::Project::create(m_folder / "taken", "taken", {});
        NewProjectDialog dialog({});
        fill(dialog, "taken");
        QVERIFY(!createButton(dialog)->isEnabled());
        QVERIFY2(note(dialog).contains("already is a project"), qPrintable(note(dialog)));
        QTest::keyClicks(dialog.findChild<QLineEdit*>("projectName"), "2");
        QVERIFY(createButton(dialog)->isEnabled());
    }

    void aNameThatIsNoFolderIsRefused_data() {
        QTest::addColumn<QString>("name");
        for (const char* name : {"a/b", ".", ".."})
            QTest::newRow(name) << name;
    }
    void aNameThatIsNoFolderIsRefused() {
        QFETCH(QString, name);
        NewProjectDialog dialog({});
        fill(dialog, name);
        QVERIFY(!createButton(dialog)->isEnabled());
        QVERIFY2(note(dialog).contains("is no name of a folder"), qPrintable(note(dialog)));
    }

    void offersReadyRecipes() {
        NewProjectDialog dialog({"/somewhere/cifar10-dc.toml", "/somewhere/paper.v2.toml"});
        auto* recipes = dialog.findChild<QComboBox*>("projectRecipe");
        QCOMPARE(recipes->count(), 3);
        QTest::keyClicks(recipes, "paper");
        QCOMPARE(dialog.recipeFile(), "/somewhere/paper.v2.toml");
    }
};

QTEST_MAIN(NewProjectDialogTest)
#include "new_project_dialog_test.moc"
