#include "widgets/status/banner.h"

#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m;
using namespace ld3m::widgets;

class BannerTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QWidget> m_page;
    Banner* m_banner = nullptr;

    QPushButton* action() const { return m_banner->findChild<QPushButton*>(); }
    QToolButton* closeButton() const { return m_banner->findChild<QToolButton*>(); }
    /// The stripe at its left.
    QColor stripe() const { return m_banner->grab().toImage().pixelColor(1, m_banner->height() / 2); }

private Q_SLOTS:
    void init() {
        m_page = std::make_unique<QWidget>();
        m_page->resize(600, 200);
        m_banner = new Banner(m_page.get());
        m_banner->resize(600, 48);
        QVERIFY(tests::showActive(*m_page));
    }
    void cleanup() { m_page.reset(); }

    void isHiddenUntilThereIsAMessage() {
        QVERIFY(!m_banner->isVisible());
        m_banner->showMessage(BannerKind::warning, "The disk is nearly full.");
        QVERIFY(m_banner->isVisible());
        QCOMPARE(m_banner->message(), QString("The disk is nearly full."));
        QCOMPARE(m_banner->accessibleName(), QString("The disk is nearly full."));
        QCOMPARE(m_banner->kind(), BannerKind::warning);
        QVERIFY(!action()->isVisible());
    }

    void theNewestMessageWins() {
        m_banner->showMessage(BannerKind::failure, "Out of memory.", "Lower T");
        m_banner->showMessage(BannerKind::notice, "Saved.");
        QCOMPARE(m_banner->message(), QString("Saved."));
        QVERIFY(!action()->isVisible());
    }

    void theActionIsTheNextStep() {
        m_banner->showMessage(BannerKind::failure, "Out of memory.", "Lower T");
        QCOMPARE(action()->text(), QString("Lower T"));
        QSignalSpy triggered(m_banner, &Banner::actionTriggered);
        QSignalSpy dismissed(m_banner, &Banner::dismissed);
        QTest::mouseClick(action(), Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        QTest::keyClick(action(), Qt::Key_Space);
        QCOMPARE(triggered.count(), 2);
        QVERIFY(dismissed.isEmpty());
    }

    void theCloseButtonDismisses() {
        m_banner->showMessage(BannerKind::notice, "Saved.");
        QSignalSpy dismissed(m_banner, &Banner::dismissed);
        QTest::mouseClick(closeButton(), Qt::LeftButton);
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(!m_banner->isVisible());
        m_banner->showMessage(BannerKind::notice, "Saved again.");
        QVERIFY(m_banner->isVisible());
    }

    void escapeDismissesFromAnyOfItsButtons() {
        QSignalSpy dismissed(m_banner, &Banner::dismissed);
        m_banner->showMessage(BannerKind::notice, "Saved.", "Show");
        QTest::keyClick(m_banner, Qt::Key_A);
        QVERIFY(m_banner->isVisible());
        action()->setFocus();
        QTest::keyClick(action(), Qt::Key_Escape);
        QCOMPARE(dismissed.count(), 1);
        QVERIFY(!m_banner->isVisible());
    }

    void sentencesAreNoMarkup() {
        m_banner->showMessage(BannerKind::failure, "prior.steps wants a whole number, not \"<b>x</b>\".");
        for (const auto* label : m_banner->findChildren<QLabel*>())
            if (label->text() == m_banner->message())
                QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void theColourSaysHowBadItIs() {
        const ThemeColours& colours = coloursOf(m_banner->palette());
        m_banner->showMessage(BannerKind::failure, "Out of memory.");
        QCOMPARE(stripe(), colours.bad);
        m_banner->showMessage(BannerKind::warning, "The disk is nearly full.");
        QCOMPARE(stripe(), colours.warning);
        m_banner->showMessage(BannerKind::notice, "Saved.");
        QCOMPARE(stripe(), colours.accent);
    }

    void followsTheThemeEvenOnAHiddenPage() {
        m_banner->showMessage(BannerKind::failure, "Out of memory.");
        m_page->hide();
        const ThemeColours& dark = themeColours(true);
        QVERIFY(stripe() != dark.bad);
        m_page->setPalette(themePalette(dark));
        m_page->show();
        QCOMPARE(stripe(), dark.bad);
    }
};

QTEST_MAIN(BannerTest)
#include "banner_test.moc"
