// Points of the residual curve under mouse and keys.
#include "widgets/recipe/residual_curve_view.h"

#include <QtTest>

#include "tests/widgets/events.h"

using namespace ld3m;
using settings::ControlPoint;
using widgets::ResidualCurveView;

class ResidualCurveViewTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<ResidualCurveView> m_view;
    settings::PriorSettings m_prior;
    std::vector<std::vector<ControlPoint>> m_edits;

    QPoint pixel(double u, double w) const { return m_view->pixelOf({u, w}).toPoint(); }
    void showCustom(std::vector<std::string> points) {
        m_prior.residual_curve = settings::ResidualCurve::custom;
        m_prior.residual_points = std::move(points);
        m_view->showPrior(m_prior);
    }

private Q_SLOTS:
    void init() {
        m_prior = {};
        m_edits.clear();
        m_view = std::make_unique<ResidualCurveView>();
        m_view->resize(340, 160);
        // As the form does: what was edited is shown again.
        connect(m_view.get(), &ResidualCurveView::edited, this,
                [this](const std::vector<ControlPoint>& points) {
                    m_edits.push_back(points);
                    showCustom(settings::wordsOf(points));
                });
        QVERIFY(tests::showActive(*m_view));
        m_view->setFocus();
    }

    void timeRunsToTheRight() {
        QVERIFY(m_view->pixelOf({1, 1}).x() < m_view->pixelOf({0, 0}).x());
        QVERIFY(m_view->pixelOf({1, 1}).y() < m_view->pixelOf({1, 0}).y());
        QCOMPARE(m_view->steps().size(), std::size_t{10});
        QCOMPARE(m_view->steps().front().weight, 1.0);
    }

    void aPresetShowsPointsOfItsCurve() {
        m_prior.residual_curve = settings::ResidualCurve::quadratic;
        m_view->showPrior(m_prior);
        QCOMPARE(m_view->points().size(), std::size_t{5});
        QVERIFY(m_view->points()[2] == (ControlPoint{0.5, 0.25}));
        m_prior.residual_curve = settings::ResidualCurve::none;
        m_view->showPrior(m_prior);
        QVERIFY(m_view->points()[4] == (ControlPoint{1, 0}));
        QVERIFY(m_edits.empty());
    }

    void draggingAPresetsPointIsOneEdit() {
        tests::drag(m_view.get(), pixel(0.5, 0.5), pixel(0.6, 0.9));
        QCOMPARE(m_edits.size(), std::size_t{1});
        const ControlPoint moved = m_edits[0][2];
        QVERIFY2(std::abs(moved.u - 0.6) <= 0.01 && std::abs(moved.w - 0.9) <= 0.01, "where it was let go");
        QVERIFY(m_edits[0][0] == (ControlPoint{0, 0}) && m_edits[0][4] == (ControlPoint{1, 1}));
        QCOMPARE(m_view->selected(), 2);
    }

    void aClickOnlySelects() {
        QSignalSpy selected(m_view.get(), &ResidualCurveView::selectionChanged);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, pixel(0.25, 0.25));
        QCOMPARE(m_view->selected(), 1);
        QVERIFY(m_edits.empty() && selected.count() == 1);
        QTest::mouseClick(m_view.get(), Qt::LeftButton, {}, pixel(0.1, 0.9));
        QCOMPARE(m_view->selected(), -1);
    }

    void pointsStayBetweenTheirNeighboursAndTheEndsAtTheEnds() {
        tests::drag(m_view.get(), pixel(0.5, 0.5), pixel(0.95, 0.5));
        QVERIFY(m_view->points()[2].u < m_view->points()[3].u);
        tests::drag(m_view.get(), pixel(0, 0), pixel(0.4, 0.7));
        QCOMPARE(m_view->points()[0].u, 0.0);
        QVERIFY(std::abs(m_view->points()[0].w - 0.7) <= 0.01);
        tests::drag(m_view.get(), pixel(1, 1), {-50, -50});
        QVERIFY(m_view->points().back() == (ControlPoint{1, 1}));
    }

    void escapeEndsADrag() {
        QTest::mousePress(m_view.get(), Qt::LeftButton, {}, pixel(0.5, 0.5));
        QMouseEvent move(QEvent::MouseMove, pixel(0.5, 0.9), m_view->mapToGlobal(pixel(0.5, 0.9)),
                         Qt::NoButton, Qt::LeftButton, {});
        QApplication::sendEvent(m_view.get(), &move);
        QVERIFY(m_view->points()[2].w > 0.8);
        QTest::keyClick(m_view.get(), Qt::Key_Escape);
        QCOMPARE(m_view->points()[2].w, 0.5);
        QTest::mouseRelease(m_view.get(), Qt::LeftButton, {}, pixel(0.5, 0.9));
        QVERIFY(m_edits.empty());
    }

    void doubleClickAddsAndRightClickRemoves() {
        showCustom({"0:0", "1:1"});
        tests::doubleClick(m_view.get(), pixel(0.7, 0.2));
        QCOMPARE(m_view->points().size(), std::size_t{3});
        QVERIFY2(std::abs(m_view->points()[1].w - m_view->points()[1].u) < 0.011,
                 "on the curve, so nothing changes");
        QCOMPARE(m_view->selected(), 1);
        const ControlPoint added = m_view->points()[1];
        QTest::mouseClick(m_view.get(), Qt::RightButton, {}, pixel(added.u, added.w));
        QCOMPARE(m_view->points().size(), std::size_t{2});
        QTest::mouseClick(m_view.get(), Qt::RightButton, {}, pixel(0, 0)); // an end stays
        QCOMPARE(m_view->points().size(), std::size_t{2});
    }

    void keysSelectMoveAddAndRemove() {
        showCustom({"0:0", "0.5:0.5", "1:1"});
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        QCOMPARE(m_view->selected(), 2); // the first step stands at the left
        QTest::keyClick(m_view.get(), Qt::Key_PageDown);
        QCOMPARE(m_view->selected(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Left, Qt::ShiftModifier);
        QVERIFY(m_view->points()[1] == (ControlPoint{0.6, 0.51}));
        QCOMPARE(m_view->selected(), 1);
        QTest::keyClick(m_view.get(), Qt::Key_Right);
        QTest::keyClick(m_view.get(), Qt::Key_Down, Qt::ShiftModifier);
        QVERIFY(m_view->points()[1] == (ControlPoint{0.59, 0.41}));
        QTest::keyClick(m_view.get(), Qt::Key_Insert);
        QCOMPARE(m_view->points().size(), std::size_t{4});
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QCOMPARE(m_view->points().size(), std::size_t{3});
        QCOMPARE(m_view->selected(), -1);
    }

    void lockedNothingMoves() {
        m_view->setLocked(true);
        tests::drag(m_view.get(), pixel(0.5, 0.5), pixel(0.5, 0.9));
        tests::doubleClick(m_view.get(), pixel(0.6, 0.6));
        QTest::mouseClick(m_view.get(), Qt::RightButton, {}, pixel(0.25, 0.25));
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_Delete);
        QVERIFY(m_edits.empty());
    }

    void wrongPointsAreSaid() {
        showCustom({"0:0", "half", "1:1"});
        QVERIFY(m_view->points().empty());
        QVERIFY(m_view->problem().contains("half"));
        QVERIFY(!m_view->grab().isNull());
        QTest::keyClick(m_view.get(), Qt::Key_Up);
        QTest::keyClick(m_view.get(), Qt::Key_PageUp);
        tests::doubleClick(m_view.get(), {100, 50});
        QVERIFY(m_edits.empty());
        m_prior = {};
        m_view->showPrior(m_prior);
        QVERIFY(m_view->problem().isEmpty());
    }

    void theFormDecidesWhereTheStepsStand() {
        m_prior.steps = 4;
        m_prior.residual = settings::Residual::paper;
        m_view->showPrior(m_prior);
        QCOMPARE(m_view->steps().back().weight, 0.25);
        m_prior.residual = settings::Residual::off;
        m_view->showPrior(m_prior);
        QCOMPARE(m_view->steps().front().weight, 0.0);
    }
};

QTEST_MAIN(ResidualCurveViewTest)
#include "residual_curve_view_test.moc"
