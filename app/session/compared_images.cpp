#include "app/session/compared_images.h"

#include <utility>

#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"

namespace ld3m::session {

using comparison::NamedDistance;

ComparedImages::ComparedImages(QObject* parent) : QObject(parent) {}

ComparedImages::~ComparedImages() = default;

void ComparedImages::forget() {
    if (m_measuring)
        m_measuring->abandon();
    m_measuring = nullptr;
    m_arrived = false;
    m_begun = false;
    m_sheets.clear();
    m_iteration = -1;
    m_distances = {};
    m_notes.clear();
    m_progress = {};
}

void ComparedImages::clear() {
    m_next.reset();
    if (m_loading)
        m_loading->abandon();
    m_loading = nullptr;
    m_shown = {};
    forget();
    Q_EMIT loaded();
    Q_EMIT measured();
}

void ComparedImages::show(const std::vector<Source>& runs, std::int64_t iteration) {
    const Wish wish{runs, iteration};
    if (m_loading) {
        m_next = wish == m_shown ? std::nullopt : std::optional(wish);
        return;
    }
    if (!(wish == m_shown))
        load(wish);
}

void ComparedImages::load(const Wish& wish) {
    m_shown = wish;
    m_arrived = false;
    m_loading = new BackgroundTask(
        tr("Reading images"),
        [this, wish](TaskContext& context) {
            std::vector<reports::ImageSheet> sheets;
            for (const Source& run : wish.runs) {
                context.control.checkpoint();
                sheets.push_back(
                    projects::readSheet(projects::RunFolder::open(run.folder).sheetFile(wish.iteration)));
            }
            context.deliver([this, sheets = std::move(sheets), iteration = wish.iteration] {
                forget();
                m_sheets = sheets;
                m_iteration = iteration;
                m_arrived = true;
                Q_EMIT loaded();
                Q_EMIT measured();
            });
        },
        this);
    connect(m_loading, &BackgroundTask::failed, this, [this](const QString& sentence) {
        m_shown = {}; // may be asked for again
        Q_EMIT failed(sentence);
    });
    connect(m_loading, &BackgroundTask::ended, this, [this, task = m_loading.data()] {
        task->deleteLater();
        if (m_loading != task)
            return;
        m_loading = nullptr;
        if (const auto next = std::exchange(m_next, std::nullopt))
            show(next->runs, next->iteration);
    });
}

void ComparedImages::measure() {
    if (m_begun || !m_arrived || m_sheets.size() < 2)
        return;
    m_begun = true;
    m_progress = {tr("Comparing images").toStdString(), 0, std::int64_t(m_sheets.size()) - 1};
    m_measuring = new BackgroundTask(
        tr("Comparing images"),
        [this, sheets = m_sheets, runs = m_shown.runs, iteration = m_iteration](TaskContext& context) {
            std::vector<NamedDistance> others;
            std::vector<std::string> notes;
            for (std::size_t run = 1; run < sheets.size(); ++run) {
                context.published.progress.publish({tr("Comparing images").toStdString(),
                                                    std::int64_t(run) - 1, std::int64_t(sheets.size()) - 1});
                if (const std::string why = comparison::incomparable(sheets[0], sheets[run]); !why.empty()) {
                    notes.push_back(base::text("The images of ", runs[0].name, " and ", runs[run].name,
                                               " cannot be compared: ", why, "."));
                } else {
                    const auto distance = comparison::distanceOf(sheets[0], sheets[run],
                                                                 [&] { return context.control.stopAsked(); });
                    context.control.checkpoint();
                    others.push_back({runs[run].name, distance});
                }
                reports::TextTable table;
                if (!others.empty())
                    table = comparison::imageTable(sheets[0].class_names, runs[0].name, others, iteration);
                context.deliver([this, table = std::move(table), notes] {
                    m_distances = table;
                    m_notes = notes;
                    Q_EMIT measured();
                });
            }
        },
        this);
    connect(m_measuring, &BackgroundTask::progressed, this, [this](const reports::Progress& progress) {
        m_progress = progress;
        Q_EMIT progressed();
    });
    connect(m_measuring, &BackgroundTask::failed, this, &ComparedImages::failed);
    connect(m_measuring, &BackgroundTask::ended, this, [this, task = m_measuring.data()] {
        task->deleteLater();
        if (m_measuring != task)
            return;
        m_measuring = nullptr;
        Q_EMIT measured();
    });
    Q_EMIT measured();
}

void ComparedImages::leaveMeasuring() {
    if (!m_measuring)
        return;
    m_measuring->abandon();
    m_measuring = nullptr;
    m_begun = false;
    Q_EMIT measured();
}

void ComparedImages::cancelMeasuring() {
    if (m_measuring)
        m_measuring->cancel();
}

} // namespace ld3m::session
