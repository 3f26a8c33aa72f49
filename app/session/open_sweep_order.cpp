// What people change about the points of an open sweep: which run at all, and in which order.
#include <algorithm>

#include "app/session/open_sweep.h"
#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/settings/recipe_file.h"
#include "core/sweeps/plan_file.h"

namespace ld3m::session {

namespace fs = std::filesystem;
using sweeps::PointState;

namespace {

constexpr std::int64_t kSteps[] = {2, 5, 10, 20, 40};

bool mayMove(const sweeps::PointStatus& point) {
    return point.state != PointState::finished && point.state != PointState::running;
}

} // namespace

/// Changes the order of a sweep that nobody runs: at once here, and in the folder by another thread, which
/// removes what shall be forgotten, too. A sweep that was not begun keeps it until it is.
void OpenSweep::arrange(const std::function<void(sweeps::Arrangement&)>& change,
                        const std::vector<fs::path>& forgotten) {
    change(m_arrangement);
    sweeps::SweepStatus status;
    status.paused = m_status.paused;
    for (const std::string& id : m_arrangement.order) {
        const auto point = std::ranges::find(m_status.points, id, &sweeps::PointStatus::id);
        if (point == m_status.points.end())
            continue;
        status.points.push_back(*point);
        PointState& state = status.points.back().state;
        if (m_arrangement.cancelled.contains(id) && state != PointState::finished)
            state = PointState::cancelled;
        else if (state == PointState::cancelled)
            state = PointState::waiting; // until its run has been read
    }
    takeStatus(status);
    if (!m_folder)
        return;
    m_saver.start([this, file = m_folder->arrangementFile(), arrangement = m_arrangement, forgotten] {
        try {
            sweeps::writeArrangement(file, arrangement);
            for (const fs::path& each : forgotten) {
                std::error_code gone;
                fs::remove(each, gone);
            }
            m_follower.lookAgain();
        } catch (const base::RunError& problem) {
            QMetaObject::invokeMethod(
                this, [this, sentence = QString::fromUtf8(problem.what())] { Q_EMIT failed(sentence); },
                Qt::QueuedConnection);
        }
    });
}

void OpenSweep::cancel(const QStringList& points) {
    if (m_session) {
        for (const QString& point : points)
            m_session->cancel(point.toStdString());
    } else if (m_doing == Doing::resting) {
        arrange([&](sweeps::Arrangement& arrangement) {
            for (const QString& point : points)
                arrangement.cancelled.insert(point.toStdString());
        });
    }
}

void OpenSweep::restore(const QStringList& points) {
    if (m_session) {
        for (const QString& point : points)
            m_session->restore(point.toStdString());
        return;
    }
    if (m_doing != Doing::resting)
        return;
    std::vector<fs::path> failures;
    if (m_folder)
        for (const QString& point : points)
            failures.push_back(m_folder->failureFile(point.toStdString()));
    arrange(
        [&](sweeps::Arrangement& arrangement) {
            for (const QString& point : points)
                arrangement.cancelled.erase(point.toStdString());
        },
        failures);
}

void OpenSweep::moveEarlier(const QStringList& points) {
    move(points, true);
}

void OpenSweep::moveLater(const QStringList& points) {
    move(points, false);
}

/// By one place among those that may still move; they keep their order among themselves.
void OpenSweep::move(const QStringList& points, bool earlier) {
    std::vector<std::string> order;
    std::vector<std::size_t> places;
    for (const sweeps::PointStatus& point : m_status.points) {
        if (mayMove(point))
            places.push_back(order.size());
        order.push_back(point.id);
    }
    if (!earlier)
        std::ranges::reverse(places);
    const auto isWanted = [&](std::size_t place) {
        return points.contains(QString::fromStdString(order[place]));
    };
    for (std::size_t i = 1; i < places.size(); ++i)
        if (isWanted(places[i]) && !isWanted(places[i - 1]))
            std::swap(order[places[i]], order[places[i - 1]]);
    if (m_session)
        m_session->reorder(order);
    else if (m_doing == Doing::resting)
        arrange([&](sweeps::Arrangement& arrangement) { arrangement.order = order; });
}

fs::path writeStepsSweep(const settings::Recipe& recipe, const fs::path& home) {
    std::string name = "reverse-steps";
    for (int number = 2; fs::exists(home / (name + ".toml")) || fs::exists(home / name); ++number)
        name = "reverse-steps-" + std::to_string(number);
    sweeps::SweepPlan plan;
    plan.name = "Reverse steps T";
    plan.recipe = recipe;
    plan.grid = {{"prior.steps", {}}};
    for (const std::int64_t steps : kSteps)
        plan.grid[0].values.emplace_back(steps);
    const std::string recipeName = name + ".recipe.toml";
    files::writeAtomically(home / recipeName, settings::toToml(recipe));
    files::writeAtomically(home / (name + ".toml"), sweeps::toToml(plan, recipeName));
    return home / (name + ".toml");
}

} // namespace ld3m::session
