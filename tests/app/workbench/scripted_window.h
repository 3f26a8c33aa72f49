// The whole window on a scripted workspace, with hands: what a person types, clicks and sees.
#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QToolBar>
#include <QToolButton>
#include <QtTest>

#include "app/workbench/actions.h"
#include "app/workbench/evaluation_dock.h"
#include "app/workbench/live_page.h"
#include "app/workbench/main_window.h"
#include "app/workbench/recipe_dock.h"
#include "app/workbench/run_plots.h"
#include "app/workbench/runs_dock.h"
#include "app/workbench/twin_page.h"
#include "tests/support/scripted_workspace.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/recipe/recipe_form.h"
#include "widgets/status/banner.h"
#include "widgets/status/iteration_slider.h"
#include "widgets/status/iteration_track.h"
#include "widgets/status/log_view.h"
#include "widgets/status/progress_strip.h"
#include "widgets/tables/evaluation_table_view.h"
#include "widgets/theme/theme.h"

namespace ld3m::tests {

constexpr int kPatience = 20000; ///< milliseconds, for machines that do other things too

inline bool showActive(QWidget& window) {
    window.show();
    return QTest::qWaitForWindowActive(&window);
}

inline void click(QWidget* widget) {
    QTest::mouseClick(widget, Qt::LeftButton);
}

/// Types into a line, a spin box or a choice, as a person does who selects everything first.
inline void type(QWidget* input, const QString& text) {
    if (auto* line = qobject_cast<QLineEdit*>(input))
        line->selectAll();
    else if (auto* spin = qobject_cast<QSpinBox*>(input))
        spin->selectAll();
    QTest::keyClicks(input, text);
    if (!qobject_cast<QComboBox*>(input))
        QTest::keyClick(input, Qt::Key_Return);
}

/// What the visible labels below this widget say, a line each.
inline QString shownText(const QWidget& widget) {
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>())
        if (label->isVisible())
            texts << label->text();
    return texts.join('\n');
}

struct ScriptedWindow : ScriptedWorkspace {
    /// Opens a new project with the scripted recipe and starts a run that goes no further than this.
    bool runTo(std::int64_t iteration) {
        script.goTo(iteration);
        return create("pets") && workspace.start() &&
               QTest::qWaitFor([&] { return history().lastIteration() == iteration; }, kPatience);
    }
    void press(QAction* action) { click(window.findChild<QToolBar*>("runToolbar")->widgetForAction(action)); }
    void edit(const char* key, const QString& text) {
        window.recipeDock().form()->reveal(key);
        type(window.recipeDock().form()->editorOf(key), text);
    }
    QPushButton* bannerButton() { return window.banner().findChild<QPushButton*>(); }

    workbench::Actions& actions() { return window.actions(); }
    const session::RunHistory& history() { return *workspace.sessionHistory(); }
    widgets::ImageSheetView* sheet() { return window.livePage().sheetView(); }
    widgets::IterationSlider* slider() { return window.livePage().slider(); }
    widgets::IterationTrack* track() { return slider()->findChild<widgets::IterationTrack*>(); }
    workbench::RunPlots* plots() { return window.livePage().plots(); }
    widgets::ProgressStrip* strip() { return window.findChild<widgets::ProgressStrip*>(); }
    QString log() { return window.findChild<widgets::LogView*>()->toPlainText(); }

    workbench::MainWindow window{workspace, settings};
};

} // namespace ld3m::tests
