#include "widgets/recipe/form_section.h"

#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/recipe/toy_fields.h"
#include "widgets/recipe/field_row.h"

using namespace ld3m;
using namespace ld3m::widgets;

class FormSectionTest : public QObject {
    Q_OBJECT
private:
    tests::Toy m_toy;
    std::unique_ptr<QWidget> m_window;
    FormSection* m_section = nullptr;
    FieldRow* m_steps = nullptr;
    FieldRow* m_rate = nullptr;

private Q_SLOTS:
    void init() {
        m_window = std::make_unique<QWidget>();
        m_section = new FormSection("Toy", m_window.get());
        m_steps = new FieldRow(m_toy.field("steps"), std::int64_t{3}, m_section);
        m_rate = new FieldRow(m_toy.field("rate"), 0.5, m_section);
        m_section->addRow(m_steps);
        m_section->addRow(m_rate);
        QVERIFY(tests::showActive(*m_window));
    }
    void cleanup() { m_window.reset(); }

    void theHeaderFolds() {
        QVERIFY(!m_section->isFolded());
        QVERIFY(m_steps->isVisible());
        QTest::mouseClick(m_section->header(), Qt::LeftButton);
        QVERIFY(m_section->isFolded());
        QVERIFY(!m_steps->isVisible());
        QTest::keyClick(m_section->header(), Qt::Key_Space);
        QVERIFY(!m_section->isFolded());
        QVERIFY(m_steps->isVisible());
        m_section->setFolded(true);
        QVERIFY(m_section->isFolded());
        QVERIFY(!m_steps->isVisible());
    }

    void aFilterShowsWhatMatches() {
        QVERIFY(m_section->filter({"rate"}));
        QVERIFY(!m_steps->isVisible());
        QVERIFY(m_rate->isVisible());
        QVERIFY(!m_section->filter({"guidance"}));
        QVERIFY(!m_section->isVisible());
        QVERIFY(m_section->filter({}));
        QVERIFY(m_steps->isVisible() && m_rate->isVisible());
    }

    void aFilterLooksIntoFoldedSections() {
        m_section->setFolded(true);
        m_section->filter({"rate"});
        QVERIFY(m_rate->isVisible());
        m_section->filter({});
        QVERIFY(m_section->isFolded());
        QVERIFY(!m_rate->isVisible());
    }

    void theHeaderCountsChanges() {
        m_section->countChanged();
        QCOMPARE(m_section->header()->text(), QString("Toy"));
        m_steps->setChanged(true, std::int64_t{3});
        m_rate->setChanged(true, 0.5);
        m_section->countChanged();
        QCOMPARE(m_section->header()->text(), QString("Toy · 2 changed"));
        m_rate->setChanged(false, 0.5);
        m_section->countChanged();
        QCOMPARE(m_section->header()->text(), QString("Toy · 1 changed"));
    }
};

QTEST_MAIN(FormSectionTest)
#include "form_section_test.moc"
