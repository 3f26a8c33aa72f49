// The curve in the recipe form: points and preset change together, in one step that is undone in one.
#include "widgets/recipe/residual_curve_editor.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QToolButton>
#include <QUndoStack>
#include <QtTest>

#include "tests/widgets/events.h"
#include "widgets/recipe/recipe_form.h"
#include "widgets/recipe/residual_curve_view.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using settings::ControlPoint;
using settings::ResidualCurve;
using widgets::RecipeForm;
using widgets::ResidualCurveEditor;
using widgets::ResidualCurveView;

class ResidualCurveEditorTest : public QObject {
    Q_OBJECT
private:
    std::unique_ptr<RecipeForm> m_form;
    ResidualCurveEditor* m_editor = nullptr;

    ResidualCurveView* view() { return m_editor->view(); }
    const settings::PriorSettings& prior() { return m_form->recipe().prior; }
    void choose(const char* key, const char* word) {
        auto* box = qobject_cast<QComboBox*>(m_form->editorOf(key));
        QTest::keyClicks(box, word);
    }
    void drag(ControlPoint from, ControlPoint to) {
        tests::drag(view(), view()->pixelOf(from).toPoint(), view()->pixelOf(to).toPoint());
    }
    QString said() {
        QStringList texts;
        for (const QLabel* label : m_editor->findChildren<QLabel*>())
            texts << label->text();
        return texts.join('\n');
    }

private Q_SLOTS:
    void init() {
        m_form = std::make_unique<RecipeForm>();
        m_form->resize(360, 700);
        QVERIFY(tests::showActive(*m_form));
        m_editor = m_form->findChild<ResidualCurveEditor*>();
        QVERIFY(m_editor);
        m_form->reveal("prior.residual_points");
        QVERIFY(view()->hasFocus());
        QCOMPARE(m_form->editorOf("prior.residual_points"), view());
    }

    void aDragMakesTheCurveCustomInOneUndoStep() {
        QStringList keys;
        connect(m_form.get(), &RecipeForm::edited, this, [&keys](const QString& key) { keys << key; });
        drag({0.5, 0.5}, {0.5, 0.9});
        QCOMPARE(keys, (QStringList{"prior.residual_points", "prior.residual_curve"}));
        QVERIFY(prior().residual_curve == ResidualCurve::custom);
        QCOMPARE(prior().residual_points.size(), std::size_t{5});
        QCOMPARE(m_form->undoStack()->count(), 1);
        m_form->undoStack()->undo();
        QVERIFY(prior().residual_curve == ResidualCurve::linear);
        QCOMPARE(prior().residual_points, (std::vector<std::string>{"0:0", "1:1"}));
        QVERIFY(view()->points()[2] == (ControlPoint{0.5, 0.5}));
        m_form->undoStack()->redo();
        QVERIFY(view()->points()[2].w > 0.85);
    }

    void anotherPresetShowsItsPoints() {
        choose("prior.residual_curve", "quadratic");
        QVERIFY(prior().residual_curve == ResidualCurve::quadratic);
        QVERIFY(view()->points()[2] == (ControlPoint{0.5, 0.25}));
        QVERIFY2(said().contains("quadratic"), qPrintable(said()));
        choose("prior.residual", "off");
        QVERIFY2(said().contains("every step has weight 0"), qPrintable(said()));
        QVERIFY(m_form->setValue("prior.residual", std::string("paper")));
        QVERIFY2(said().contains("Eq. 7"), qPrintable(said()));
    }

    void theStepsFollowT() {
        QVERIFY(m_form->setValue("prior.steps", std::int64_t{5}));
        QCOMPARE(view()->steps().size(), std::size_t{5});
        QVERIFY2(said().contains("1  0.75  0.5  0.25  0"), qPrintable(said()));
        QVERIFY(m_form->setValue("prior.timesteps", std::string("released")));
        QVERIFY(m_form->setValue("prior.steps", std::int64_t{3})); // which that rule cannot take
        QVERIFY2(said().contains("cannot take"), qPrintable(said()));
    }

    void numbersMoveTheSelectedPoint() {
        QVERIFY(!m_editor->w()->isEnabled());
        view()->select(2);
        QVERIFY(m_editor->u()->isEnabled() && m_editor->w()->isEnabled());
        QCOMPARE(m_editor->u()->value(), 0.5);
        m_editor->w()->selectAll();
        QTest::keyClicks(m_editor->w(), "0.8");
        QTest::keyClick(m_editor->w(), Qt::Key_Return);
        QVERIFY(view()->points()[2] == (ControlPoint{0.5, 0.8}));
        m_editor->u()->selectAll();
        QTest::keyClicks(m_editor->u(), "0.95"); // its neighbour is at 0.75
        QTest::keyClick(m_editor->u(), Qt::Key_Return);
        QCOMPARE(m_editor->u()->value(), 0.74);
        QCOMPARE(view()->points()[2].u, 0.74);
        view()->select(0);
        QVERIFY(!m_editor->u()->isEnabled() && m_editor->w()->isEnabled());
    }

    void digitsThatTheBoxesHideAreKept() {
        QVERIFY(m_form->setValue("prior.residual_curve", std::string("custom")));
        QVERIFY(
            m_form->setValue("prior.residual_points", std::vector<std::string>{"0:0", "0.3333:0.5", "1:1"}));
        view()->select(1);
        m_editor->w()->stepUp();
        QVERIFY(view()->points()[1] == (ControlPoint{0.3333, 0.51}));
    }

    void buttonsAddAndRemove() {
        const auto buttons = m_editor->findChildren<QToolButton*>();
        QCOMPARE(buttons.size(), 2);
        view()->select(1);
        QTest::mouseClick(buttons[0], Qt::LeftButton);
        QCOMPARE(view()->points().size(), std::size_t{6});
        QTest::mouseClick(buttons[1], Qt::LeftButton);
        QCOMPARE(view()->points().size(), std::size_t{5});
        QVERIFY(!buttons[1]->isEnabled());
    }

    void whileARunIsOnItStaysOpen() {
        m_form->setRunning(true);
        drag({0.5, 0.5}, {0.5, 0.2});
        QVERIFY(prior().residual_curve == ResidualCurve::custom);
        m_form->setReadOnly(true);
        const auto before = prior().residual_points;
        drag({0.5, 0.2}, {0.5, 0.7});
        QCOMPARE(prior().residual_points, before);
        QCOMPARE(m_form->undoStack()->count(), 0);
        QVERIFY(!m_editor->w()->isEnabled());
    }

    void looksLikeSomething() {
        drag({0.5, 0.5}, {0.5, 0.8});
        for (const auto theme : {widgets::ThemeChoice::dark, widgets::ThemeChoice::light}) {
            widgets::applyTheme(*qApp, theme);
            const QImage picture = m_editor->grab().toImage();
            if (const QByteArray folder = qgetenv("LD3M_TEST_PICTURES"); !folder.isEmpty())
                m_form->grab().save(QString("%1/residual_%2.png").arg(folder).arg(int(theme)));
            QVERIFY(picture.width() > 200 && picture.height() > 150);
        }
    }
};

QTEST_MAIN(ResidualCurveEditorTest)
#include "residual_curve_editor_test.moc"
