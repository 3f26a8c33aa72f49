#include "app/workbench/run_delegate.h"

#include <QApplication>
#include <QPainter>
#include <QtTest>

#include "app/session/run_tree_model.h"
#include "widgets/theme/theme.h"

using namespace ld3m;
using reports::RunState;
using session::RunSummary;
using workbench::RunDelegate;

namespace {

/// A model with one run in this state.
struct OneRun {
    explicit OneRun(RunState state, bool held = false, std::optional<double> accuracy = {}) {
        RunSummary run;
        run.folder = "/project/runs/one";
        run.name = "one";
        run.state = state;
        run.held = held;
        run.iteration = 1240;
        run.iterations = 5000;
        run.accuracy = accuracy;
        model.setGroup("/project", "Pets");
        model.setRuns("/project", {run});
        index = model.indexOf(run.folder);
    }
    session::RunTreeModel model;
    QModelIndex index;
};

QImage painted(const QModelIndex& index) {
    constexpr QSize kRow{240, 24};
    QImage image(kRow, QImage::Format_RGB32);
    image.fill(QApplication::palette().color(QPalette::Base));
    QPainter painter(&image);
    QStyleOptionViewItem option;
    option.rect = QRect({0, 0}, kRow);
    option.palette = QApplication::palette();
    option.font = QApplication::font();
    RunDelegate().paint(&painter, option, index);
    return image;
}

bool hasInk(const QImage& image, QRect area) {
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            if (image.pixelColor(x, y) != image.pixelColor(image.width() / 2, 0))
                return true;
    return false;
}

} // namespace

class RunDelegateTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { widgets::applyTheme(*qApp, widgets::ThemeChoice::dark); }

    void theNoteIsWhatMattersNow() {
        QCOMPARE(RunDelegate::note(OneRun(RunState::running, true, 0.4).index), "1,240");
        QCOMPARE(RunDelegate::note(OneRun(RunState::evaluating, true).index), "1,240");
        QCOMPARE(RunDelegate::note(OneRun(RunState::finished, false, 0.4123).index), "41.2 %");
        QCOMPARE(RunDelegate::note(OneRun(RunState::stopped, false, 0.4).index), "40.0 %");
        QCOMPARE(RunDelegate::note(OneRun(RunState::finished).index), "finished");
        QCOMPARE(RunDelegate::note(OneRun(RunState::running, false, 0.4).index), "interrupted");
        QCOMPARE(RunDelegate::note(OneRun(RunState::failed, false, 0.4).index), "failed");
        QCOMPARE(RunDelegate::note(OneRun(RunState::paused, true).index), "paused");
    }

    void theDotHasTheColourOfTheState() {
        const widgets::ThemeColours& colours = widgets::coloursOf(QApplication::palette());
        const auto dot = [](const OneRun& run) { return painted(run.index).pixelColor(7, 12); };
        QCOMPARE(dot(OneRun(RunState::running, true)), colours.good);
        QCOMPARE(dot(OneRun(RunState::finished)), colours.accent);
        QCOMPARE(dot(OneRun(RunState::failed)), colours.bad);
        QCOMPARE(dot(OneRun(RunState::stopped)), colours.muted);
        QCOMPARE(dot(OneRun(RunState::running, false)), colours.warning); // interrupted
        QCOMPARE(dot(OneRun(RunState::paused, true)), colours.warning);
    }

    void theNameIsAtTheLeftAndTheNoteAtTheRight() {
        const QImage row = painted(OneRun(RunState::finished, false, 0.4).index);
        QVERIFY(hasInk(row, {18, 2, 40, 20}));
        QVERIFY(hasInk(row, {180, 2, 52, 20}));
        QVERIFY(!hasInk(row, {100, 2, 60, 20}));
        QVERIFY(!hasInk(row, {233, 2, 7, 20})); // a margin stays
    }

    void aProjectIsItsTitleAlone() {
        const OneRun run(RunState::finished, false, 0.4);
        const QImage row = painted(run.index.parent());
        QVERIFY(hasInk(row, {0, 2, 60, 20}));
        QVERIFY(!hasInk(row, {180, 2, 60, 20}));
    }

    void rowsHaveRoomForTheirText() {
        const OneRun run(RunState::finished);
        QStyleOptionViewItem option;
        option.font = QApplication::font();
        option.fontMetrics = QFontMetrics(option.font);
        QVERIFY(RunDelegate().sizeHint(option, run.index).height() > option.fontMetrics.height());
    }
};

QTEST_MAIN(RunDelegateTest)
#include "run_delegate_test.moc"
