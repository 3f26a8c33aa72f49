#include "app/workbench/inspector_studies.h"

#include <algorithm>

#include "core/base/imagenet_classes.h"
#include "widgets/status/progress_strip.h"

namespace ld3m::workbench {
namespace {

constexpr int kRestMilliseconds = 250;

/// Without a copy: the image holds on to the picture's bytes.
QImage toImage(const reports::Picture& picture) {
    using Bytes = std::shared_ptr<const std::vector<std::uint8_t>>;
    return QImage(
        picture.rgb->data(), static_cast<int>(picture.width), static_cast<int>(picture.height),
        picture.width * 3, QImage::Format_RGB888, [](void* bytes) { delete static_cast<Bytes*>(bytes); },
        new Bytes(picture.rgb));
}

QString number(double value) {
    return QString::number(value, 'g', 4);
}

} // namespace

InspectorStudies::InspectorStudies(widgets::ImageInspector& inspector, session::StudyImage study,
                                   QObject* parent)
    : QObject(parent), m_inspector(inspector), m_job(std::move(study)) {
    m_scrubbed.setSingleShot(true);
    m_scrubbed.setInterval(kRestMilliseconds);
    connect(&m_scrubbed, &QTimer::timeout, this, [this] { want(m_inspector.section()); });
    connect(&inspector, &widgets::ImageInspector::sectionWanted, this, &InspectorStudies::want);
    connect(&inspector, &widgets::ImageInspector::gradientsWanted, this,
            [this] { ask(reports::StudyPart::norms, true); });
    connect(&inspector, &widgets::ImageInspector::cancelled, this, [this](Section section) {
        m_job.cancel();
        m_inspector.pane(section)->setBusy({});
    });
    connect(&inspector, &widgets::ImageInspector::filmFrameChosen, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(m_film.frames().size()))
            Q_EMIT iterationWanted(m_film.frames()[static_cast<std::size_t>(index)].iteration);
    });
    connect(&m_film, &session::ImageFilm::changed, this, &InspectorStudies::showFilm);
    connect(&m_job, &session::ImageStudyJob::answered, this, &InspectorStudies::answer);
    connect(&m_job, &session::ImageStudyJob::progressed, this, [this](const reports::Progress& now) {
        askedPane()->setBusy(QString::fromStdString(now.what), now.done, now.total);
    });
    connect(&m_job, &session::ImageStudyJob::failed, this, [this](const QString& sentence) {
        askedPane()->setBusy({});
        // Norms come with every click; before the first checkpoint they are simply not there yet.
        if (m_job.question().part != reports::StudyPart::norms || m_job.question().gradients)
            askedPane()->setFailure(sentence);
    });
    connect(&m_job, &session::ImageStudyJob::ended, this, [this] { askedPane()->setBusy({}); });
}

widgets::StudyPane* InspectorStudies::askedPane() const {
    switch (m_job.question().part) {
    case reports::StudyPart::denoising:
        return m_inspector.pane(Section::denoising);
    case reports::StudyPart::nearest:
        return m_inspector.pane(Section::nearest);
    default:
        return m_inspector.pane(Section::numbers);
    }
}

void InspectorStudies::bind(session::RunHistory* history) {
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    m_connections.clear();
    m_history = history;
    m_job.cancel();
    m_film.clear();
    m_norms.reset();
    m_iteration = m_label = m_image = -1;
    if (!history)
        return;
    m_connections = {connect(history, &session::RunHistory::storedSheetsChanged, this,
                             [this] {
                                 if (m_inspector.section() == Section::history)
                                     requestFilm();
                             }),
                     connect(history, &session::RunHistory::cleared, this, [this] {
                         m_film.clear();
                         m_norms.reset();
                     })};
}

void InspectorStudies::setShown(std::int64_t iteration, std::int64_t label, std::int64_t image,
                                bool scrubbed) {
    const bool another = label != m_label || image != m_image;
    const bool moved = iteration != m_iteration;
    m_iteration = iteration;
    m_label = label;
    m_image = image;
    showDetails();
    if (another && label >= 0)
        want(m_inspector.section());
    else if (moved && scrubbed && label >= 0)
        m_scrubbed.start();
    if (moved && m_inspector.section() == Section::history)
        showFilm();
}

void InspectorStudies::want(Section section) {
    if (m_label < 0 || !m_history)
        return;
    switch (section) {
    case Section::numbers:
        ask(reports::StudyPart::norms);
        break;
    case Section::history:
        requestFilm();
        break;
    case Section::denoising:
        ask(reports::StudyPart::denoising);
        break;
    case Section::nearest:
        ask(reports::StudyPart::nearest);
        break;
    }
}

void InspectorStudies::ask(reports::StudyPart part, bool gradients) {
    if (m_label < 0 || !m_history)
        return;
    if (m_job.isBusy())
        askedPane()->setBusy({}); // it gives way to this question
    reports::StudyQuestion question{.run = m_history->runFolder(), .label = m_label, .image = m_image};
    if (m_iteration >= 0)
        question.iteration = m_iteration;
    question.part = part;
    question.gradients = gradients;
    question.all_classes = m_inspector.searchesAllClasses();
    m_job.ask(question);
    if (m_job.isBusy() && (part != reports::StudyPart::norms || gradients))
        askedPane()->setBusy(tr("Reading the checkpoint"));
}

void InspectorStudies::answer(const reports::StudyAnswer& answer) {
    askedPane()->setFailure({});
    std::visit([this](const auto& each) { fill(each); }, answer);
}

void InspectorStudies::fill(const reports::StudyNorms& norms) {
    m_norms = norms;
    showDetails();
}

void InspectorStudies::showDetails() {
    if (m_label < 0)
        return;
    QList<QPair<QString, QString>> lines = {{tr("iteration"), widgets::grouped(m_iteration)}};
    const auto row = m_norms ? static_cast<std::size_t>(m_label * m_norms->ipc + m_image) : 0;
    if (m_norms && row < m_norms->images.size()) {
        const reports::ImageNorms& norms = m_norms->images[row];
        lines.append({tr("‖Z‖"), number(norms.latents)});
        if (norms.conditioning)
            lines.append({tr("‖c‖"), number(*norms.conditioning)});
        if (norms.latents_gradient)
            lines.append({tr("‖∂L/∂Z‖"), number(*norms.latents_gradient)});
        if (norms.conditioning_gradient)
            lines.append({tr("‖∂L/∂c‖"), number(*norms.conditioning_gradient)});
        lines.append({tr("norms of"), tr("iteration %1").arg(widgets::grouped(m_norms->iteration))});
    }
    m_inspector.setDetails(lines);
}

void InspectorStudies::fill(const reports::StudyDenoising& denoising) {
    QList<widgets::FilmFrame> frames;
    for (const reports::DenoisingFrame& each : denoising.frames) {
        const bool last = !each.t;
        QString caption = last ? tr("z₀") : tr("t %1").arg(*each.t);
        QString help = last ? tr("z₀: the image") : tr("State at t = %1, decoded").arg(*each.t);
        if (each.weight) {
            caption += tr(" · w %1").arg(*each.weight, 0, 'f', 2);
            help += tr("; the step that starts here mixes the residual in with w(t) = %1").arg(*each.weight);
        }
        frames.append({toImage(each.picture), caption, help});
    }
    widgets::StudyPane* pane = m_inspector.pane(Section::denoising);
    pane->strip()->setFrames(frames);
    pane->setHeading(tr("iteration %1 · residual %2")
                         .arg(widgets::grouped(denoising.iteration))
                         .arg(QString::fromStdString(denoising.residual)));
}

void InspectorStudies::fill(const reports::StudyNearest& nearest) {
    widgets::StudyPane* pane = m_inspector.pane(Section::nearest);
    const auto fillRow = [pane](int row, const std::vector<reports::NearReal>& found, int decimals,
                                const QString& measure) {
        QList<widgets::FilmFrame> frames;
        for (const reports::NearReal& each : found) {
            const QString name = QString::fromStdString(base::displayName(each.class_name));
            const QString distance = QString::number(each.distance, 'f', decimals);
            frames.append({toImage(each.picture), distance,
                           tr("%1, real image %2 of its class; %3 %4")
                               .arg(name)
                               .arg(each.index + 1)
                               .arg(measure, distance)});
        }
        pane->strip(row)->setFrames(frames);
    };
    fillRow(0, nearest.in_pixels, 1, tr("RMS"));
    fillRow(1, nearest.in_network, 3, tr("‖f − g‖ / ‖f‖"));
    pane->setHeading(tr("by pixels · iteration %1").arg(widgets::grouped(nearest.iteration)), 0,
                     tr("Root mean square distance in grey levels of 0 to 255; %1 real images were searched")
                         .arg(widgets::grouped(nearest.searched)));
    pane->setHeading(
        tr("by features · random weights"), 1,
        tr("‖f − g‖ / ‖f‖ of the features of a network: %1").arg(QString::fromStdString(nearest.network)));
}

void InspectorStudies::requestFilm() {
    if (m_history && m_label >= 0)
        m_film.request(m_history->runFolder(), m_history->storedSheets(), m_label, m_image);
}

void InspectorStudies::showFilm() {
    QList<widgets::FilmFrame> frames;
    int current = -1;
    for (const session::ImageFilm::Frame& each : m_film.frames()) {
        if (each.iteration == m_iteration)
            current = static_cast<int>(frames.size());
        frames.append({toImage(each.picture), widgets::grouped(each.iteration),
                       tr("Iteration %1; a click goes there").arg(widgets::grouped(each.iteration))});
    }
    m_inspector.setFilm(frames);
    widgets::StudyPane* pane = m_inspector.pane(Section::history);
    pane->setHeading(frames.isEmpty() ? QString()
                                      : tr("%n stored image(s)", nullptr, static_cast<int>(frames.size())));
    if (!m_inspector.isPlaying() && current >= 0)
        pane->strip()->setCurrent(current);
}

} // namespace ld3m::workbench
