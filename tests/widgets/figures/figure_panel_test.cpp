// The panel that sets and saves a figure, used by mouse and keyboard.
#include "widgets/figures/figure_panel.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTemporaryDir>
#include <QtTest>

#include "tests/support/scripted_values.h"
#include "tests/widgets/events.h"
#include "widgets/figures/curve_figure_plot.h"
#include "widgets/figures/figure_preview.h"
#include "widgets/figures/sheet_figure.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using namespace ld3m::widgets;

namespace {

CurveFigure curves() {
    CurveFigure figure{.title = "Matching loss", .xLabel = "iteration", .yLabel = "loss"};
    figure.curve("with residual", 0).points.append({1, 2, 3, 4}, {9, 5, 3, 2});
    figure.curve("without", 1).points.append({1, 2, 3, 4}, {9, 7, 6, 6});
    return figure;
}

template<typename Widget>
Widget* named(const QWidget& panel, const QString& accessibleName) {
    for (Widget* each : panel.findChildren<Widget*>())
        if (each->accessibleName() == accessibleName)
            return each;
    return nullptr;
}

} // namespace

class FigurePanelTest : public QObject {
    Q_OBJECT
private:
    QTemporaryDir m_folder;
    std::unique_ptr<FigurePanel> m_panel;

    QString said() const { return m_panel->findChild<QLabel*>("figureSaid")->text(); }

private Q_SLOTS:
    void init() {
        m_panel = std::make_unique<FigurePanel>(figureOf(curves()));
        m_panel->setFigureStyle(oneColumnStyle());
        QVERIFY(tests::showActive(*m_panel));
    }
    void cleanup() { m_panel.reset(); }

    void startsWithOneColumn() {
        QCOMPARE(m_panel->figureStyle().width, 3.25);
        QCOMPARE(m_panel->figureStyle().height, 0.0);
        QCOMPARE(named<QLineEdit>(*m_panel, "Title of the x axis")->text(), QString("iteration"));
        QVERIFY(!m_panel->isModal());
    }

    void aPresetSetsTheSize() {
        auto* size = named<QComboBox>(*m_panel, "Size");
        size->setFocus();
        QTest::keyClick(size, Qt::Key_Down);
        QCOMPARE(m_panel->figureStyle().width, 6.75);
        QVERIFY(std::abs(named<QDoubleSpinBox>(*m_panel, "Width")->value() - 171.4) < 0.1);
    }

    void anOwnWidthLeavesThePreset() {
        auto* width = named<QDoubleSpinBox>(*m_panel, "Width");
        width->setFocus();
        width->selectAll();
        QTest::keyClicks(width, "100");
        QTest::keyClick(width, Qt::Key_Tab);
        QCOMPARE(named<QComboBox>(*m_panel, "Size")->currentText(), QString("own size"));
        QVERIFY(std::abs(m_panel->figureStyle().width - 100 / 25.4) < 1e-9);
        QVERIFY(m_panel->figureStyle().height > 1);
    }

    void thePreviewFollows() {
        auto* preview = m_panel->findChild<FigurePreview*>();
        QTRY_VERIFY(!preview->paper().isEmpty());
        const QSizeF before = preview->paper().size();
        QTest::keyClicks(named<QLineEdit>(*m_panel, "Title of the x axis"), " k");
        QCOMPARE(*m_panel->figureStyle().xTitle, QString("iteration k"));
        QTest::keyClick(named<QComboBox>(*m_panel, "Size"), Qt::Key_Down);
        QTRY_VERIFY(preview->paper().size() != before);
        QVERIFY(preview->grab().toImage().pixelColor(preview->paper().topLeft().toPoint() + QPoint(2, 2)) ==
                QColor(Qt::white));
    }

    void savesWhatItShows() {
        QSignalSpy saved(m_panel.get(), &FigurePanel::saved);
        for (const char* name : {"a.pdf", "a.svg", "a.png", "a.csv"})
            QVERIFY2(m_panel->saveTo(m_folder.filePath(name)), name);
        QCOMPARE(saved.size(), 4);
        QVERIFY(said().contains("a.csv"));
        QCOMPARE(QImage(m_folder.filePath("a.png")).width(), 975);
    }

    void whatCannotBeWrittenIsSaidInThePanel() {
        QVERIFY(!m_panel->saveTo(m_folder.filePath("nowhere/a.pdf")));
        QVERIFY(said().contains("nowhere"));
        QCOMPARE(m_panel->findChild<QLabel*>("figureSaid")->property("role").toString(), QString("wrong"));
    }

    void copies() {
        QApplication::clipboard()->clear();
        for (auto* button : m_panel->findChildren<QPushButton*>())
            if (button->text() == "Copy")
                QTest::mouseClick(button, Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->image().width(), 975);
    }

    void theNextPanelBeginsWithThisStyle() {
        FigureStyle style = twoColumnStyle();
        style.fontSize = 10;
        style.xTitle = "only here";
        m_panel->setFigureStyle(style);
        QTRY_COMPARE(FigurePanel(figureOf(curves())).figureStyle().fontSize, 10.0);
        QCOMPARE(*FigurePanel(figureOf(curves())).figureStyle().xTitle, QString("iteration"));
    }

    void aSheetHasNoAxesToSet() {
        FigurePanel panel(
            figureOf(SheetFigure{.title = "Images", .columns = {{"", tests::scriptedSheet(3)}}}));
        QVERIFY(tests::showActive(panel));
        QVERIFY(!named<QLineEdit>(panel, "Title of the x axis")->isVisible());
        QVERIFY(!named<QComboBox>(panel, "Legend")->isVisible());
        QVERIFY(panel.saveTo(m_folder.filePath("sheet.pdf")));
        QVERIFY(!panel.saveTo(m_folder.filePath("sheet.csv")));
    }

    void aPlotOpensIt() {
        QWidget window;
        CurvePlot plot("Loss", &window);
        plot.append("a", {1, 2}, {1, 2});
        QVERIFY(tests::showActive(window));
        plot.exportFigure();
        QPointer<FigurePanel> panel = window.findChild<FigurePanel*>();
        QVERIFY(panel && panel->isVisible());
        QTest::keyClick(panel, Qt::Key_Escape);
        QTRY_VERIFY(!panel);
    }

    void looks() {
        const QString folder = qEnvironmentVariable("LD3M_TEST_PICTURES");
        if (folder.isEmpty())
            QSKIP("LD3M_TEST_PICTURES names no folder for pictures to look at");
        for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, theme);
            QTest::qWait(50);
            m_panel->grab().save(QString("%1/figure_panel_%2.png").arg(folder).arg(int(theme)));
        }
    }
};

QTEST_MAIN(FigurePanelTest)
#include "figure_panel_test.moc"
