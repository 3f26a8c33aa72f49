#include "app/workbench/twin_page.h"

#include <algorithm>
#include <iterator>
#include <limits>

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/workbench/run_plots.h"
#include "app/workbench/twin_plots.h"
#include "app/workbench/twin_welcome.h"
#include "core/reports/paired_difference.h"
#include "widgets/images/image_comparison.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/status/iteration_slider.h"
#include "widgets/status/progress_strip.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::workbench {

using session::RunHistory;
using widgets::grouped;

TwinPage::TwinPage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_title(new QLabel(this)), m_difference(new QLabel(this)),
      m_verdict(new QLabel(this)), m_comparison(new widgets::ImageComparison(this)),
      m_slider(new widgets::IterationSlider(this)), m_plots(new TwinPlots(this)),
      m_rows(new QSplitter(Qt::Vertical, this)), m_welcome(new TwinWelcome(workspace, this)),
      m_pages(new QStackedWidget(this)) {
    setObjectName("twinPage");
    buildLayout();
    connect(&workspace, &session::Workspace::pairChanged, this, &TwinPage::bind);
    connect(&workspace.runs(), &QAbstractItemModel::dataChanged, this, &TwinPage::describe);
    connect(&workspace.runs(), &QAbstractItemModel::rowsInserted, this, &TwinPage::describe);
    connect(m_slider, &widgets::IterationSlider::iterationChanged, this, &TwinPage::showIteration);
    connect(m_slider, &widgets::IterationSlider::liveChanged, this, [this](bool live) {
        if (live)
            newest();
    });
    connect(m_plots, &TwinPlots::cursorPlaced, this, [this](double x) {
        m_slider->setIteration(std::int64_t(x));
        showIteration(m_slider->iteration());
    });
    bind();
}

void TwinPage::buildLayout() {
    m_title->setProperty("role", "title");
    m_difference->setProperty("role", "muted");
    m_verdict->setObjectName("twinVerdict");
    m_verdict->setTextFormat(Qt::PlainText);
    m_verdict->setToolTip(
        tr("Networks of the same run number start alike and see their images in the same order in both "
           "arms: the mean and the deviation are of these paired differences."));
    m_slider->setObjectName("twinSlider");
    m_comparison->setColors(widgets::seriesColor(0), widgets::seriesColor(1));
    auto* back = new QToolButton(this);
    back->setObjectName("leaveTwin");
    back->setProperty("flat", true);
    back->setIcon(widgets::icon("close"));
    back->setToolTip(tr("Back to the run (Esc)"));
    back->setAccessibleName(tr("Back to the run"));
    back->setShortcut(Qt::Key_Escape);
    connect(back, &QToolButton::clicked, this, &TwinPage::backAsked);

    auto* head = new QHBoxLayout;
    head->setContentsMargins(16, 8, 8, 8);
    head->setSpacing(16);
    head->addWidget(m_title);
    head->addWidget(m_difference);
    head->addStretch();
    head->addWidget(m_verdict);
    head->addWidget(back);
    auto* upper = new QWidget(this);
    auto* column = new QVBoxLayout(upper);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_comparison, 1);
    column->addWidget(m_slider);
    m_rows->addWidget(upper);
    m_rows->addWidget(m_plots);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    m_rows->setSizes({520, 260});
    m_rows->setChildrenCollapsible(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(m_rows);
    whole->addWidget(m_pages);
}

void TwinPage::bind() {
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    m_pair = m_workspace.pair();
    m_pages->setCurrentIndex(m_pair ? 1 : 0);
    m_sheets = {};
    m_plots->bind(m_pair);
    m_slider->clearMarks();
    m_slider->setIterations({});
    m_slider->setLive(true);
    m_comparison->setEmptyTexts(tr("The images of arm A appear when it has made its first ones."),
                                tr("The images of arm B appear when it has had its first turn."));
    m_comparison->setSheets({}, {});
    if (m_pair) {
        for (const std::size_t arm : {0u, 1u}) {
            const RunHistory* history = arm == 0 ? m_pair.a.get() : m_pair.b.get();
            const auto on = [&](auto signal, auto work) {
                m_connections.push_back(connect(history, signal, this, work));
            };
            on(&RunHistory::described, &TwinPage::describe);
            on(&RunHistory::settingChanged, &TwinPage::describe);
            on(&RunHistory::storedSheetsChanged, &TwinPage::listCommon);
            on(&RunHistory::cleared, &TwinPage::listCommon);
            on(&RunHistory::latestSheetChanged, &TwinPage::newest);
            on(&RunHistory::evaluated, &TwinPage::judge);
            on(&RunHistory::sheetLoaded, [this, arm](const reports::ImageSheet& sheet) { take(arm, sheet); });
        }
    }
    describe();
    listCommon();
}

void TwinPage::describe() {
    if (!m_pair) {
        m_title->setText(tr("A|B"));
        m_difference->clear();
        m_verdict->clear();
        return;
    }
    const QString a = m_workspace.nameOf(m_pair.a->runFolder());
    const QString b = m_workspace.nameOf(m_pair.b->runFolder());
    m_title->setText(tr("%1  |  %2").arg(a, b));
    m_comparison->setNames(tr("A · %1").arg(a), tr("B · %1").arg(b));
    m_slider->setTotal(std::max(m_pair.a->iterations(), m_pair.b->iterations()));
    m_slider->clearMarks();
    for (const RunHistory* history : {m_pair.a.get(), m_pair.b.get()})
        for (const reports::SettingChange& change : history->changes())
            m_slider->addMark(change.iteration, markText(change));
    if (m_pair.a->run() && m_pair.b->run()) {
        const QString difference = session::changesText(m_pair.a->run()->recipe(), m_pair.b->run()->recipe());
        m_difference->setText(difference == b ? QString() : difference); // unless arm B is called by it
        m_difference->setToolTip(tr("What arm B has instead of arm A's"));
    }
    judge();
}

/// Both arms are seen at one iteration: only those that both have stored can be chosen.
void TwinPage::listCommon() {
    m_common.clear();
    if (m_pair)
        std::ranges::set_intersection(m_pair.a->storedSheets(), m_pair.b->storedSheets(),
                                      std::back_inserter(m_common));
    m_slider->setIterations(m_common);
    newest();
}

void TwinPage::newest() {
    if (m_slider->isLive() && !m_common.empty())
        showIteration(m_common.back());
}

void TwinPage::showIteration(std::int64_t iteration) {
    if (!m_pair || iteration < 0)
        return;
    for (const std::size_t arm : {0u, 1u}) {
        RunHistory& history = *(arm == 0 ? m_pair.a : m_pair.b);
        const auto& latest = history.latestSheet();
        if (m_sheets[arm].rgb && m_sheets[arm].iteration == iteration)
            continue;
        if (latest && latest->iteration == iteration)
            take(arm, *latest);
        else
            history.requestSheet(iteration);
    }
    m_plots->setCursorX(m_slider->isLive() ? std::nullopt : std::optional<double>(double(iteration)));
    judge();
}

/// Shown when both arms are there: half a pair would compare two iterations.
void TwinPage::take(std::size_t arm, const reports::ImageSheet& sheet) {
    if (sheet.iteration != m_slider->iteration())
        return;
    m_sheets[arm] = sheet;
    if (m_sheets[0].rgb && m_sheets[1].rgb && m_sheets[0].iteration == m_sheets[1].iteration)
        m_comparison->setSheets(m_sheets[0], m_sheets[1]);
}

QString TwinPage::verdict() const {
    return m_verdict->text();
}

void TwinPage::judge() {
    if (!m_pair)
        return;
    const std::int64_t shown =
        m_slider->isLive() ? std::numeric_limits<std::int64_t>::max() : m_slider->iteration();
    const auto found = reports::pairedDifferences(m_pair.a->evaluations(), m_pair.b->evaluations(), shown);
    if (found.empty()) {
        m_verdict->setText(tr("No accuracy of both arms yet"));
        return;
    }
    const reports::PairedDifference& last = found.back();
    const QChar sign = last.mean < 0 ? QChar(0x2212) : QChar('+');
    m_verdict->setText(tr("B − A at iteration %1: %2%3 ± %4 points over %5")
                           .arg(grouped(last.iteration), QString(sign))
                           .arg(std::abs(last.mean) * 100, 0, 'f', 1)
                           .arg(last.deviation * 100, 0, 'f', 1)
                           .arg(last.runs == 1 ? tr("1 paired run") : tr("%1 paired runs").arg(last.runs)));
}

} // namespace ld3m::workbench
