#include "widgets/recipe/line_editor.h"

#include <QAction>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtTest>

#include "tests/widgets/events.h"

using namespace ld3m;
using namespace ld3m::widgets;

class LineEditorTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QWidget> m_window;
    LineEditor* m_editor = nullptr;
    QLineEdit* m_line = nullptr;
    QToolButton* m_elsewhere = nullptr; ///< something else that can have the focus

    void type(const QString& text) const {
        m_line->selectAll();
        QTest::keyClicks(m_line, text);
    }

private Q_SLOTS:
    void init() {
        m_window = std::make_unique<QWidget>();
        auto* column = new QVBoxLayout(m_window.get());
        m_editor = new LineEditor({}, LineEditor::Browse::none, m_window.get());
        m_line = qobject_cast<QLineEdit*>(m_editor->input());
        m_elsewhere = new QToolButton(m_window.get());
        m_elsewhere->setFocusPolicy(Qt::StrongFocus);
        column->addWidget(m_editor);
        column->addWidget(m_elsewhere);
        m_editor->showValue(0.5);
        QVERIFY(tests::showActive(*m_window));
        m_line->setFocus();
        QTRY_VERIFY(m_line->hasFocus());
    }
    void cleanup() { m_window.reset(); }

    void showsValuesAsPeopleReadThem() {
        QCOMPARE(m_line->text(), QString("0.5"));
        m_editor->showValue(std::vector<std::string>{"cat", "dog"});
        QCOMPARE(m_line->text(), QString("cat, dog"));
        QCOMPARE(m_line->placeholderText(), QString("comma separated"));
        m_editor->showValue(std::string(300, 'x'));
        QCOMPARE(m_line->cursorPosition(), 0); // a path is read from its start
    }

    void enterAndLeavingFinish() {
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        type("0.75");
        QVERIFY(entered.isEmpty());
        QTest::keyClick(m_line, Qt::Key_Return);
        QCOMPARE(entered.value(0), QVariantList{QString("0.75")});
        m_editor->showValue(0.75);
        type("2");
        m_elsewhere->setFocus();
        QTRY_COMPARE(entered.count(), 2);
        QCOMPARE(entered.value(1), QVariantList{QString("2")});
    }

    void theSameTextIsNoNews() {
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        QTest::keyClick(m_line, Qt::Key_Return);
        m_elsewhere->setFocus();
        QTRY_VERIFY(!m_line->hasFocus());
        QVERIFY(entered.isEmpty());
    }

    void aWrongTextPutRightIsNews() {
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        type("fast");
        QTest::keyClick(m_line, Qt::Key_Return);
        m_editor->mark("wrong", true);
        type("0.5"); // what it was
        QTest::keyClick(m_line, Qt::Key_Return);
        QCOMPARE(entered.value(1), QVariantList{QString("0.5")});
    }

    // The window's own undo goes through where the line has nothing of its own to undo.
    void undoReachesTheWindow() {
        QAction undo;
        undo.setShortcut(QKeySequence::Undo);
        m_window->addAction(&undo);
        QSignalSpy undone(&undo, &QAction::triggered);
        QTest::keySequence(m_line, QKeySequence::Undo);
        QCOMPARE(undone.count(), 1);
        type("7");
        QTest::keySequence(m_line, QKeySequence::Undo);
        QCOMPARE(undone.count(), 1);
        QCOMPARE(m_line->text(), QString("0.5"));
        QTest::keySequence(m_line, QKeySequence::Undo);
        QCOMPARE(undone.count(), 2);
    }

    void lockedLinesCanBeReadButNotChanged() {
        QSignalSpy entered(m_editor, &FieldEditor::entered);
        m_editor->setLocked(true);
        QVERIFY(m_line->isEnabled()); // so that its text can be selected and copied
        type("9");
        QTest::keyClick(m_line, Qt::Key_Return);
        QCOMPARE(m_line->text(), QString("0.5"));
        QVERIFY(entered.isEmpty());
    }
};

QTEST_MAIN(LineEditorTest)
#include "line_editor_test.moc"
