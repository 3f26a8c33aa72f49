// A plot by the keyboard alone, and the menu button of its head.
#include "widgets/plots/curve_plot.h"

#include <QLabel>
#include <QMenu>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/plots/plot_of.h"

using namespace ld3m;
using widgets::CurvePlot;

class CurvePlotKeysTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<CurvePlot> m_plot;

    /// The menu that is open, closed again.
    QStringList menuTexts() {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QStringList texts;
        if (!menu)
            return texts;
        for (const QAction* action : menu->actions())
            texts << action->text();
        menu->close();
        return texts;
    }

private Q_SLOTS:
    void init() {
        m_plot = std::make_unique<CurvePlot>("Loss");
        m_plot->resize(400, 300);
        m_plot->append("loss", {1, 101}, {1, 2});
        QVERIFY(tests::showActive(*m_plot));
        m_plot->setFocus();
        QTRY_COMPARE(m_plot->upperX(), 101.0);
    }

    void arrowsPan() {
        QSignalSpy moved(m_plot.get(), &CurvePlot::xRangeChanged);
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QCOMPARE(m_plot->lowerX(), 11.0);
        QCOMPARE(m_plot->upperX(), 111.0);
        QTest::keyClick(m_plot.get(), Qt::Key_Left);
        QCOMPARE(m_plot->lowerX(), 1.0);
        QCOMPARE(moved.count(), 2); // linked plots follow
        QVERIFY(!m_plot->isFollowing());
    }

    void onALogarithmicAxisTheyPanByDecades() {
        m_plot->setLogX(true);
        tests::draw(*m_plot);
        const double ratio = m_plot->upperX() / m_plot->lowerX();
        QTest::keyClick(m_plot.get(), Qt::Key_Right);
        QVERIFY(qFuzzyCompare(m_plot->upperX() / m_plot->lowerX(), ratio));
        QVERIFY(m_plot->lowerX() > 1.4);
    }

    void plusMinusAndHome() {
        QTest::keyClick(m_plot.get(), Qt::Key_Plus);
        QCOMPARE(m_plot->upperX() - m_plot->lowerX(), 80.0);
        QTest::keyClick(m_plot.get(), Qt::Key_Minus);
        QCOMPARE(m_plot->upperX() - m_plot->lowerX(), 100.0);
        QTest::keyClick(m_plot.get(), Qt::Key_Plus);
        QTest::keyClick(m_plot.get(), Qt::Key_Home);
        QVERIFY(m_plot->isFollowing());
        QTRY_COMPARE(m_plot->upperX() - m_plot->lowerX(), 100.0);
    }

    void theMenuOpensByKeyAndByItsButton() {
        QTest::keyClick(m_plot.get(), Qt::Key_Menu);
        const QStringList byKey = menuTexts();
        QVERIFY(byKey.contains("Logarithmic x") && byKey.contains("Logarithmic y"));
        auto* button = m_plot->findChild<QToolButton*>();
        QVERIFY(!button->accessibleName().isEmpty());
        QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(menuTexts(), byKey);
    }

    void aNoteStandsBesideTheTitle() {
        m_plot->setNote("last 38.2 %");
        m_plot->setLogY(true);
        bool said = false;
        for (const QLabel* label : m_plot->findChildren<QLabel*>())
            said = said || label->text() == "last 38.2 % · log y";
        QVERIFY(said);
    }
};

QTEST_MAIN(CurvePlotKeysTest)
#include "curve_plot_keys_test.moc"
