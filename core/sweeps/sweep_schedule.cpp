#include "core/sweeps/sweep_schedule.h"

#include <algorithm>
#include <thread>

#include "core/projects/run_folder.h"
#include "core/projects/run_lock.h"
#include "core/sweeps/point_status.h"

namespace ld3m::sweeps {
namespace {

using namespace std::chrono_literals;

/// Exit codes of a program that was told to leave: by Ctrl-C, by kill.
constexpr int kInterrupted = 130;
constexpr int kTerminated = 143;
/// A point whose processes are killed that often without a new checkpoint has failed.
constexpr int kMostDeaths = 3;
/// Points that may have to be read again after a kill.
constexpr int kRememberEvery = 32;

bool isOpen(const PointStatus& point) {
    return point.state == PointState::waiting || point.state == PointState::begun;
}

std::int64_t newestCheckpoint(const std::filesystem::path& run) {
    if (!projects::RunFolder::isRun(run))
        return -1;
    const std::vector<std::int64_t> checkpoints = projects::RunFolder::open(run).checkpoints();
    return checkpoints.empty() ? -1 : checkpoints.back();
}

/// Processes that run side by side share the cores instead of each using all.
ChildProcess::Variables coresFor(int jobs) {
    if (jobs < 2)
        return {};
    const unsigned share = std::max(1U, std::thread::hardware_concurrency() / static_cast<unsigned>(jobs));
    return {{"LD3M_THREADS", std::to_string(share)}};
}

} // namespace

SweepSchedule::SweepSchedule(const SweepFolder& folder, std::filesystem::path program)
    : m_folder(folder), m_program(std::move(program)), m_results(folder) {}

void SweepSchedule::begin(bool retryFailed) {
    for (const SweepPoint& point : m_folder.points()) {
        if (retryFailed) {
            std::error_code gone;
            std::filesystem::remove(m_folder.failureFile(point.id), gone);
        }
        m_points[point.id] = m_results.read(point);
    }
    remember();
    notePace();
}

bool SweepSchedule::look(const Wishes& wishes) {
    bool changed = reap();
    for (PointRun& run : m_running)
        run.follow(m_points[run.id()]);
    release(wishes);
    changed = retry(wishes.restored) || changed;
    changed = lookElsewhere() || changed;
    changed = fill(wishes) || changed;
    notePace();
    return changed;
}

bool SweepSchedule::reap() {
    return m_running.remove_if([this](PointRun& run) {
        if (!run.process().ending())
            return false;
        judge(run);
        return true;
    }) > 0;
}

void SweepSchedule::judge(PointRun& run) {
    const std::string& id = run.id();
    const Ending ending = *run.process().ending();
    const SweepPoint& point = m_folder.point(id);
    PointStatus status = m_results.read(point);
    const bool told = ending.killed || ending.number == kInterrupted || ending.number == kTerminated;
    const bool failed = told ? !run.process().interrupted() && diedTooOften(id) : true;
    if (status.state != PointState::finished && failed) {
        recordFailure(m_folder, id, ending);
        status = pointStatus(m_folder, point);
    }
    m_points[id] = std::move(status);
    if (m_results.unsaved() >= kRememberEvery)
        remember();
}

bool SweepSchedule::diedTooOften(const std::string& id) {
    Deaths& deaths = m_deaths[id];
    const std::int64_t checkpoint = newestCheckpoint(m_folder.runFolder(id));
    deaths.count = checkpoint > deaths.checkpoint ? 1 : deaths.count + 1;
    deaths.checkpoint = checkpoint;
    return deaths.count >= kMostDeaths;
}

void SweepSchedule::release(const Wishes& wishes) {
    for (PointRun& run : m_running)
        if (wishes.holds() || wishes.arrangement.cancelled.contains(run.id()))
            run.process().interrupt();
}

bool SweepSchedule::retry(const std::set<std::string>& ids) {
    bool changed = false;
    for (const std::string& id : ids) {
        const auto point = m_points.find(id);
        if (point == m_points.end() || point->second.state != PointState::failed)
            continue;
        std::error_code gone;
        std::filesystem::remove(m_folder.failureFile(id), gone);
        m_deaths.erase(id);
        point->second = pointStatus(m_folder, m_folder.point(id));
        changed = true;
    }
    return changed;
}

// A run that another process writes: an `ld3m run` of somebody, or a killed sweep's child in its last moment.
bool SweepSchedule::lookElsewhere() {
    if (Clock::now() - m_looked_elsewhere < 1s)
        return false;
    m_looked_elsewhere = Clock::now();
    bool changed = false;
    for (auto& [id, status] : m_points) {
        const bool ours = std::ranges::find(m_running, id, &PointRun::id) != m_running.end();
        if (status.state != PointState::running || ours)
            continue;
        status = pointStatus(m_folder, m_folder.point(id));
        changed = changed || status.state != PointState::running;
    }
    return changed;
}

bool SweepSchedule::mayStart(const std::string& id, const Wishes& wishes) const {
    return isOpen(m_points.at(id)) && !wishes.arrangement.cancelled.contains(id);
}

bool SweepSchedule::fill(const Wishes& wishes) {
    bool changed = false;
    for (const std::string& id : wishes.arrangement.order) {
        if (wishes.holds() || std::ssize(m_running) >= wishes.jobs)
            break;
        if (!mayStart(id, wishes))
            continue;
        PointStatus& status = m_points[id];
        if (!projects::RunLock::held(m_folder.runFolder(id) / "run.lock"))
            m_running.emplace_back(m_folder, m_folder.point(id), m_program, coresFor(wishes.jobs));
        status.state = PointState::running;
        status.seconds = 0; // its metrics are read from their beginning
        changed = true;
    }
    return changed;
}

bool SweepSchedule::isOver(const Wishes& wishes) const {
    return m_running.empty() && wishes.restored.empty() &&
           std::ranges::none_of(m_points, [&](const auto& entry) {
               return entry.second.state == PointState::running || mayStart(entry.first, wishes);
           });
}

void SweepSchedule::notePace() {
    double work = 0;
    for (const auto& [id, status] : m_points)
        if (status.iterations > 0)
            work += workOf(m_folder.point(id).recipe) * static_cast<double>(status.iteration) /
                    static_cast<double>(status.iterations);
    m_pace.note(std::chrono::duration<double>(Clock::now() - m_begin).count(), work,
                static_cast<int>(m_running.size()));
}

SweepStatus SweepSchedule::status(const Wishes& wishes) const {
    SweepStatus status{.jobs = wishes.jobs, .paused = wishes.arrangement.paused};
    double left = 0;
    int open = 0;
    for (const std::string& id : wishes.arrangement.order) {
        PointStatus& point = status.points.emplace_back(m_points.at(id));
        if (wishes.arrangement.cancelled.contains(id) && (isOpen(point) || point.state == PointState::failed))
            point.state = PointState::cancelled;
        if (!isOpen(point) && point.state != PointState::running)
            continue;
        ++open;
        if (point.iterations > 0)
            left += workOf(m_folder.point(id).recipe) *
                    static_cast<double>(point.iterations - point.iteration) /
                    static_cast<double>(point.iterations);
    }
    if (open == 0)
        status.eta = 0;
    else
        status.eta = m_pace.secondsFor(left, std::min(wishes.jobs, open));
    return status;
}

void SweepSchedule::leave() {
    for (PointRun& run : m_running)
        run.process().interrupt();
    while (!m_running.empty()) {
        m_running.remove_if([](PointRun& run) { return run.process().ending().has_value(); });
        std::this_thread::sleep_for(20ms);
    }
}

} // namespace ld3m::sweeps
