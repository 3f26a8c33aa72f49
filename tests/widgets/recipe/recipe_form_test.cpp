// What somebody enters, takes back and finds in the recipe form.
#include "widgets/recipe/recipe_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QSpinBox>
#include <QToolButton>
#include <QUndoStack>
#include <QtTest>

#include "core/base/error.h"
#include "core/settings/protocols.h"
#include "tests/support/message_of.h"
#include "tests/widgets/events.h"
#include "widgets/recipe/form_section.h"

using namespace ld3m;
using namespace ld3m::widgets;
using settings::Value;

class RecipeFormTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<RecipeForm> m_form;
    std::vector<std::pair<QString, Value>> m_edits; ///< what edited() said

    template<typename Input>
    Input* input(const QString& key) const {
        return qobject_cast<Input*>(m_form->editorOf(key));
    }
    void type(const QString& key, const QString& text) const {
        auto* line = input<QLineEdit>(key);
        line->setFocus();
        line->selectAll();
        QTest::keyClicks(line, text);
        QTest::keyClick(line, Qt::Key_Return);
    }
    FormSection* sectionOf(const QString& key) const {
        QWidget* widget = m_form->editorOf(key);
        while (widget && !qobject_cast<FormSection*>(widget))
            widget = widget->parentWidget();
        return qobject_cast<FormSection*>(widget);
    }
    QStringList shownTexts() const {
        QStringList texts;
        for (const auto* label : m_form->findChildren<QLabel*>())
            if (label->isVisible())
                texts << label->text();
        return texts;
    }

private Q_SLOTS:
    void init() {
        m_edits.clear();
        m_form = std::make_unique<RecipeForm>();
        m_form->resize(340, 600);
        connect(m_form.get(), &RecipeForm::edited, this,
                [this](const QString& key, const Value& value) { m_edits.emplace_back(key, value); });
        QVERIFY(tests::showActive(*m_form));
    }
    void cleanup() { m_form.reset(); }

    void everySettingHasAnEditor() {
        settings::Recipe recipe;
        for (const settings::Field& field : settings::fieldsOf(recipe)) {
            const QString key = QString::fromStdString(field.key());
            QVERIFY2(m_form->editorOf(key), qPrintable(key));
            QCOMPARE(m_form->editorOf(key)->accessibleName(), QString::fromStdString(field.about().label));
            QVERIFY(m_form->editorOf(key)->isVisible());
        }
        QVERIFY(!m_form->editorOf("prior.unknown"));
        QCOMPARE(m_form->problem("prior.unknown"), QString());
    }

    void showsAnotherRecipeQuietly() {
        m_form->setValue("prior.steps", std::int64_t{33});
        m_edits.clear();
        settings::Recipe recipe;
        recipe.prior.steps = 17;
        recipe.prior.guidance = 2.5;
        recipe.prior.kind = settings::PriorKind::pixel;
        recipe.prior.antialias = true;
        recipe.dataset.classes = {"cat", "dog"};
        m_form->setRecipe(recipe);
        QCOMPARE(input<QSpinBox>("prior.steps")->value(), 17);
        QCOMPARE(input<QLineEdit>("prior.guidance")->text(), QString("2.5"));
        QCOMPARE(input<QComboBox>("prior.kind")->currentText(), QString("pixel"));
        QVERIFY(input<QCheckBox>("prior.antialias")->isChecked());
        QCOMPARE(input<QLineEdit>("dataset.classes")->text(), QString("cat, dog"));
        QVERIFY(settings::difference(m_form->recipe(), recipe).empty());
        QVERIFY(m_edits.empty());
        QVERIFY(!m_form->undoStack()->canUndo());
    }

    // A protocol gives other settings their values; taking it back gives them those that they had.
    void aPresetMovesOthersAndTakesThemBack() {
        m_form->setValue("evaluation.batch", std::int64_t{77});
        type("evaluation.rate", "0.5");
        const settings::Recipe typed = m_form->recipe();
        m_form->reveal("evaluation.protocol");
        QTest::keyClick(input<QComboBox>("evaluation.protocol"), Qt::Key_Down); // dc
        settings::Recipe expected = typed;
        settings::applyOverride(expected, "evaluation.protocol=dc");
        QVERIFY(settings::difference(m_form->recipe(), expected).empty());
        QCOMPARE(m_form->recipe().evaluation.epochs, std::int64_t{300});
        QCOMPARE(input<QSpinBox>("evaluation.epochs")->value(), 300);
        QCOMPARE(input<QLineEdit>("evaluation.rate")->text(), QString("0.01"));

        settings::Recipe listener = typed; // what a listener that follows edited() has
        m_edits.clear();
        m_form->undoStack()->undo();
        QVERIFY(settings::difference(m_form->recipe(), typed).empty());
        QCOMPARE(input<QLineEdit>("evaluation.rate")->text(), QString("0.5"));
        m_form->undoStack()->redo();
        QVERIFY(settings::difference(m_form->recipe(), expected).empty());
        for (const auto& [key, value] : m_edits)
            settings::fieldNamed(settings::fieldsOf(listener), key.toStdString()).set(value);
        QVERIFY(settings::difference(listener, expected).empty());

        type("evaluation.rate", "0.02"); // wins over the preset
        QVERIFY(m_form->recipe().evaluation.protocol == settings::Protocol::dc);
        m_form->undoStack()->undo();
        m_form->undoStack()->undo();
        QVERIFY(settings::difference(m_form->recipe(), typed).empty());
    }

    void whatIsEnteredIsAppliedAndSaid() {
        type("prior.guidance", "2.5");
        QCOMPARE(m_form->recipe().prior.guidance, 2.5);
        QTest::keyClick(input<QComboBox>("prior.kind"), Qt::Key_Down);
        QVERIFY(m_form->recipe().prior.kind == settings::PriorKind::autoencoder);
        QTest::keyClick(input<QSpinBox>("distillation.ipc"), Qt::Key_Up);
        QCOMPARE(m_form->recipe().distillation.ipc, std::int64_t{2});
        auto* box = input<QCheckBox>("dataset.skip_broken");
        m_form->reveal("dataset.skip_broken");
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QVERIFY(m_form->recipe().dataset.skip_broken);
        type("dataset.classes", "cat,  dog");
        const std::vector<std::pair<QString, Value>> expected{
            {"prior.guidance", 2.5},
            {"prior.kind", std::string("autoencoder")},
            {"distillation.ipc", std::int64_t{2}},
            {"dataset.skip_broken", true},
            {"dataset.classes", std::vector<std::string>{"cat", "dog"}}};
        QVERIFY(m_edits == expected);
    }

    void aWrongTextIsExplainedAndNotApplied() {
        const double before = m_form->recipe().prior.guidance;
        type("prior.guidance", "<b>strong</b>");
        QCOMPARE(m_form->problem("prior.guidance"),
                 QString("prior.guidance wants a number, not \"<b>strong</b>\"."));
        QVERIFY(shownTexts().contains(m_form->problem("prior.guidance")));
        QVERIFY(input<QLineEdit>("prior.guidance")->property("wrong").toBool());
        QCOMPARE(input<QLineEdit>("prior.guidance")->text(), QString("<b>strong</b>")); // to be put right
        type("prior.guidance", "500");
        QCOMPARE(m_form->problem("prior.guidance"),
                 QString("prior.guidance = 500 is out of range: give from 0 to 100."));
        QCOMPARE(m_form->recipe().prior.guidance, before);
        QVERIFY(m_edits.empty());
        QVERIFY(!m_form->undoStack()->canUndo());
        type("prior.guidance", "5");
        QCOMPARE(m_form->problem("prior.guidance"), QString());
        QVERIFY(!input<QLineEdit>("prior.guidance")->property("wrong").toBool());
        QCOMPARE(m_form->recipe().prior.guidance, 5.0);
    }

    void takingAWrongTextBackByHandClearsIt() {
        const QString before = input<QLineEdit>("prior.guidance")->text();
        type("prior.guidance", "strong");
        type("prior.guidance", before);
        QCOMPARE(m_form->problem("prior.guidance"), QString());
        QVERIFY(m_edits.empty());
    }

    void setValueIsLikeTyping() {
        QVERIFY(m_form->setValue("prior.steps", std::int64_t{25}));
        QCOMPARE(input<QSpinBox>("prior.steps")->value(), 25);
        QVERIFY(m_edits.back() == std::pair(QString("prior.steps"), Value(std::int64_t{25})));
        QVERIFY(!m_form->setValue("prior.steps", std::int64_t{0}));
        QVERIFY(m_form->problem("prior.steps").contains("prior.steps = 0 is out of range"));
        QCOMPARE(m_form->recipe().prior.steps, std::int64_t{25});
        QVERIFY(tests::messageOf<base::InputError>([this] {
                    m_form->setValue("prior.stepz", std::int64_t{1});
                }).contains("prior.steps"));
    }

    void undoAndRedoGoThroughEveryEdit() {
        const std::int64_t steps = m_form->recipe().prior.steps;
        QTest::keyClick(input<QSpinBox>("prior.steps"), Qt::Key_Up);
        type("prior.guidance", "7");
        QUndoStack* undo = m_form->undoStack();
        QCOMPARE(undo->count(), 2);
        undo->undo();
        undo->undo();
        QCOMPARE(m_form->recipe().prior.steps, steps);
        QCOMPARE(input<QSpinBox>("prior.steps")->value(), int(steps));
        QVERIFY(m_edits.back() == std::pair(QString("prior.steps"), Value(steps)));
        QCOMPARE(m_form->changedCount(), 0);
        undo->redo();
        undo->redo();
        QCOMPARE(input<QLineEdit>("prior.guidance")->text(), QString("7"));
        QCOMPARE(m_form->recipe().prior.guidance, 7.0);
        QCOMPARE(m_edits.size(), std::size_t{6});
        QCOMPARE(m_form->changedCount(), 2);
        QCOMPARE(undo->undoText(), QString("Guidance scale 3 → 7"));
    }

    void theSameValueIsNoEdit() {
        QVERIFY(m_form->setValue("prior.guidance", m_form->recipe().prior.guidance));
        type("prior.guidance", input<QLineEdit>("prior.guidance")->text() + ".0");
        QVERIFY(m_edits.empty());
        QVERIFY(!m_form->undoStack()->canUndo());
        QVERIFY(!input<QLineEdit>("prior.guidance")->text().endsWith(".0")); // as values are spelt
    }

    void changesAreMarkedAgainstTheBase() {
        QSignalSpy counted(m_form.get(), &RecipeForm::changedCountChanged);
        m_form->setValue("prior.steps", std::int64_t{25});
        m_form->setValue("distillation.momentum", 0.25);
        QCOMPARE(m_form->changedCount(), 2);
        QCOMPARE(counted.last(), QVariantList{2});
        QVERIFY(m_form->editorOf("prior.steps")->property("changed").toBool());
        QVERIFY(!m_form->editorOf("prior.kind")->property("changed").toBool());
        QVERIFY(shownTexts().contains("2 changed"));
        QCOMPARE(sectionOf("prior.steps")->header()->text(), QString("Prior · 1 changed"));

        settings::Recipe base;
        base.prior.steps = 25;
        m_form->setBase(base);
        QCOMPARE(m_form->changedCount(), 1);
        QVERIFY(!m_form->editorOf("prior.steps")->property("changed").toBool());
        QCOMPARE(sectionOf("prior.steps")->header()->text(), QString("Prior"));
        m_form->setRecipe(base);
        QCOMPARE(m_form->changedCount(), 0);
        QCOMPARE(counted.last(), QVariantList{0});
        QVERIFY(!shownTexts().contains("1 changed"));
    }

    void theFilterFinds() {
        auto* filter = m_form->findChild<QLineEdit*>(); // the first in the form
        QTest::keyClicks(filter, "rate z");
        QVERIFY(m_form->editorOf("distillation.latent_rate")->isVisible());
        QVERIFY(!m_form->editorOf("prior.steps")->isVisible());
        QVERIFY(!sectionOf("prior.steps")->isVisible());
        m_form->setFilter("prior.ste");
        QVERIFY(m_form->editorOf("prior.steps")->isVisible());
        QVERIFY(!m_form->editorOf("distillation.latent_rate")->isVisible());
        m_form->setFilter("no such setting");
        QVERIFY(shownTexts().contains("No setting has these words."));
        m_form->setFilter({});
        QVERIFY(m_form->editorOf("prior.steps")->isVisible());
        QVERIFY(!shownTexts().contains("No setting has these words."));
    }

    void revealLeadsToASetting() {
        m_form->setFilter("steps");
        FormSection* section = sectionOf("device.threads");
        section->setFolded(true);
        m_form->reveal("device.threads");
        QWidget* editor = m_form->editorOf("device.threads");
        QTRY_VERIFY(editor->hasFocus());
        QVERIFY(!section->isFolded());
        QVERIFY(m_form->editorOf("prior.kind")->isVisible()); // the filter is off
        const QWidget* viewport = m_form->findChild<QScrollArea*>()->viewport();
        QVERIFY(viewport->rect().contains(editor->mapTo(viewport, editor->rect().center())));
        m_form->reveal("prior.unknown"); // nothing happens
        QVERIFY(editor->hasFocus());
    }

    // The wheel over a form scrolls it; it must not turn what it passes.
    void scrollingChangesNothing() {
        for (const char* key : {"dataset.resolution", "dataset.normalisation", "prior.kind"})
            tests::turnWheel(m_form->editorOf(key), QPoint(5, 5), -tests::kNotch);
        QVERIFY(m_edits.empty());
    }
};

QTEST_MAIN(RecipeFormTest)
#include "recipe_form_test.moc"
