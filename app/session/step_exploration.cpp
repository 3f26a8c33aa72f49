#include "app/session/step_exploration.h"

#include <algorithm>

#include "core/base/text.h"
#include "core/projects/run_folder.h"
#include "core/settings/recipe_file.h"

namespace ld3m::session {
namespace {

constexpr std::size_t kMostBytes = std::size_t{256} << 20; ///< of remembered images

/// Equal for equal latents: the checkpoint's file, or all of a recipe but T.
std::string latentsOf(reports::StepQuestion& question) {
    if (question.run.empty()) {
        settings::Recipe recipe = question.recipe;
        recipe.prior.steps = 0;
        return settings::toToml(recipe);
    }
    const projects::RunFolder run = projects::RunFolder::open(question.run);
    question.iteration = run.nearestCheckpoint(question.iteration);
    const std::filesystem::path file = run.checkpointFile(question.iteration);
    return base::text(file.string(), ' ', std::filesystem::last_write_time(file).time_since_epoch().count());
}

} // namespace

ExploredSteps::Known ExploredSteps::find(const std::string& latents) const {
    const std::lock_guard lock(m_mutex);
    const auto found = m_known.find(latents);
    return found == m_known.end() ? Known() : found->second;
}

void ExploredSteps::begin(const std::string& latents, const reports::StepSubject& subject) {
    const std::lock_guard lock(m_mutex);
    m_known[latents].subject = subject;
}

void ExploredSteps::add(const std::string& latents, const reports::StepPoint& point) {
    const std::lock_guard lock(m_mutex);
    m_known[latents].points[point.steps] = point;
    std::size_t bytes = 0;
    for (const auto& [key, known] : m_known)
        for (const auto& [steps, each] : known.points)
            bytes += each.sheet.rgb ? each.sheet.rgb->size() : 0;
    if (bytes > kMostBytes)
        std::erase_if(m_known, [&](const auto& each) { return each.first != latents; });
}

StepExploration::StepExploration(Tools::ExploreSteps explore, QObject* parent)
    : QObject(parent), m_explore(std::move(explore)) {}

StepExploration::~StepExploration() {
    drop();
}

void StepExploration::ask(const reports::StepQuestion& question, bool rememberedOnly) {
    drop();
    m_subject.reset();
    m_points.clear();
    m_progress = {};
    m_clock.invalidate();
    m_lookingUp = rememberedOnly;
    Q_EMIT cleared();
    const auto work = [this, asked = question, rememberedOnly, explore = m_explore,
                       explored = m_explored](TaskContext& context) mutable {
        const auto begin = [&](const reports::StepSubject& subject) {
            context.deliver([this, subject] {
                m_subject = subject;
                m_clock.start();
                Q_EMIT begun(subject);
            });
        };
        const auto tell = [&](const reports::StepPoint& point) {
            context.deliver([this, point] {
                m_points[point.steps] = point;
                Q_EMIT measured(point);
            });
        };
        const std::string latents = latentsOf(asked);
        const ExploredSteps::Known known = explored->find(latents);
        if (!known.points.empty())
            begin(known.subject);
        for (const auto& [steps, point] : known.points)
            if (std::erase(asked.steps, steps) > 0)
                tell(point);
        if (asked.steps.empty() || rememberedOnly || !explore)
            return;
        reports::StepWatch watch;
        watch.checkpoint = [&context] { context.control.checkpoint(); };
        watch.progress = [&context](const reports::Progress& now) {
            context.published.progress.publish(now);
        };
        watch.begun = [&](const reports::StepSubject& subject) {
            explored->begin(latents, subject);
            begin(subject);
        };
        watch.measured = [&](const reports::StepPoint& point) {
            if (point.whole())
                explored->add(latents, point);
            tell(point);
        };
        explore(asked, watch);
    };
    m_task = new BackgroundTask(tr("Exploring T"), work, this);
    connect(m_task, &BackgroundTask::progressed, this, [this](const reports::Progress& now) {
        m_progress = now;
        Q_EMIT progressed();
    });
    connect(m_task, &BackgroundTask::failed, this, [this, rememberedOnly](const QString& sentence) {
        if (!rememberedOnly)
            Q_EMIT failed(sentence);
    });
    connect(m_task, &BackgroundTask::ended, this, [this] {
        m_task->deleteLater();
        m_task = nullptr;
        Q_EMIT ended();
    });
}

void StepExploration::cancel() {
    if (m_task)
        m_task->cancel();
}

std::optional<double> StepExploration::remaining() const {
    if (!m_task || !m_clock.isValid() || m_progress.done <= 0 || m_progress.total <= 0)
        return {};
    return double(m_clock.elapsed()) / 1000 * double(m_progress.total - m_progress.done) /
           double(m_progress.done);
}

void StepExploration::drop() {
    if (BackgroundTask* task = std::exchange(m_task, nullptr)) {
        task->disconnect(this);
        task->abandon();
    }
}

} // namespace ld3m::session
