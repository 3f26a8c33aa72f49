// The sections of ImageInspector: when they ask, what their strips show large, the film.
#include <QCheckBox>
#include <QPushButton>
#include <QTabBar>
#include <QToolButton>
#include <QtTest>

#include "tests/widgets/events.h"
#include "tests/widgets/images/sheets.h"
#include "widgets/images/image_inspector.h"

using namespace ld3m;
using namespace ld3m::widgets;
using tests::makeSheet;
using Section = ImageInspector::Section;

namespace {

QList<FilmFrame> framesOf(int count) {
    QList<FilmFrame> frames;
    for (int i = 0; i < count; ++i) {
        QImage image(4, 4, QImage::Format_RGB32);
        image.fill(qRgb(0, 20 * i, 0));
        frames.append({image, QString::number(i), {}});
    }
    return frames;
}

} // namespace

class ImageInspectorSectionsTest : public QObject {
    Q_OBJECT
    std::unique_ptr<ImageInspector> m_inspector;

    QTabBar* tabs() const { return m_inspector->findChild<QTabBar*>(); }
    void open(int tab) { QTest::mouseClick(tabs(), Qt::LeftButton, {}, tabs()->tabRect(tab).center()); }
    QToolButton* playButton() const {
        for (auto* button : m_inspector->findChildren<QToolButton*>())
            if (button->accessibleName().contains("film"))
                return button;
        return nullptr;
    }
    int shownGreen() const { return m_inspector->shownImage().pixelColor(0, 0).green(); }

private Q_SLOTS:
    void init() {
        tests::moveMouseAway();
        m_inspector = std::make_unique<ImageInspector>();
        m_inspector->resize(360, 560);
        m_inspector->setImage(makeSheet({"bird", "cat"}, 2, 4, 4, 200), 1, 0);
        QVERIFY(tests::showActive(*m_inspector));
    }
    void cleanup() { m_inspector.reset(); }

    void anOpenedSectionAsksForItsContents() {
        QSignalSpy wanted(m_inspector.get(), &ImageInspector::sectionWanted);
        open(2);
        QCOMPARE(m_inspector->section(), Section::denoising);
        QCOMPARE(wanted.takeFirst().first().value<Section>(), Section::denoising);
        open(3);
        QCOMPARE(wanted.takeFirst().first().value<Section>(), Section::nearest);
        QTest::mouseClick(m_inspector->findChild<QCheckBox*>(), Qt::LeftButton, {}, QPoint(8, 8));
        QVERIFY(m_inspector->searchesAllClasses());
        QCOMPARE(wanted.takeFirst().first().value<Section>(), Section::nearest);
        m_inspector->clear();
        open(1);
        QVERIFY(wanted.isEmpty()); // of no image there is nothing to know
    }

    void aChosenFrameIsSeenLarge() {
        open(2);
        m_inspector->pane(Section::denoising)->strip()->setFrames(framesOf(5));
        FilmStrip* strip = m_inspector->pane(Section::denoising)->strip();
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->frameRect(2).center());
        QCOMPARE(shownGreen(), 40);
        QCOMPARE(m_inspector->image().pixelColor(0, 0).red(), 210); // the image itself stays what it is
        open(0);
        QCOMPARE(m_inspector->shownImage(), m_inspector->image());
    }

    void theFilmPlaysToItsEndAndAgain() {
        open(1);
        QVERIFY(!playButton()->isEnabled());
        m_inspector->setFilm(framesOf(3));
        QSignalSpy chosen(m_inspector.get(), &ImageInspector::filmFrameChosen);
        QTest::mouseClick(playButton(), Qt::LeftButton);
        QVERIFY(m_inspector->isPlaying());
        QTRY_COMPARE(shownGreen(), 40);
        QTRY_VERIFY(!m_inspector->isPlaying());
        QVERIFY(!playButton()->isChecked());
        QTest::mouseClick(playButton(), Qt::LeftButton); // from the beginning
        QTRY_COMPARE(shownGreen(), 0);
        QTest::mouseClick(playButton(), Qt::LeftButton);
        QVERIFY(!m_inspector->isPlaying());
        QVERIFY(chosen.isEmpty()); // playing moves nothing else
    }

    void aClickedFrameOfTheFilmIsAWish() {
        open(1);
        m_inspector->setFilm(framesOf(3));
        QSignalSpy chosen(m_inspector.get(), &ImageInspector::filmFrameChosen);
        FilmStrip* strip = m_inspector->pane(Section::history)->strip();
        QTest::mouseClick(playButton(), Qt::LeftButton);
        QTest::mouseClick(strip->viewport(), Qt::LeftButton, {}, strip->frameRect(1).center());
        QVERIFY(!m_inspector->isPlaying());
        QCOMPARE(chosen.takeFirst().first().toInt(), 1);
    }

    void anotherImageEmptiesTheStrips() {
        open(1);
        m_inspector->setFilm(framesOf(3));
        m_inspector->pane(Section::nearest)->setFailure("No.");
        m_inspector->setImage(makeSheet({"bird", "cat"}, 2, 4, 4, 201), 1, 0); // the same, newer
        QCOMPARE(m_inspector->pane(Section::history)->strip()->frames().size(), 3);
        m_inspector->setImage(makeSheet({"bird", "cat"}, 2, 4, 4, 201), 0, 0);
        QVERIFY(m_inspector->pane(Section::history)->strip()->frames().isEmpty());
        QVERIFY(m_inspector->pane(Section::nearest)->failure().isEmpty());
    }

    void workIsSeenAndCanBeStopped() {
        StudyPane* pane = m_inspector->pane(Section::nearest);
        open(3);
        QSignalSpy cancelled(m_inspector.get(), &ImageInspector::cancelled);
        pane->setBusy("Features of real images", 30, 120);
        QVERIFY(pane->isBusy());
        for (auto* button : pane->findChildren<QToolButton*>())
            if (button->accessibleName() == "Stop")
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(cancelled.takeFirst().first().value<Section>(), Section::nearest);
        pane->setBusy({});
        QVERIFY(!pane->isBusy());
        pane->setFailure("There is no checkpoint.");
        QCOMPARE(pane->failure(), QString("There is no checkpoint."));
        pane->setBusy("again");
        QVERIFY(pane->failure().isEmpty());
    }

    void gradientsAreMeasuredOnRequest() {
        QSignalSpy wanted(m_inspector.get(), &ImageInspector::gradientsWanted);
        auto* measure = m_inspector->findChild<QPushButton*>();
        QTest::mouseClick(measure, Qt::LeftButton);
        QCOMPARE(wanted.count(), 1);
        m_inspector->clear();
        QVERIFY(!measure->isEnabled());
    }
};

QTEST_MAIN(ImageInspectorSectionsTest)
#include "image_inspector_sections_test.moc"
