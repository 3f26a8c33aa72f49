#include "widgets/status/elided_label.h"

#include <QHBoxLayout>
#include <QHelpEvent>
#include <QToolTip>
#include <QtTest>

#include "tests/widgets/events.h"

using namespace ld3m;
using widgets::ElidedLabel;

class ElidedLabelTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void whatHasRoomIsWhole() {
        ElidedLabel label("Weights of a training prior");
        label.resize(label.sizeHint());
        QVERIFY(!label.isElided());
        QLabel plain("Weights of a training prior");
        plain.resize(label.size());
        QCOMPARE(label.grab().toImage(), plain.grab().toImage());
    }

    void whatHasNotEndsInThreeDots() {
        ElidedLabel label("Weights of a training prior");
        label.resize(80, 20);
        QVERIFY(label.isElided());
        QCOMPARE(label.text(), "Weights of a training prior");
        const QString seen = label.fontMetrics().elidedText(label.text(), Qt::ElideRight, 80);
        QVERIFY(seen.endsWith(QChar(0x2026)));
        QLabel plain(seen);
        plain.resize(label.size());
        QCOMPARE(label.grab().toImage(), plain.grab().toImage());
    }

    void longWordsDoNotWidenTheWindow() {
        QWidget window;
        auto* row = new QHBoxLayout(&window);
        auto* label = new ElidedLabel(QString(300, 'w'));
        row->addWidget(label);
        window.resize(200, 60);
        QVERIFY(tests::showActive(window));
        QCOMPARE(window.width(), 200);
        QVERIFY(label->width() < 200);
    }

    void hoveringShowsTheWholeOfWhatIsCut() {
        ElidedLabel label("Weights of a <training> prior");
        const auto hover = [&label] {
            QToolTip::hideText();
            QHelpEvent event(QEvent::ToolTip, {5, 5}, label.mapToGlobal(QPoint(5, 5)));
            QApplication::sendEvent(&label, &event);
            return QToolTip::isVisible() ? QToolTip::text() : QString();
        };
        label.resize(label.sizeHint());
        label.show();
        QCOMPARE(hover(), QString());
        label.resize(80, 20);
        QCOMPARE(hover(), "Weights of a &lt;training&gt; prior");
        label.setToolTip("What it means");
        QCOMPARE(hover(), "What it means");
    }

    void markupIsReadAsItStands() {
        ElidedLabel label("<b>a</b>");
        QCOMPARE(label.textFormat(), Qt::PlainText);
    }
};

QTEST_MAIN(ElidedLabelTest)
#include "elided_label_test.moc"
