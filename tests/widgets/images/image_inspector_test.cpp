#include "widgets/images/image_inspector.h"

#include <QLabel>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/image_canvas.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;

class ImageInspectorTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ImageInspector> m_inspector;

    QStringList texts() const {
        QStringList all;
        for (const auto* label : m_inspector->findChildren<QLabel*>())
            all << label->text();
        return all;
    }

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_inspector = std::make_unique<ImageInspector>();
    }
    void cleanup() { m_inspector.reset(); }

    void showsOneImageAndItsNumbers() {
        m_inspector->setImage(makeSheet({"bird", "cat"}, 5, 2, 3), 1, 4);
        QCOMPARE(m_inspector->title(), QString("cat · 5 of 5"));
        QCOMPARE(m_inspector->image().size(), QSize(2, 3));
        QCOMPARE(m_inspector->image().pixelColor(1, 2), QColor(10, 40, 21));
        QCOMPARE(m_inspector->detail("size"), QString("2 × 3 px"));
        QCOMPARE(m_inspector->detail("minimum"), QString("0"));
        QCOMPARE(m_inspector->detail("maximum"), QString("40"));
        // Six pixels of (10, 40, b) with b = 0, 1, 10, 11, 20, 21: (60 + 240 + 63) / 18 = 20.17.
        QCOMPARE(m_inspector->detail("mean"), QString("20.2"));
        QCOMPARE(m_inspector->detail("no such line"), QString());
    }

    void aSynsetHasItsHumanName() {
        m_inspector->setImage(makeSheet({"n02123045"}, 2, 4, 4), 0, 1);
        QCOMPARE(m_inspector->title(), QString("tabby · 2 of 2"));
    }

    void keepsItsOwnCopy() {
        auto sheet = makeSheet({"bird"}, 1, 2, 2);
        m_inspector->setImage(sheet, 0, 0);
        const QImage shown = m_inspector->image();
        sheet = {};
        const auto other = makeSheet({"bird"}, 1, 2, 2, 99);
        QCOMPARE(m_inspector->image(), shown);
    }

    void detailsComeUnderTheStatistics() {
        m_inspector->setImage(makeSheet({"bird"}, 1, 2, 2), 0, 0);
        m_inspector->setDetails({{"‖Z‖", "14.32"}, {"iteration", "200"}});
        QCOMPARE(m_inspector->detail("‖Z‖"), QString("14.32"));
        QVERIFY(texts().contains("14.32"));
        QCOMPARE(m_inspector->detail("size"), QString("2 × 2 px"));
        m_inspector->setDetails({{"iteration", "300"}});
        QVERIFY(!texts().contains("14.32"));
        QVERIFY(texts().contains("300"));
        QVERIFY(!texts().contains("200"));
    }

    void whatIsOutsideTheSheetIsNotShown_data() {
        QTest::addColumn<int>("label");
        QTest::addColumn<int>("k");
        QTest::newRow("no class") << -1 << 0;
        QTest::newRow("class beyond") << 2 << 0;
        QTest::newRow("no image") << 0 << -1;
        QTest::newRow("image beyond") << 0 << 3;
    }
    void whatIsOutsideTheSheetIsNotShown() {
        QFETCH(int, label);
        QFETCH(int, k);
        const auto sheet = makeSheet({"bird", "cat"}, 3, 2, 2);
        m_inspector->setImage(sheet, 1, 1);
        m_inspector->setDetails({{"‖Z‖", "14.32"}});
        m_inspector->setImage(sheet, label, k);
        QVERIFY(m_inspector->image().isNull());
        QCOMPARE(m_inspector->title(), QString("No image selected"));
        QCOMPARE(m_inspector->detail("mean"), QString());
        QVERIFY(!texts().contains("14.32"));
    }

    void anEmptySheetIsNotRead() {
        m_inspector->setImage({}, 0, 0);
        QVERIFY(m_inspector->image().isNull());
    }

    void classNamesAreNoMarkup() {
        m_inspector->setImage(makeSheet({"<b>bird</b>"}, 1, 2, 2), 0, 0);
        QCOMPARE(m_inspector->title(), QString("<b>bird</b> · 1 of 1"));
        for (const auto* label : m_inspector->findChildren<QLabel*>())
            if (label->text() == m_inspector->title())
                QCOMPARE(label->textFormat(), Qt::PlainText);
    }

    void passesTheReadOutOn() {
        m_inspector->setImage(makeSheet({"bird", "cat"}, 2, 2, 2), 1, 1);
        QVERIFY(tests::showActive(*m_inspector));
        QSignalSpy hovered(m_inspector.get(), &ImageInspector::hovered);
        auto* canvas = m_inspector->findChild<ImageCanvas*>();
        QTest::mouseMove(canvas, QPoint(canvas->width() / 2 - 4, 2)); // left of the middle, in the upper row
        QTRY_COMPARE(hovered.count(), 1);
        QCOMPARE(hovered.first().value(0).toString(), QString("(0, 0) · 10 10 0"));
    }
};

QTEST_MAIN(ImageInspectorTest)
#include "image_inspector_test.moc"
