// The right editor for each kind of setting, and what it says when somebody picks a value.
#include "widgets/recipe/field_editor.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/recipe/toy_fields.h"

using namespace ld3m;
using widgets::FieldEditor;

class FieldEditorTest : public QObject {
    Q_OBJECT
private:
    tests::Toy m_toy;
    std::unique_ptr<QWidget> m_window;
    FieldEditor* m_editor = nullptr;

    template<typename Input>
    Input* show(const char* name) {
        m_window = std::make_unique<QWidget>();
        m_window->resize(300, 60);
        m_editor = FieldEditor::make(m_toy.field(name), m_window.get());
        m_editor->resize(300, 40);
        if (!tests::showActive(*m_window))
            qWarning("the window is not active");
        return qobject_cast<Input*>(m_editor->input());
    }

private Q_SLOTS:
    void cleanup() { m_window.reset(); }

    void everyTypeHasItsInput() {
        QVERIFY(show<QCheckBox>("on"));
        QVERIFY(show<QSpinBox>("steps"));
        QVERIFY(show<QComboBox>("kind"));
        QVERIFY(show<QLineEdit>("rate"));
        QVERIFY(show<QLineEdit>("classes"));
        QVERIFY2(show<QLineEdit>("seed"), "its range is larger than a spin box can count");
        QCOMPARE(m_editor->input()->accessibleName(), QString("Seed"));
        QCOMPARE(m_editor->focusProxy(), m_editor->input());
    }

    void pathsCanBeChosen() {
        for (const char* name : {"path", "checkpoint"}) {
            show<QLineEdit>(name);
            QVERIFY(m_editor->findChild<QToolButton*>());
            QVERIFY(!m_editor->findChild<QToolButton*>()->accessibleName().isEmpty());
        }
        show<QLineEdit>("rate");
        QVERIFY(!m_editor->findChild<QToolButton*>());
    }

    void unitsStandBehind() {
        QCOMPARE(show<QSpinBox>("steps")->text(), QString("3 steps"));
        show<QLineEdit>("rate");
        QCOMPARE(m_editor->findChild<QLabel*>()->text(), QString("1/s"));
    }

    void aSwitchIsClicked() {
        auto* box = show<QCheckBox>("on");
        QCOMPARE(box->text(), QString("off"));
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        QTest::mouseClick(box, Qt::LeftButton, {}, QPoint(8, box->height() / 2));
        QCOMPARE(entered.value(0), QVariantList{QString("true")});
        QCOMPARE(box->text(), QString("on"));
        QTest::keyClick(box, Qt::Key_Space);
        QCOMPARE(entered.value(1), QVariantList{QString("false")});
    }

    void aWordIsPickedByKey() {
        auto* box = show<QComboBox>("kind");
        QCOMPARE(box->currentText(), QString("latent diffusion"));
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        QTest::keyClick(box, Qt::Key_Down);
        QCOMPARE(entered.value(0), QVariantList{QString("pixel")});
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(entered.value(1), QVariantList{QString("latent_diffusion")}); // as recipes spell it
    }

    void aNumberIsSteppedAndTyped() {
        auto* box = show<QSpinBox>("steps");
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        QTest::keyClick(box, Qt::Key_Up);
        QCOMPARE(entered.value(0), QVariantList{QString("4")});
        box->selectAll();
        QTest::keyClicks(box, "27");
        QCOMPARE(entered.count(), 1); // half-typed numbers are no values
        QTest::keyClick(box, Qt::Key_Return);
        QCOMPARE(entered.value(1), QVariantList{QString("27")});
    }

    void showingSaysNothing() {
        for (const char* name : {"on", "steps", "seed", "rate", "kind", "path", "classes"}) {
            show<QWidget>(name);
            QSignalSpy entered(m_editor, &FieldEditor::entered);
            m_editor->showValue(m_toy.field(name).value());
            QVERIFY2(entered.isEmpty(), name);
        }
        auto* box = show<QSpinBox>("steps");
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        m_editor->showValue(std::int64_t{9});
        QCOMPARE(box->value(), 9);
        QVERIFY(entered.isEmpty());
    }

    // A form scrolls under the mouse.
    void theWheelTurnsOnlyWhatHasTheFocus() {
        for (const char* name : {"steps", "kind"}) {
            auto* input = show<QWidget>(name);
            QSignalSpy entered(m_editor, &FieldEditor::entered);
            input->clearFocus();
            tests::turnWheel(input, input->rect().center(), -tests::kNotch);
            QVERIFY2(entered.isEmpty(), name);
            input->setFocus();
            QTRY_VERIFY(input->hasFocus());
            tests::turnWheel(input, input->rect().center(), -tests::kNotch);
            QVERIFY2(entered.count() == 1, name);
        }
    }

    void lockedInputsTakeNothing() {
        for (const char* name : {"on", "steps", "kind", "rate", "path"}) {
            auto* input = show<QWidget>(name);
            QSignalSpy entered(m_editor, &FieldEditor::entered);
            m_editor->setLocked(true);
            for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Down, Qt::Key_5, Qt::Key_Return})
                QTest::keyClick(input, key);
            QTest::mouseClick(input, Qt::LeftButton, {}, QPoint(8, input->height() / 2));
            QVERIFY2(entered.isEmpty(), name);
        }
        QVERIFY(!m_editor->findChild<QToolButton*>()->isEnabled());
        m_editor->setLocked(false);
        QVERIFY(m_editor->findChild<QToolButton*>()->isEnabled());
    }

    void marksAreSeen() {
        auto* line = show<QLineEdit>("rate");
        line->setStyleSheet("QLineEdit[changed=\"true\"] { background: #ff00ff; }");
        const auto isMagenta = [line] {
            return line->grab().toImage().pixelColor(line->width() / 2, 3) == QColor(255, 0, 255);
        };
        QVERIFY(!isMagenta());
        m_editor->mark("changed", true);
        QVERIFY(isMagenta());
        m_editor->mark("changed", false);
        QVERIFY(!isMagenta());
    }
};

QTEST_MAIN(FieldEditorTest)
#include "field_editor_test.moc"
