#include "app/session/image_study_job.h"

#include <algorithm>

namespace ld3m::session {
namespace {

constexpr std::size_t kKnown = 24;
constexpr int kIdleMilliseconds = 60'000;

bool same(const reports::StudyQuestion& a, const reports::StudyQuestion& b) {
    return a.run == b.run && a.part == b.part && a.iteration == b.iteration && a.label == b.label &&
           a.image == b.image && a.all_classes == b.all_classes && a.gradients == b.gradients &&
           a.neighbours == b.neighbours;
}

std::int64_t iterationOf(const reports::StudyAnswer& answer) {
    return std::visit([](const auto& each) { return each.iteration; }, answer);
}

/// Norms without the gradients that were asked for are a first part.
bool isWhole(const reports::StudyQuestion& question, const reports::StudyAnswer& answer) {
    const auto* norms = std::get_if<reports::StudyNorms>(&answer);
    return !norms || norms->whole || !question.gradients;
}

} // namespace

ImageStudyJob::ImageStudyJob(StudyImage study, QObject* parent) : QObject(parent), m_study(std::move(study)) {
    m_idle.setSingleShot(true);
    m_idle.setInterval(kIdleMilliseconds);
    connect(&m_idle, &QTimer::timeout, this, [this] {
        auto* task =
            new BackgroundTask(tr("Freeing memory"), [study = m_study](TaskContext&) { study({}, {}); });
        connect(task, &BackgroundTask::ended, task, &QObject::deleteLater);
    });
}

ImageStudyJob::~ImageStudyJob() {
    cancel();
}

void ImageStudyJob::cancel() {
    if (m_task)
        m_task->abandon();
    m_task.clear();
}

void ImageStudyJob::ask(const reports::StudyQuestion& question) {
    cancel();
    m_idle.stop();
    m_question = question;
    const auto known =
        std::ranges::find_if(m_known, [&](const Known& each) { return same(each.question, question); });
    if (known != m_known.end()) {
        Q_EMIT answered(reports::StudyAnswer(known->answer));
        Q_EMIT ended();
        return;
    }
    if (!m_study) {
        Q_EMIT failed(tr("This build cannot look into checkpoints: it has no engine."));
        Q_EMIT ended();
        return;
    }
    m_task = new BackgroundTask(
        tr("Looking into an image"),
        [this, question, study = m_study](TaskContext& context) {
            reports::StudyWatch watch;
            watch.checkpoint = [&context] { context.control.checkpoint(); };
            watch.progress = [&context](const reports::Progress& now) {
                context.published.progress.publish(now);
            };
            watch.answered = [this, &context](const reports::StudyAnswer& answer) {
                context.deliver([this, answer] { take(answer); });
            };
            study(question, watch);
        },
        this);
    BackgroundTask* task = m_task;
    connect(task, &BackgroundTask::progressed, this, &ImageStudyJob::progressed);
    connect(task, &BackgroundTask::failed, this, &ImageStudyJob::failed);
    connect(task, &BackgroundTask::ended, this, [this, task] {
        task->deleteLater();
        if (m_task == task)
            m_task.clear();
        m_idle.start();
        Q_EMIT ended();
    });
}

void ImageStudyJob::take(const reports::StudyAnswer& answer) {
    // The checkpoint nearest to an iteration may be another one soon: only exact answers last.
    if (m_question.iteration && iterationOf(answer) == *m_question.iteration && isWhole(m_question, answer)) {
        m_known.push_back({m_question, answer});
        if (m_known.size() > kKnown)
            m_known.pop_front();
    }
    Q_EMIT answered(answer);
}

} // namespace ld3m::session
