// What can be changed in the recipe form while a run is on, and what cannot.
#include <QLineEdit>
#include <QToolButton>
#include <QUndoStack>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/recipe/field_row.h"
#include "widgets/recipe/recipe_form.h"

using namespace ld3m;
using namespace ld3m::widgets;

class RecipeFormLocksTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<RecipeForm> m_form;
    settings::Recipe m_defaults;

    bool canEdit(const QString& key) const {
        const QWidget* input = m_form->editorOf(key);
        const auto* line = qobject_cast<const QLineEdit*>(input);
        return line ? !line->isReadOnly() : input->isEnabled();
    }
    FieldRow* rowOf(const QString& key) const {
        return qobject_cast<FieldRow*>(m_form->editorOf(key)->parentWidget()->parentWidget());
    }
    QToolButton* branchButton(const QString& key) const {
        return rowOf(key)->findChild<QToolButton*>({}, Qt::FindDirectChildrenOnly);
    }

private Q_SLOTS:
    void init() {
        m_form = std::make_unique<RecipeForm>();
        m_form->resize(340, 600);
        QVERIFY(tests::showActive(*m_form));
    }
    void cleanup() { m_form.reset(); }

    void aRunLeavesLiveSettingsOpen() {
        m_form->setRunning(true);
        QVERIFY(m_form->isRunning());
        int live = 0;
        const auto fields = settings::fieldsOf(m_defaults);
        for (const settings::Field& field : fields) {
            const QString key = QString::fromStdString(field.key());
            QVERIFY2(canEdit(key) == field.about().live, qPrintable(key));
            QVERIFY2(branchButton(key)->isVisible() != field.about().live, qPrintable(key));
            live += field.about().live ? 1 : 0;
        }
        QVERIFY(live > 3 && live < int(fields.size()) - 3);
        m_form->setRunning(false);
        for (const settings::Field& field : fields) {
            const QString key = QString::fromStdString(field.key());
            QVERIFY2(canEdit(key), qPrintable(key));
            QVERIFY2(!branchButton(key)->isVisible(), qPrintable(key));
        }
    }

    void liveSettingsStillSayWhatIsEntered() {
        m_form->setRunning(true);
        QSignalSpy edited(m_form.get(), &RecipeForm::edited);
        QTest::keyClick(m_form->editorOf("prior.steps"), Qt::Key_Up);
        QCOMPARE(edited.count(), 1);
        QCOMPARE(m_form->recipe().prior.steps, m_defaults.prior.steps + 1);
        m_form->undoStack()->undo();
        QCOMPARE(m_form->recipe().prior.steps, m_defaults.prior.steps);
    }

    void lockedSettingsOfferABranch() {
        m_form->setRunning(true);
        m_form->reveal("distillation.seed");
        QSignalSpy branch(m_form.get(), &RecipeForm::branchRequested);
        QTest::mouseClick(branchButton("distillation.seed"), Qt::LeftButton);
        QCOMPARE(branch.value(0), QVariantList{QString("distillation.seed")});
    }

    void nothingReachesBehindTheLock() {
        m_form->setValue("distillation.seed", std::int64_t{7});
        m_form->setRunning(true);
        QSignalSpy edited(m_form.get(), &RecipeForm::edited);
        m_form->undoStack()->undo();
        QVERIFY(!m_form->setValue("distillation.seed", std::int64_t{8}));
        QCOMPARE(m_form->problem("distillation.seed"), QString("This cannot change during a run."));
        QCOMPARE(m_form->recipe().distillation.seed, std::int64_t{7});
        QVERIFY(edited.isEmpty());
        m_form->setRunning(false);
        QCOMPARE(m_form->problem("distillation.seed"), QString());
    }

    void livesEditsSurviveAPause() {
        m_form->setRunning(true);
        m_form->setValue("prior.steps", std::int64_t{50});
        m_form->setRunning(true); // paused is still on
        QVERIFY(m_form->undoStack()->canUndo());
        m_form->setRunning(false);
        QVERIFY(m_form->undoStack()->canUndo());
    }

    void aWrongTextDoesNotGetLockedIn() {
        auto* seed = qobject_cast<QLineEdit*>(m_form->editorOf("distillation.seed"));
        seed->selectAll();
        QTest::keyClicks(seed, "lucky");
        QTest::keyClick(seed, Qt::Key_Return);
        QVERIFY(!m_form->problem("distillation.seed").isEmpty());
        m_form->setRunning(true);
        QCOMPARE(seed->text(), QString("0"));
        QCOMPARE(m_form->problem("distillation.seed"), QString());
    }

    void readOnlyClosesEverything() {
        m_form->setValue("prior.steps", std::int64_t{33});
        m_form->setReadOnly(true);
        for (const settings::Field& field : settings::fieldsOf(m_defaults)) {
            const QString key = QString::fromStdString(field.key());
            QVERIFY2(!canEdit(key), qPrintable(key));
            QVERIFY2(!branchButton(key)->isVisible(), qPrintable(key));
        }
        QVERIFY(!m_form->setValue("prior.steps", std::int64_t{5}));
        m_form->undoStack()->undo();
        QCOMPARE(m_form->recipe().prior.steps, std::int64_t{33});
        m_form->setReadOnly(false);
        QVERIFY(canEdit("prior.steps"));
    }

    void rowsLineUpDuringARun() {
        m_form->setRunning(true);
        QTRY_VERIFY(branchButton("prior.kind")->isVisible());
        QCoreApplication::processEvents();
        const auto edges = [this](const QString& key) {
            const QWidget* editor = m_form->editorOf(key)->parentWidget();
            return QPair(editor->geometry().left(), editor->geometry().right());
        };
        QCOMPARE(edges("prior.residual"), edges("prior.sampler")); // a live one and a locked one
    }
};

QTEST_MAIN(RecipeFormLocksTest)
#include "recipe_form_locks_test.moc"
