#include "app/workbench/compare_page.h"

#include <algorithm>
#include <utility>

#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTabWidget>
#include <QVBoxLayout>

#include "app/workbench/compare_plots.h"
#include "app/workbench/compare_welcome.h"
#include "app/workbench/run_chooser.h"
#include "widgets/images/sheet_bar.h"
#include "widgets/images/sheet_grid.h"
#include "widgets/status/iteration_slider.h"

namespace ld3m::workbench {
namespace {

constexpr int kLookMilliseconds = 1000;

} // namespace

ComparePage::ComparePage(session::Workspace& workspace, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_chooser(new RunChooser(workspace, this)),
      m_welcome(new CompareWelcome(this)), m_pages(new QStackedWidget(this)), m_problems(new QLabel(this)),
      m_hovered(new QLabel(this)), m_tabs(new QTabWidget(this)), m_settings(new CompareSettings(this)),
      m_plots(new ComparePlots(this)), m_grid(new widgets::SheetGrid(this)),
      m_accuracies(new CompareAccuracies(this)), m_distances(new CompareDistances(this)),
      m_slider(new widgets::IterationSlider(this)) {
    setObjectName("comparePage");
    buildLayout();
    connectParts();
    ask();
}

void ComparePage::buildLayout() {
    m_problems->setProperty("role", "wrong");
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setWordWrap(true);
    m_problems->setContentsMargins(16, 8, 16, 8);
    m_problems->hide();
    m_slider->setObjectName("compareSlider");
    m_slider->setLive(true);
    m_tabs->setObjectName("compareTabs");
    for (QWidget* spoken : {static_cast<QWidget*>(m_tabs), static_cast<QWidget*>(m_tabs->tabBar())})
        spoken->setAccessibleName(tr("What is compared"));
    m_tabs->tabBar()->setProperty("small", true);
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_settings, tr("Settings"));
    m_tabs->addTab(m_plots, tr("Curves"));
    m_tabs->addTab(imagesPage(), tr("Images"));
    m_tabs->addTab(m_accuracies, tr("Accuracy"));
    m_tabs->addTab(m_distances, tr("Image Distance"));
    m_tabs->setTabToolTip(settingsTab,
                          tr("Settings that are not the same in all runs, and how far each run is"));
    m_tabs->setTabToolTip(curvesTab, tr("Loss, accuracy and gradient norms, one plot each"));
    m_tabs->setTabToolTip(imagesTab, tr("The images of one iteration side by side, at one place and zoom"));
    m_tabs->setTabToolTip(accuracyTab, tr("Accuracies by network, and a paired test of each run"));
    m_tabs->setTabToolTip(distanceTab, tr("RMSE and SSIM of each class"));
    auto* compared = new QWidget(m_pages);
    auto* column = new QVBoxLayout(compared);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_problems);
    column->addWidget(m_tabs, 1);
    column->addWidget(m_slider);
    m_pages->addWidget(m_welcome);
    m_pages->addWidget(compared);
    auto* columns = new QSplitter(Qt::Horizontal, this);
    columns->addWidget(m_chooser);
    columns->addWidget(m_pages);
    columns->setStretchFactor(1, 1);
    columns->setSizes({220, 900});
    columns->setChildrenCollapsible(false);
    columns->setHandleWidth(1);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(columns);
}

QWidget* ComparePage::imagesPage() {
    auto* page = new QWidget(m_tabs);
    m_hovered->setProperty("role", "muted");
    // Takes the room that is left: a text that comes and goes with the mouse must not move anything.
    m_hovered->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_hovered->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto* head = new QHBoxLayout;
    head->setContentsMargins(12, 6, 12, 6);
    head->addWidget(m_grid->bar());
    head->addWidget(m_hovered, 1);
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_grid, 1);
    return page;
}

void ComparePage::connectParts() {
    using session::ComparedImages;
    using session::Comparison;
    m_look.setInterval(kLookMilliseconds);
    connect(&m_look, &QTimer::timeout, &m_comparison, &Comparison::lookAgain);
    connect(m_welcome, &CompareWelcome::newestAsked, m_chooser, &RunChooser::chooseNewest);
    connect(m_welcome, &CompareWelcome::folderAsked, m_chooser, &RunChooser::askForFolder);
    connect(m_chooser, &RunChooser::chosenChanged, this, &ComparePage::ask);
    connect(m_chooser, &RunChooser::listChanged, this, [this] {
        m_welcome->setCounts(m_chooser->model()->rowCount(), int(m_chooser->chosen().size()));
    });
    connect(&m_workspace, &session::Workspace::projectChanged, this, [this] { m_seen = false; });
    connect(&m_comparison, &Comparison::told, this, &ComparePage::told);
    connect(&m_comparison, &Comparison::grown, this, [this] {
        m_plots->grow(m_comparison.runs());
        showNumbers();
        listSheets();
    });
    connect(&m_images, &ComparedImages::loaded, this, &ComparePage::showSheets);
    connect(&m_images, &ComparedImages::measured, this, &ComparePage::showDistances);
    connect(&m_images, &ComparedImages::progressed, this, &ComparePage::showDistances);
    connect(&m_images, &ComparedImages::failed, &m_workspace, &session::Workspace::problem);
    connect(m_distances, &CompareDistances::cancelAsked, &m_images, &ComparedImages::cancelMeasuring);
    connect(m_tabs, &QTabWidget::currentChanged, this, &ComparePage::showImages);
    connect(m_grid, &widgets::SheetGrid::hovered, m_hovered, &QLabel::setText);
    connect(m_slider, &widgets::IterationSlider::iterationChanged, this, &ComparePage::showIteration);
    connect(m_slider, &widgets::IterationSlider::liveChanged, this, &ComparePage::showIteration);
    connect(m_plots, &ComparePlots::cursorPlaced, this, [this](double x) {
        m_slider->setIteration(std::int64_t(x));
        showIteration();
    });
}

void ComparePage::compare(const std::vector<std::filesystem::path>& folders) {
    m_chooser->choose(folders);
}

void ComparePage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    chooseAsBefore();
    m_look.start();
    m_comparison.lookAgain();
    showImages();
}

void ComparePage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    m_look.stop();
    m_images.leaveMeasuring();
}

/// What was compared last in this project, once the page is looked at.
void ComparePage::chooseAsBefore() {
    if (std::exchange(m_seen, true) || !m_workspace.project() || !m_chooser->chosen().empty())
        return;
    if (const auto runs = m_workspace.comparedRuns().of(m_workspace.project()->path()); !runs.empty())
        compare(runs);
}

void ComparePage::ask() {
    const auto chosen = m_chooser->chosen();
    if (m_workspace.project() && chosen.size() > 1)
        m_workspace.comparedRuns().remember(m_workspace.project()->path(), chosen);
    const int runs = m_chooser->model()->rowCount();
    m_welcome->setCounts(runs, int(chosen.size()));
    m_pages->setCurrentIndex(chosen.size() < 2 ? 0 : 1);
    m_comparison.ask(chosen.size() < 2 ? std::vector<std::filesystem::path>() : chosen);
}

void ComparePage::told() {
    for (const session::ComparedFolder& each : m_comparison.runs())
        if (!m_workspace.runs().indexOf(each.folder).isValid()) // now its name is known
            m_chooser->model()->add({each.folder, QString::fromStdString(each.run.name)});
    QStringList problems;
    for (const std::string& problem : m_comparison.problems())
        problems << QString::fromStdString(problem);
    m_problems->setText(problems.join('\n'));
    m_problems->setVisible(!problems.isEmpty());
    std::vector<int> colors;
    std::int64_t total = 0;
    for (const session::ComparedFolder& each : m_comparison.runs()) {
        colors.push_back(m_chooser->colorOf(each.folder));
        total = std::max(total, each.run.iterations);
    }
    m_plots->showRuns(m_comparison.runs(), colors);
    m_slider->setTotal(total);
    showNumbers();
    listSheets();
}

std::vector<RunColor> ComparePage::colors() const {
    std::vector<RunColor> colors;
    for (const session::ComparedFolder& each : m_comparison.runs())
        colors.push_back({each.run.name, m_chooser->colorOf(each.folder)});
    return colors;
}

std::optional<std::int64_t> ComparePage::iteration() const {
    return m_slider->isLive() || m_slider->iteration() < 0 ? std::nullopt
                                                           : std::optional(m_slider->iteration());
}

void ComparePage::showNumbers() {
    m_settings->showRuns(m_comparison.compared(), colors());
}

/// All runs are seen at one iteration: only those that all have stored can be chosen.
void ComparePage::listSheets() {
    m_slider->setIterations(m_comparison.commonSheets());
    showIteration();
}

void ComparePage::showIteration() {
    const auto at = iteration();
    m_plots->setCursorX(at ? std::optional(double(*at)) : std::nullopt);
    m_accuracies->showRuns(m_comparison.compared(), colors(), at);
    showImages();
}

/// Images are read while somebody looks, and measured while somebody wants to know.
void ComparePage::showImages() {
    const int tab = m_tabs->currentIndex();
    m_grid->setEmptyText(emptyImages());
    m_distances->setEmptyText(emptyImages());
    std::vector<session::ComparedImages::Source> runs;
    for (const session::ComparedFolder& each : m_comparison.runs())
        runs.push_back({each.folder, each.run.name});
    if (runs.size() < 2 || m_slider->iteration() < 0)
        m_images.clear();
    else if (isVisible() && (tab == imagesTab || tab == distanceTab))
        m_images.show(runs, m_slider->iteration());
    if (isVisible() && tab == distanceTab)
        m_images.measure();
    else
        m_images.leaveMeasuring();
}

QString ComparePage::emptyImages() const {
    if (m_comparison.runs().size() < 2)
        return tr("Choose two runs that can be read.");
    if (m_slider->iteration() < 0)
        return tr("These runs have stored no images at one iteration: run.preview_every says how often a run "
                  "does.");
    return tr("Reading images …");
}

void ComparePage::showSheets() {
    std::vector<widgets::SheetGrid::Named> sheets;
    const auto& runs = m_images.runs();
    for (std::size_t i = 0; i < m_images.sheets().size() && i < runs.size(); ++i)
        sheets.push_back({QString::fromStdString(runs[i].name),
                          std::max(0, m_chooser->colorOf(runs[i].folder)), m_images.sheets()[i]});
    m_grid->setSheets(sheets);
    if (isVisible() && m_tabs->currentIndex() == distanceTab)
        m_images.measure();
}

void ComparePage::showDistances() {
    m_distances->setProgress(m_images.isMeasuring() ? std::optional(m_images.progress()) : std::nullopt);
    m_distances->showTable(m_images.distances(), m_images.notes(), colors());
}

} // namespace ld3m::workbench
