#include "app/workbench/live_page.h"

#include <set>

#include <QDataStream>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QToolButton>

#include "app/workbench/actions.h"
#include "app/workbench/inspector_studies.h"
#include "app/workbench/run_plots.h"
#include "app/workbench/sheet_tools.h"
#include "widgets/images/image_inspector.h"
#include "widgets/images/image_sheet_view.h"
#include "widgets/images/sheet_bar.h"
#include "widgets/plots/curve_plot.h"
#include "widgets/status/iteration_slider.h"
#include "widgets/status/progress_strip.h"

namespace ld3m::workbench {
namespace {

constexpr double kZoomStep = 1.25;

QToolButton* flatButton(QAction* action, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setDefaultAction(action);
    button->setProperty("flat", true);
    button->setToolButtonStyle(Qt::ToolButtonIconOnly);
    return button;
}

} // namespace

LivePage::LivePage(const Actions& actions, session::Workspace& workspace, session::StudyImage study,
                   QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_title(new QLabel(this)), m_hovered(new QLabel(this)),
      m_sheet(new widgets::ImageSheetView(this)), m_inspector(new widgets::ImageInspector(this)),
      m_studies(new InspectorStudies(*m_inspector, std::move(study), this)),
      m_tools(new SheetTools(*m_sheet, this)), m_slider(new widgets::IterationSlider(this)),
      m_plots(new RunPlots(this)), m_rows(new QSplitter(Qt::Vertical, this)),
      m_columns(new QSplitter(Qt::Horizontal, this)) {
    buildLayout(actions);
    connectActions(actions);
    connect(&workspace, &session::Workspace::shownChanged, this, &LivePage::bind);
    connect(m_slider, &widgets::IterationSlider::iterationChanged, this, &LivePage::showIteration);
    connect(m_slider, &widgets::IterationSlider::liveChanged, this, [this](bool live) {
        if (live)
            m_plots->setCursorX(std::nullopt);
    });
    connect(m_plots, &RunPlots::cursorPlaced, this, [this](double x) {
        m_slider->setIteration(std::int64_t(x));
        showIteration(m_slider->iteration());
    });
    connect(m_sheet, &widgets::ImageSheetView::imageSelected, this, [this] { inspect(); });
    connect(m_studies, &InspectorStudies::iterationWanted, this, [this](qint64 iteration) {
        m_slider->setIteration(iteration);
        showIteration(m_slider->iteration());
    });
    connect(m_tools, &SheetTools::problem, &workspace, &session::Workspace::problem);
    connect(m_tools, &SheetTools::saved, this, &LivePage::saved);
    connect(m_sheet, &widgets::ImageSheetView::hovered, m_hovered, &QLabel::setText);
    connect(m_inspector, &widgets::ImageInspector::hovered, m_hovered, &QLabel::setText);
    bind(nullptr);
}

void LivePage::buildLayout(const Actions& actions) {
    m_title->setProperty("role", "title");
    m_hovered->setProperty("role", "muted");
    setObjectName("livePage");
    m_sheet->setObjectName("imageSheet");
    m_slider->setObjectName("iterationSlider");
    m_inspector->setEmptyText(tr("Click an image to see it large, with its pixel values."));

    auto* images = new QWidget(this);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 8, 6);
    head->addWidget(m_title);
    // Takes the room that is left: a text that comes and goes with the mouse must not move anything.
    m_hovered->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hovered->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    head->addSpacing(8);
    head->addWidget(m_hovered, 1);
    head->addSpacing(8);
    auto* bar = new widgets::SheetBar(*m_sheet, images);
    connect(bar, &widgets::SheetBar::changedMostWanted, m_tools, &SheetTools::orderByChange);
    head->addWidget(bar);
    for (QAction* action : {actions.fitImages, actions.zoomOut, actions.zoomIn, actions.smoothImages})
        head->addWidget(flatButton(action, images));
    auto* column = new QVBoxLayout(images);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_sheet, 1);

    m_columns->addWidget(images);
    m_columns->addWidget(m_inspector);
    m_columns->setStretchFactor(0, 1);
    m_columns->setSizes({680, 320});
    m_columns->setChildrenCollapsible(false);
    auto* upper = new QWidget(this);
    auto* upperColumn = new QVBoxLayout(upper);
    upperColumn->setContentsMargins(0, 0, 0, 0);
    upperColumn->setSpacing(0);
    upperColumn->addWidget(m_columns, 1);
    upperColumn->addWidget(m_slider);

    m_rows->addWidget(upper);
    m_rows->addWidget(m_plots);
    m_rows->setStretchFactor(0, 3);
    m_rows->setStretchFactor(1, 2);
    m_rows->setSizes({520, 260});
    m_rows->setChildrenCollapsible(false);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_rows);
}

void LivePage::connectActions(const Actions& actions) {
    connect(actions.fitImages, &QAction::triggered, m_sheet, [this] { m_sheet->setFitted(true); });
    connect(actions.zoomIn, &QAction::triggered, m_sheet,
            [this] { m_sheet->setZoom(m_sheet->zoom() * kZoomStep); });
    connect(actions.zoomOut, &QAction::triggered, m_sheet,
            [this] { m_sheet->setZoom(m_sheet->zoom() / kZoomStep); });
    connect(actions.smoothImages, &QAction::toggled, m_sheet, &widgets::ImageSheetView::setSmooth);
    connect(actions.smoothImages, &QAction::toggled, m_inspector, &widgets::ImageInspector::setSmooth);
    m_slider->addActions({actions.branch, actions.twin});
    m_slider->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(actions.followNewest, &QAction::triggered, m_slider, [this] { m_slider->setLive(true); });
}

void LivePage::bind(session::RunHistory* history) {
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    m_history = history;
    m_plots->bind(history);
    m_studies->bind(history);
    m_tools->bind(history);
    m_sheet->clearSheet();
    m_inspector->clear();
    m_slider->clearMarks();
    m_slider->setIterations({});
    m_slider->setLive(true);
    m_sheet->setEmptyText(history ? tr("The images appear when the run has made its first ones.")
                                  : tr("Press Run (F5): the synthetic images of every class appear here, "
                                       "one row per class, and change as they are learned."));
    describe();
    if (!history)
        return;
    using session::RunHistory;
    m_connections = {
        connect(history, &RunHistory::described, this, &LivePage::describe),
        connect(history, &RunHistory::stateChanged, this, &LivePage::describe),
        connect(history, &RunHistory::latestSheetChanged, this, &LivePage::newest),
        connect(history, &RunHistory::storedSheetsChanged, this,
                [this] { m_slider->setIterations(m_history->storedSheets()); }),
        connect(history, &RunHistory::settingChanged, this,
                [this](const reports::SettingChange& change) {
                    m_slider->addMark(change.iteration, markText(change));
                    describe();
                }),
        connect(history, &RunHistory::cleared, m_slider, &widgets::IterationSlider::clearMarks),
        connect(history, &RunHistory::sheetFailed, &m_workspace, &session::Workspace::problem),
        connect(history, &RunHistory::sheetLoaded, this, [this](const reports::ImageSheet& sheet) {
            if (sheet.iteration == m_slider->iteration())
                showSheet(sheet);
        })};
    m_slider->setIterations(history->storedSheets());
    for (const reports::SettingChange& change : history->changes())
        m_slider->addMark(change.iteration, markText(change));
    newest();
}

void LivePage::describe() {
    if (!m_history) {
        m_title->setText(tr("Images"));
        m_slider->setTotal(0);
        return;
    }
    QString name = QString::fromStdString(m_history->runFolder().filename().string());
    if (m_history->run())
        name = QString::fromStdString(m_history->run()->name());
    m_slider->setTotal(m_history->iterations());
    m_title->setText(name);
}

std::vector<std::string> LivePage::chosenClasses() const {
    std::set<std::int64_t> labels;
    for (const widgets::SheetTile& tile : m_sheet->selection())
        labels.insert(tile.label);
    std::vector<std::string> names;
    for (const std::int64_t label : labels)
        names.push_back(m_sheet->sheet().class_names.at(static_cast<std::size_t>(label)));
    return names;
}

void LivePage::newest() {
    if (m_history->latestSheet() && m_slider->isLive())
        showSheet(*m_history->latestSheet());
}

void LivePage::showIteration(std::int64_t iteration) {
    if (!m_history || iteration < 0)
        return;
    const auto& latest = m_history->latestSheet();
    if (latest && (latest->iteration == iteration || (m_slider->isLive() && latest->iteration > iteration)))
        showSheet(*latest);
    else
        m_history->requestSheet(iteration);
    m_plots->setCursorX(m_slider->isLive() ? std::nullopt : std::optional<double>(double(iteration)));
    Q_EMIT iterationShown(iteration);
}

void LivePage::showSheet(const reports::ImageSheet& sheet) {
    m_sheet->setSheet(sheet);
    inspect(!m_slider->isLive());
}

void LivePage::inspect(bool scrubbed) {
    const std::int64_t label = m_sheet->isEmpty() ? -1 : m_sheet->selectedLabel();
    if (label < 0)
        m_inspector->clear();
    else
        m_inspector->setImage(m_sheet->sheet(), label, m_sheet->selectedIndex());
    m_studies->setShown(label < 0 ? -1 : m_sheet->sheet().iteration, label, m_sheet->selectedIndex(),
                        scrubbed);
}

QByteArray LivePage::saveSplitters() const {
    QByteArray state;
    QDataStream stream(&state, QIODevice::WriteOnly);
    stream << m_rows->saveState() << m_columns->saveState();
    return state;
}

void LivePage::restoreSplitters(const QByteArray& state) {
    QDataStream stream(state);
    QByteArray rows;
    QByteArray columns;
    stream >> rows >> columns;
    if (stream.status() != QDataStream::Ok)
        return;
    m_rows->restoreState(rows);
    m_columns->restoreState(columns);
}

} // namespace ld3m::workbench
