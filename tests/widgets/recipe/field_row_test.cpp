#include "widgets/recipe/field_row.h"

#include <QContextMenuEvent>
#include <QLabel>
#include <QMenu>
#include <QTimer>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/recipe/toy_fields.h"
#include "widgets/recipe/field_editor.h"

using namespace ld3m;
using namespace ld3m::widgets;
using Lock = FieldRow::Lock;

class FieldRowTest : public QObject {
    Q_OBJECT
private:
    tests::Toy m_toy;
    std::unique_ptr<FieldRow> m_row;

    QToolButton* branchButton() const { return m_row->findChild<QToolButton*>(); }
    bool isMarked(const char* property) const {
        return m_row->editor()->input()->property(property).toBool();
    }

    /// Opens the row's menu and picks its first entry; what that entry said and whether it could be picked.
    std::pair<QString, bool> pickFromMenu() {
        std::pair<QString, bool> entry;
        QTimer::singleShot(0, m_row.get(), [&entry] {
            auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
            QAction* first = menu->actions().first();
            entry = {first->text(), first->isEnabled()};
            menu->setActiveAction(first);
            QTest::keyClick(menu, first->isEnabled() ? Qt::Key_Return : Qt::Key_Escape);
        });
        QContextMenuEvent event(QContextMenuEvent::Mouse, {5, 5}, m_row->mapToGlobal(QPoint(5, 5)));
        QApplication::sendEvent(m_row.get(), &event);
        return entry;
    }

private Q_SLOTS:
    void init() {
        m_row = std::make_unique<FieldRow>(m_toy.field("steps"), std::int64_t{3}, nullptr);
        m_row->resize(320, 60);
        QVERIFY(tests::showActive(*m_row));
    }
    void cleanup() { m_row.reset(); }

    void explainsItself() {
        const QString tip = m_row->toolTip();
        for (const char* part : {"How many.", "Table 1", "toy.steps", "default 3"})
            QVERIFY2(tip.contains(part), part);
        const FieldRow classes(m_toy.field("classes"), std::vector<std::string>{}, nullptr);
        QVERIFY(classes.toolTip().contains("Names of &lt;classes&gt;."));
        QVERIFY(classes.toolTip().contains("default empty"));
    }

    void theLabelLeadsToItsInput() {
        const auto* label = m_row->findChild<QLabel*>();
        QCOMPARE(label->text(), QString("Steps"));
        QCOMPARE(label->buddy(), m_row->editor()->input());
    }

    void aChangeIsMarkedAndExplained() {
        QVERIFY(!isMarked("changed"));
        m_row->setChanged(true, std::int64_t{10});
        QVERIFY(m_row->isChanged());
        QVERIFY(isMarked("changed"));
        QVERIFY(m_row->toolTip().contains("Changed from 10."));
        m_row->setChanged(false, std::int64_t{10});
        QVERIFY(!isMarked("changed"));
        QVERIFY(!m_row->toolTip().contains("Changed from"));
    }

    void aProblemIsASentenceUnderTheField() {
        m_row->setProblem("toy.steps wants a whole number, not \"<b>x</b>\".");
        QVERIFY(isMarked("wrong"));
        bool shown = false;
        for (const auto* label : m_row->findChildren<QLabel*>())
            if (label->isVisible() && label->text() == m_row->problem()) {
                shown = true;
                QVERIFY(label->y() >= m_row->editor()->geometry().bottom());
                QCOMPARE(label->textFormat(), Qt::PlainText);
            }
        QVERIFY(shown);
        m_row->showValue(std::int64_t{4});
        QCOMPARE(m_row->problem(), QString());
        QVERIFY(!isMarked("wrong"));
    }

    void aLockOffersABranch() {
        QSignalSpy branch(m_row.get(), &FieldRow::branchRequested);
        QVERIFY(!branchButton()->isVisible());
        m_row->setLock(Lock::running);
        QVERIFY(!m_row->editor()->input()->isEnabled());
        QVERIFY(branchButton()->isVisible());
        QVERIFY(m_row->toolTip().contains("branch"));
        QTest::mouseClick(branchButton(), Qt::LeftButton);
        QCOMPARE(branch.count(), 1);
        m_row->setLock(Lock::readOnly);
        QVERIFY(!branchButton()->isVisible());
        QVERIFY(!m_row->editor()->input()->isEnabled());
        m_row->setLock(Lock::open);
        QVERIFY(m_row->editor()->input()->isEnabled());
        QVERIFY(!m_row->toolTip().contains("branch"));
    }

    void openRowsLineUpWithLockedOnes() {
        m_row->reserveBranch(true);
        m_row->setLock(Lock::running);
        QTRY_VERIFY(branchButton()->isVisible());
        QCoreApplication::processEvents();
        const QRect locked = m_row->editor()->geometry();
        m_row->setLock(Lock::open);
        QCoreApplication::processEvents();
        QCOMPARE(m_row->editor()->geometry().left(), locked.left());
        QCOMPARE(m_row->editor()->geometry().right(), locked.right());
        m_row->reserveBranch(false);
        QTRY_VERIFY(m_row->editor()->geometry().right() > locked.right());
    }

    void isFoundByLabelKeyAndHelp() {
        QVERIFY(m_row->matches({}));
        QVERIFY(m_row->matches({"STEPS"}));
        QVERIFY(m_row->matches({"toy.st"}));
        QVERIFY(m_row->matches({"many", "steps"}));
        QVERIFY(!m_row->matches({"steps", "guidance"}));
    }

    void theMenuTakesAChangeBack() {
        QSignalSpy reset(m_row.get(), &FieldRow::resetRequested);
        m_row->setChanged(true, std::int64_t{10});
        const auto entry = pickFromMenu();
        QCOMPARE(entry.first, QString("Back to 10"));
        QCOMPARE(reset.count(), 1);
    }

    void theMenuTakesNothingBackThatIsUnchangedOrLocked() {
        QSignalSpy reset(m_row.get(), &FieldRow::resetRequested);
        m_row->setChanged(false, std::int64_t{10});
        QVERIFY(!pickFromMenu().second);
        m_row->setChanged(true, std::int64_t{10});
        m_row->setLock(Lock::running);
        QVERIFY(!pickFromMenu().second);
        QVERIFY(reset.isEmpty());
    }
};

QTEST_MAIN(FieldRowTest)
#include "field_row_test.moc"
