#include "core/sweeps/sweep_runner.h"

#include <algorithm>

#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::sweeps {
namespace {

using namespace std::chrono_literals;

constexpr auto kLookEvery = 50ms;
constexpr auto kPublishEvery = 500ms;

void requireProgram(const std::filesystem::path& program) {
    if (::access(program.c_str(), X_OK) != 0)
        throw base::InputError(base::text("There is no program ", program.string(),
                                          " to run the points of a sweep: build or install ld3m there."));
}

} // namespace

SweepRunner::SweepRunner(SweepFolder folder, RunnerOptions options)
    : m_folder(std::move(folder)), m_options(std::move(options)), m_lock(m_folder.lockFile()),
      m_schedule(m_folder, m_options.program) {
    requireProgram(m_options.program);
    m_wishes.arrangement = readArrangement(m_folder.arrangementFile(), m_folder.ids());
    m_wishes.jobs = std::max(1, m_options.jobs);
    if (m_options.proceed && m_wishes.arrangement.paused) {
        m_wishes.arrangement.paused = false;
        m_unsaved = true;
    }
}

void SweepRunner::run() {
    try {
        follow();
    } catch (...) {
        m_schedule.leave();
        throw;
    }
}

void SweepRunner::follow() {
    m_schedule.begin(m_options.retry_failed);
    while (true) {
        const Wishes wishes = takeWishes();
        publish(m_schedule.look(wishes), wishes);
        std::unique_lock lock(m_mutex);
        const bool over = m_wishes.stop || (!m_options.stay && m_schedule.isOver(m_wishes));
        if (over && m_schedule.isIdle() && !m_unsaved)
            break;
        m_changed.wait_for(lock, kLookEvery);
    }
    m_schedule.remember();
    publish(true, takeWishes());
}

Wishes SweepRunner::takeWishes() {
    Wishes wishes;
    bool unsaved = false;
    {
        const std::lock_guard lock(m_mutex);
        wishes = m_wishes;
        m_wishes.restored.clear();
        unsaved = std::exchange(m_unsaved, false);
    }
    if (unsaved)
        writeArrangement(m_folder.arrangementFile(), wishes.arrangement);
    return wishes;
}

void SweepRunner::publish(bool changed, const Wishes& wishes) {
    const auto now = std::chrono::steady_clock::now();
    if (!changed && now - m_last_published < kPublishEvery)
        return;
    m_last_published = now;
    m_published.publish(m_schedule.status(wishes));
}

void SweepRunner::change(const std::function<void()>& apply) {
    {
        const std::lock_guard lock(m_mutex);
        const Arrangement before = m_wishes.arrangement;
        apply();
        m_unsaved = m_unsaved || !(before == m_wishes.arrangement);
    }
    m_changed.notify_all();
}

void SweepRunner::pause() {
    change([this] { m_wishes.arrangement.paused = true; });
}
void SweepRunner::proceed() {
    change([this] { m_wishes.arrangement.paused = false; });
}
void SweepRunner::stop() {
    change([this] { m_wishes.stop = true; });
}
void SweepRunner::setJobs(int jobs) {
    change([this, jobs] { m_wishes.jobs = std::max(1, jobs); });
}

void SweepRunner::cancel(const std::string& id) {
    change([&] {
        if (std::ranges::find(m_wishes.arrangement.order, id) != m_wishes.arrangement.order.end())
            m_wishes.arrangement.cancelled.insert(id);
    });
}

void SweepRunner::restore(const std::string& id) {
    change([&] {
        m_wishes.arrangement.cancelled.erase(id);
        m_wishes.restored.insert(id);
    });
}

void SweepRunner::reorder(const std::vector<std::string>& ids) {
    change([&] { m_wishes.arrangement.order = inOrder(ids, m_wishes.arrangement.order); });
}

} // namespace ld3m::sweeps
