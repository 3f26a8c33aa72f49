#include "widgets/images/image_canvas.h"

#include <QtTest>

#include "tests/widgets/events.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

/// Two pixels high, four wide; pixel (x, y) is (x, y, 200).
QImage small() {
    QImage image(4, 2, QImage::Format_RGB888);
    for (int y = 0; y < 2; ++y)
        for (int x = 0; x < 4; ++x)
            image.setPixelColor(x, y, QColor(x, y, 200));
    return image;
}

} // namespace

class ImageCanvasTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ImageCanvas> m_canvas;

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_canvas = std::make_unique<ImageCanvas>();
        m_canvas->resize(200, 160); // the image is 200 × 100 at the top
        m_canvas->setImage(small());
        QVERIFY(tests::showActive(*m_canvas));
    }
    void cleanup() { m_canvas.reset(); }

    void keepsProportions() {
        QVERIFY(m_canvas->hasHeightForWidth());
        QCOMPARE(m_canvas->heightForWidth(300), 150);
        m_canvas->setImage({});
        QCOMPARE(m_canvas->heightForWidth(300), 300);
    }

    void paintsPixelsAsSquares() {
        const QImage painted = m_canvas->grab().toImage();
        for (int y = 0; y < 2; ++y)
            for (int x = 0; x < 4; ++x)
                QCOMPARE(painted.pixelColor(50 * x + 25, 50 * y + 25), QColor(x, y, 200));
        QVERIFY(painted.pixelColor(100, 150) != QColor(2, 1, 200)); // below the image
    }

    void readsPixels_data() {
        QTest::addColumn<QPoint>("mouse");
        QTest::addColumn<QString>("text");
        QTest::newRow("first") << QPoint(1, 1) << "(0, 0) · 0 0 200";
        QTest::newRow("before an edge") << QPoint(49, 49) << "(0, 0) · 0 0 200";
        QTest::newRow("behind an edge") << QPoint(50, 50) << "(1, 1) · 1 1 200";
        QTest::newRow("last") << QPoint(199, 99) << "(3, 1) · 3 1 200";
    }
    void readsPixels() {
        QFETCH(QPoint, mouse);
        QFETCH(QString, text);
        QSignalSpy hovered(m_canvas.get(), &ImageCanvas::hovered);
        QTest::mouseMove(m_canvas.get(), mouse);
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.last().value(0).toString(), text);
    }

    void nothingIsReadBesideTheImage() {
        QSignalSpy hovered(m_canvas.get(), &ImageCanvas::hovered);
        QTest::mouseMove(m_canvas.get(), QPoint(100, 50));
        QTRY_COMPARE(hovered.count(), 1);
        QTest::mouseMove(m_canvas.get(), QPoint(100, 120));
        QTRY_COMPARE(hovered.count(), 2);
        QCOMPARE(hovered.last().value(0).toString(), QString());
        QTest::mouseMove(m_canvas.get(), QPoint(100, 50));
        tests::moveMouseAway();
        QTRY_COMPARE(hovered.count(), 4);
        QCOMPARE(hovered.last().value(0).toString(), QString());
    }

    void aNewImageUnderTheMouseIsReadAtOnce() {
        QSignalSpy hovered(m_canvas.get(), &ImageCanvas::hovered);
        QTest::mouseMove(m_canvas.get(), QPoint(60, 60));
        QTRY_COMPARE(hovered.count(), 1);
        QImage other = small();
        other.setPixelColor(1, 1, QColor(9, 8, 7));
        m_canvas->setImage(other);
        QCOMPARE(hovered.last().value(0).toString(), QString("(1, 1) · 9 8 7"));
        m_canvas->setImage({});
        QCOMPARE(hovered.last().value(0).toString(), QString());
    }

    void showsTheEmptyText() {
        m_canvas->setImage({});
        const QImage blank = m_canvas->grab().toImage();
        m_canvas->setEmptyText("Nothing is selected.");
        QVERIFY(m_canvas->grab().toImage() != blank);
    }

    void smoothMixesPixels() {
        const QImage squares = m_canvas->grab().toImage();
        m_canvas->setSmooth(true);
        QVERIFY(m_canvas->grab().toImage() != squares);
    }
};

QTEST_MAIN(ImageCanvasTest)
#include "image_canvas_test.moc"
