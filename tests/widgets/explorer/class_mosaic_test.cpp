// Tiles of classes, one of them large, by mouse and keys.
#include <QSignalSpy>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/explorer/class_mosaic.h"

using namespace ld3m;
using widgets::ClassMosaic;

class ClassMosaicTest : public QObject {
    Q_OBJECT
    std::unique_ptr<ClassMosaic> m_mosaic;

private Q_SLOTS:
    void init() {
        m_mosaic = std::make_unique<ClassMosaic>();
        m_mosaic->resize(160, 160);
        m_mosaic->setSheet(tests::makeSheet({"cat", "dog", "owl", "ant", "bee"}, 1, 4, 4));
        connect(m_mosaic.get(), &ClassMosaic::classChosen, m_mosaic.get(), &ClassMosaic::showClass);
        QVERIFY(tests::showActive(*m_mosaic));
    }
    void cleanup() { m_mosaic.reset(); }

    void tilesFillANearSquare() {
        const QRect first = m_mosaic->tileRect(0);
        QCOMPARE(first.width(), first.height());
        QVERIFY(3 * first.width() + 4 <= 160 && 3 * first.width() > 140);
        QCOMPARE(m_mosaic->tileRect(3).top(), first.bottom() + 3); // the second row begins with the fourth
        QCOMPARE(m_mosaic->tileRect(3).left(), first.left());
        QVERIFY(m_mosaic->tileRect(5).isEmpty());
        for (int label = 0; label < 5; ++label)
            QVERIFY(m_mosaic->rect().contains(m_mosaic->tileRect(label)));
    }

    void eachTileHasItsImage() {
        const QImage image = m_mosaic->grab().toImage();
        for (int label = 0; label < 5; ++label)
            QCOMPARE(image.pixelColor(m_mosaic->tileRect(label).center()).red(), 10 * label);
    }

    void aClickShowsOneClassAndAnotherAll() {
        QSignalSpy chosen(m_mosaic.get(), &ClassMosaic::classChosen);
        QTest::mouseClick(m_mosaic.get(), Qt::LeftButton, {}, m_mosaic->tileRect(3).center());
        QCOMPARE(chosen.last().first().toLongLong(), 3);
        QCOMPARE(m_mosaic->tileRect(3).size(), QSize(160, 160));
        QVERIFY(m_mosaic->tileRect(0).isEmpty());
        QCOMPARE(m_mosaic->grab().toImage().pixelColor(80, 80).red(), 30);
        QTest::mouseClick(m_mosaic.get(), Qt::LeftButton, {}, QPoint(20, 20));
        QCOMPARE(m_mosaic->shownClass(), -1);
    }

    void keysWalkThroughTheClasses() {
        m_mosaic->setFocus();
        QTest::keyClick(m_mosaic.get(), Qt::Key_Right);
        QCOMPARE(m_mosaic->shownClass(), 0);
        for (int i = 0; i < 9; ++i)
            QTest::keyClick(m_mosaic.get(), Qt::Key_Right);
        QCOMPARE(m_mosaic->shownClass(), 4);
        QTest::keyClick(m_mosaic.get(), Qt::Key_Left);
        QCOMPARE(m_mosaic->shownClass(), 3);
        QTest::keyClick(m_mosaic.get(), Qt::Key_Escape);
        QCOMPARE(m_mosaic->shownClass(), -1);
    }

    void fewerClassesForgetTheShownOne() {
        m_mosaic->showClass(4);
        m_mosaic->setSheet(tests::makeSheet({"cat", "dog"}, 1, 4, 4));
        QCOMPARE(m_mosaic->shownClass(), -1);
        m_mosaic->clear();
        QVERIFY(m_mosaic->isEmpty() && m_mosaic->tileRect(0).isEmpty());
        m_mosaic->grab();
    }
};

QTEST_MAIN(ClassMosaicTest)
#include "class_mosaic_test.moc"
