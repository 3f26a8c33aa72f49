#include "widgets/plots/curve_marks.h"

#include <QtTest>

#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"
#include "widgets/theme/theme_style.h"

using namespace ld3m::widgets;

class CurveMarksTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<QCustomPlot> m_plot;
    std::unique_ptr<CurveMarks> m_marks;

    template<typename Item>
    QList<Item*> items() const {
        QList<Item*> found;
        for (int i = 0; i < m_plot->itemCount(); ++i)
            if (auto* item = qobject_cast<Item*>(m_plot->item(i)))
                found << item;
        return found;
    }

    QCPItemText* label(const QString& text) const {
        for (auto* item : items<QCPItemText>())
            if (item->text() == text)
                return item;
        return nullptr;
    }

    QStringList shownLabels() {
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        m_marks->arrangeLabels();
        QStringList texts;
        for (const auto* item : items<QCPItemText>())
            if (item->visible())
                texts << item->text();
        texts.sort();
        return texts;
    }

    /// Where a label is painted.
    static QRectF boundsOf(const QCPItemText* text) {
        return QRectF(text->topLeft->pixelPosition(), text->bottomRight->pixelPosition());
    }

private Q_SLOTS:
    void init() {
        m_marks.reset();
        m_plot = std::make_unique<QCustomPlot>();
        m_plot->setViewport(QRect(0, 0, 600, 300));
        m_plot->xAxis->setRange(0, 1000);
        m_marks = std::make_unique<CurveMarks>(*m_plot);
        m_marks->applyColours(themePalette(themeColours(false)));
    }

    void theCursorSpansThePlotAtItsX() {
        const auto* cursor = items<QCPItemLine>().first();
        QVERIFY(!cursor->visible());
        m_marks->setCursor(250.0);
        QVERIFY(m_marks->cursor() == 250.0);
        QVERIFY(cursor->visible());
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        const QRect area = m_plot->axisRect()->rect();
        QCOMPARE(cursor->start->pixelPosition().x(), m_plot->xAxis->coordToPixel(250));
        QCOMPARE(qRound(cursor->start->pixelPosition().y()), area.top());
        QVERIFY(qAbs(cursor->end->pixelPosition().y() - area.bottom()) <= 1);
        m_marks->setCursor(std::nullopt);
        QVERIFY(!cursor->visible());
    }

    void figuresLeaveTheCursorOut() {
        const auto* cursor = items<QCPItemLine>().first();
        m_marks->setCursor(250.0);
        m_marks->setCursorShown(false);
        QVERIFY(!cursor->visible());
        QVERIFY(m_marks->cursor() == 250.0);
        m_marks->setCursorShown(true);
        QVERIFY(cursor->visible());
        m_marks->setCursor(std::nullopt);
        m_marks->setCursorShown(true);
        QVERIFY(!cursor->visible());
    }

    void eventLabelsGiveWayToEarlierOnes() {
        m_marks->addEvent(500, "Momentum 0.5 → 0.9");
        m_marks->addEvent(100, "Rate of Z 10 → 5"); // earlier, though added later
        m_marks->addEvent(110, "Guidance scale 1 → 2");
        QCOMPARE(shownLabels(), (QStringList{"Momentum 0.5 → 0.9", "Rate of Z 10 → 5"}));
        m_plot->xAxis->setRange(105, 300);
        QCOMPARE(shownLabels(), QStringList{"Guidance scale 1 → 2"}); // the others are out of view
    }

    void labelsNeverCoverEachOther() {
        for (int i = 0; i < 40; ++i)
            m_marks->addEvent(25 * i, QString("setting %1 → %2").arg(i).arg(i + 1));
        QVERIFY(shownLabels().size() > 1);
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        QList<QRectF> bounds;
        for (const auto* item : items<QCPItemText>())
            if (item->visible())
                bounds << boundsOf(item);
        for (int i = 0; i < bounds.size(); ++i)
            for (int j = 0; j < i; ++j)
                QVERIFY(!bounds[i].intersects(bounds[j]));
    }

    void labelsTurnInwardsAtTheRightEdge() {
        m_marks->addEvent(990, "Reverse steps T 10 → 20");
        QCOMPARE(shownLabels().size(), 1);
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        const QRectF bounds = boundsOf(label("Reverse steps T 10 → 20"));
        QVERIFY(bounds.right() <= m_plot->axisRect()->right() + 1);
        QVERIFY(bounds.right() <= m_plot->xAxis->coordToPixel(990) + 1);
    }

    void referencesAreKeptAndCleared() {
        m_marks->addReference(28.4, "random real");
        m_marks->addReference(10, "chance");
        QCOMPARE(m_marks->references(),
                 (std::vector<CurveMarks::Labelled>{{28.4, "random real"}, {10, "chance"}}));
        m_plot->yAxis->setRange(0, 40);
        m_plot->replot(QCustomPlot::rpImmediateRefresh);
        const double y = m_plot->yAxis->coordToPixel(28.4);
        QVERIFY(qAbs(boundsOf(label("random real")).bottom() - y) <= 2);
        m_marks->clearReferences();
        QVERIFY(m_marks->references().empty());
        QVERIFY(!label("chance"));
        QCOMPARE(items<QCPItemLine>().size(), 1); // the cursor's
    }

    void clearingEventsKeepsReferences() {
        m_marks->addEvent(100, "Rate of Z 10 → 5");
        m_marks->addReference(1, "chance");
        m_marks->clearEvents();
        QVERIFY(!label("Rate of Z 10 → 5"));
        QVERIFY(label("chance"));
    }

    void coloursFollowTheTheme() {
        m_marks->addEvent(100, "Rate of Z 10 → 5");
        m_marks->addReference(1, "chance");
        for (const bool dark : {true, false}) {
            const ThemeColours& colours = themeColours(dark);
            m_marks->applyColours(themePalette(colours));
            QCOMPARE(label("Rate of Z 10 → 5")->color(), colours.changed);
            QCOMPARE(label("chance")->color(), colours.muted);
        }
    }
};

QTEST_MAIN(CurveMarksTest)
#include "curve_marks_test.moc"
