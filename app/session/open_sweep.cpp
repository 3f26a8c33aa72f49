#include "app/session/open_sweep.h"

#include <QMetaObject>

#include "core/base/error.h"
#include "core/sweeps/plan_file.h"

namespace ld3m::session {

namespace fs = std::filesystem;
using sweeps::PointState;
using sweeps::SweepFolder;

OpenSweep::OpenSweep(Program program, QObject* parent) : QObject(parent), m_program(std::move(program)) {
    m_saver.setMaxThreadCount(1); // in order
    connect(&m_follower, &SweepFollower::read, this, [this](const sweeps::SweepStatus& status, bool held) {
        if (m_session)
            return;
        takeStatus(status);
        setDoing(held ? Doing::followed : Doing::resting);
    });
}

OpenSweep::~OpenSweep() {
    m_task.reset();
    m_session.reset();
    m_saver.waitForDone();
}

OpenSweep::Found OpenSweep::read(const fs::path& place, const fs::path& home) {
    Found found{
        .place = place, .folderPath = place, .folder = {}, .plan = {}, .table = {}, .arrangement = {}};
    std::vector<sweeps::SweepPoint> points;
    if (fs::is_directory(place)) {
        found.folder = std::make_shared<const SweepFolder>(SweepFolder::open(place));
    } else {
        const sweeps::SweepPlan plan = sweeps::readPlan(place);
        found.folderPath = home / place.stem();
        if (SweepFolder::isSweep(found.folderPath)) {
            found.folder =
                std::make_shared<const SweepFolder>(SweepFolder::createOrOpen(found.folderPath, plan));
        } else {
            found.plan = std::make_shared<const sweeps::SweepPlan>(plan);
            points = sweeps::soundPointsOf(plan);
        }
    }
    if (found.folder) {
        found.folderPath = found.folder->path();
        found.plan = std::make_shared<const sweeps::SweepPlan>(found.folder->plan());
        found.arrangement = sweeps::readArrangement(found.folder->arrangementFile(), found.folder->ids());
    } else {
        for (const sweeps::SweepPoint& point : points)
            found.arrangement.order.push_back(point.id);
    }
    found.table = sweeps::tableOf(*found.plan, found.folder ? found.folder->points() : points);
    return found;
}

/// What it throws becomes failed(); then whatever was open stays.
void OpenSweep::attempt(const QString& title, std::function<void(TaskContext&)> work) {
    const Doing before = m_doing;
    m_task = std::make_unique<BackgroundTask>(title, std::move(work));
    connect(m_task.get(), &BackgroundTask::failed, this, [this, before](const QString& sentence) {
        setDoing(before);
        Q_EMIT failed(sentence);
    });
    setDoing(Doing::opening);
}

void OpenSweep::open(const fs::path& place, const fs::path& home) {
    if (m_session) {
        Q_EMIT failed(tr("A sweep is on; stop it before you open another."));
        return;
    }
    attempt(tr("Opening a sweep"), [this, place, home](TaskContext& task) {
        task.deliver([this, found = read(place, home)] { take(found); });
    });
}

void OpenSweep::openSteps(const settings::Recipe& recipe, const fs::path& home) {
    if (m_session) {
        Q_EMIT failed(tr("A sweep is on; stop it before you open another."));
        return;
    }
    attempt(tr("Writing a sweep"), [this, recipe, home](TaskContext& task) {
        task.deliver([this, found = read(writeStepsSweep(recipe, home), home)] { take(found); });
    });
}

void OpenSweep::take(Found found) {
    m_place = std::move(found.place);
    m_folderPath = std::move(found.folderPath);
    m_folder = std::move(found.folder);
    m_plan = std::move(found.plan);
    m_table = std::move(found.table);
    m_arrangement = std::move(found.arrangement);
    m_status = {};
    for (const sweeps::SweepRow& row : m_table.rows)
        m_status.points.push_back(row.status);
    m_follower.follow(m_folder);
    if (!m_folder)
        m_doing = Doing::resting; // else when its runs have been read
    Q_EMIT opened();
    Q_EMIT doingChanged();
}

void OpenSweep::takeStatus(const sweeps::SweepStatus& status) {
    m_status = status;
    m_table.take(status);
    Q_EMIT statusChanged();
}

QString OpenSweep::name() const {
    return m_plan ? QString::fromStdString(m_plan->name) : QString();
}

fs::path OpenSweep::runFolder(const QString& point) const {
    return m_folderPath / "runs" / point.toStdString();
}

void OpenSweep::setDoing(Doing doing) {
    if (doing == m_doing)
        return;
    m_doing = doing;
    Q_EMIT doingChanged();
}

void OpenSweep::start() {
    if (m_doing != Doing::resting)
        return;
    m_saver.waitForDone(); // a moment at most: what was arranged is what begins
    if (m_folder)
        return begin();
    attempt(tr("Beginning a sweep"),
            [this, path = m_folderPath, plan = m_plan, arrangement = m_arrangement](TaskContext& task) {
                const auto made = std::make_shared<const SweepFolder>(SweepFolder::createOrOpen(path, *plan));
                sweeps::writeArrangement(made->arrangementFile(), arrangement);
                task.deliver([this, made] {
                    m_folder = made;
                    begin();
                });
            });
}

void OpenSweep::begin() {
    try {
        m_session = std::make_unique<SweepSession>(
            *m_folder, sweeps::RunnerOptions{.program = m_program(), .jobs = m_jobs});
    } catch (const base::InputError& missing) {
        setDoing(Doing::resting);
        Q_EMIT failed(QString::fromUtf8(missing.what()));
        return;
    }
    m_follower.follow({});
    connect(m_session.get(), &SweepSession::statusChanged, this, &OpenSweep::takeStatus);
    connect(m_session.get(), &SweepSession::failed, this, &OpenSweep::failed);
    connect(m_session.get(), &SweepSession::ended, this, &OpenSweep::sessionEnded);
    setDoing(Doing::running);
}

/// The session may not be destroyed while it is telling.
void OpenSweep::sessionEnded() {
    m_session.release()->deleteLater();
    m_arrangement = {};
    for (const sweeps::PointStatus& point : m_status.points) {
        m_arrangement.order.push_back(point.id);
        if (point.state == PointState::cancelled)
            m_arrangement.cancelled.insert(point.id);
    }
    m_arrangement.paused = m_status.paused;
    m_status.eta.reset();
    setDoing(Doing::resting);
    m_follower.follow(m_folder);
}

void OpenSweep::pause() {
    if (m_session)
        m_session->pause();
}

void OpenSweep::proceed() {
    if (m_session)
        m_session->proceed();
}

void OpenSweep::stop() {
    if (!m_session)
        return;
    m_session->stop();
    setDoing(Doing::stopping);
}

void OpenSweep::setJobs(int jobs) {
    m_jobs = jobs;
    if (m_session)
        m_session->setJobs(jobs);
}

} // namespace ld3m::session
