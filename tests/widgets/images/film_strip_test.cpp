#include "widgets/images/film_strip.h"

#include <QHelpEvent>
#include <QScrollBar>
#include <QToolTip>
#include <QtTest>

#include "tests/widgets/events.h"

using namespace ld3m::widgets;
namespace tests = ld3m::tests;

namespace {

QList<FilmFrame> framesOf(int count) {
    QList<FilmFrame> frames;
    for (int i = 0; i < count; ++i) {
        QImage image(8, 8, QImage::Format_RGB32);
        image.fill(qRgb(10 * i, 0, 0));
        frames.append({image, QString::number(100 * i), QStringLiteral("frame %1").arg(i)});
    }
    return frames;
}

} // namespace

class FilmStripTest : public QObject {
    Q_OBJECT
    std::unique_ptr<FilmStrip> m_strip;

    QPoint middle(int index) const { return m_strip->frameRect(index).center(); }
    QColor colorAt(QPoint point) const { return m_strip->viewport()->grab().toImage().pixelColor(point); }

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_strip = std::make_unique<FilmStrip>();
        m_strip->resize(300, 112);
        m_strip->setFrames(framesOf(20));
        QVERIFY(tests::showActive(*m_strip));
        m_strip->setFocus();
    }
    void cleanup() { m_strip.reset(); }

    void showsFramesInARow() {
        QCOMPARE(colorAt(middle(0)), QColor(0, 0, 0));
        QCOMPARE(colorAt(middle(2)), QColor(20, 0, 0));
        QVERIFY(m_strip->frameRect(1).left() > m_strip->frameRect(0).right());
        QVERIFY(m_strip->frameRect(20).isEmpty());
    }

    void clicksAndKeysChoose() {
        QSignalSpy chosen(m_strip.get(), &FilmStrip::chosen);
        QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {}, middle(2));
        QCOMPARE(chosen.takeFirst().first().toInt(), 2);
        QTest::keyClick(m_strip.get(), Qt::Key_Right);
        QCOMPARE(chosen.takeFirst().first().toInt(), 3);
        QTest::keyClick(m_strip.get(), Qt::Key_End);
        QCOMPARE(m_strip->current(), 19);
        QVERIFY(m_strip->viewport()->rect().contains(middle(19))); // scrolled along
        QTest::keyClick(m_strip.get(), Qt::Key_Right);
        QCOMPARE(m_strip->current(), 19);
        QTest::keyClick(m_strip.get(), Qt::Key_Home);
        QTest::keyClick(m_strip.get(), Qt::Key_Left);
        QCOMPARE(m_strip->current(), 0);
    }

    void besideTheFramesNothingIsChosen() {
        QSignalSpy chosen(m_strip.get(), &FilmStrip::chosen);
        QTest::mouseClick(m_strip->viewport(), Qt::LeftButton, {},
                          m_strip->frameRect(0).topRight() + QPoint(4, 8));
        QTest::mouseClick(m_strip->viewport(), Qt::RightButton, {}, middle(1));
        QVERIFY(chosen.isEmpty());
    }

    void doubleClickAndEnterOpen() {
        QSignalSpy opened(m_strip.get(), &FilmStrip::opened);
        tests::doubleClick(m_strip->viewport(), middle(1));
        QCOMPARE(opened.takeFirst().first().toInt(), 1);
        QTest::keyClick(m_strip.get(), Qt::Key_Return);
        QCOMPARE(opened.takeFirst().first().toInt(), 1);
    }

    void theWheelScrollsSideways() {
        tests::turnWheel(m_strip->viewport(), {100, 40}, -tests::kNotch);
        QVERIFY(m_strip->horizontalScrollBar()->value() > 0);
        tests::turnWheel(m_strip->viewport(), {100, 40}, tests::kNotch);
        QCOMPARE(m_strip->horizontalScrollBar()->value(), 0);
    }

    void setCurrentScrollsWithoutSignalling() {
        QSignalSpy chosen(m_strip.get(), &FilmStrip::chosen);
        m_strip->setCurrent(15);
        QVERIFY(m_strip->viewport()->rect().contains(middle(15)));
        m_strip->setFrames(framesOf(16));
        QCOMPARE(m_strip->current(), 15);
        m_strip->setFrames(framesOf(3));
        QCOMPARE(m_strip->current(), -1);
        m_strip->setCurrent(7);
        QCOMPARE(m_strip->current(), -1);
        QVERIFY(chosen.isEmpty());
    }

    void emptyStripsTeach() {
        m_strip->setFrames({});
        const QImage before = m_strip->viewport()->grab().toImage();
        m_strip->setEmptyText("Nothing was stored yet.");
        QVERIFY(m_strip->viewport()->grab().toImage() != before);
        QTest::keyClick(m_strip.get(), Qt::Key_Right);
        QCOMPARE(m_strip->current(), -1);
    }

    void framesExplainThemselves() {
        QHelpEvent help(QEvent::ToolTip, middle(1), m_strip->viewport()->mapToGlobal(middle(1)));
        QApplication::sendEvent(m_strip->viewport(), &help);
        QCOMPARE(QToolTip::text(), QString("frame 1"));
    }

    void wideImagesKeepTheirProportions() {
        m_strip->setFrames({{QImage(16, 8, QImage::Format_RGB32), "", ""}});
        const QRect frame = m_strip->frameRect(0);
        QVERIFY(frame.width() > frame.height());
    }
};

QTEST_MAIN(FilmStripTest)
#include "film_strip_test.moc"
