#include "app/session/run_queue.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace fs = std::filesystem;

namespace ld3m::session {
namespace {

QString withoutName(const projects::QueuedRun& run) {
    return run.branch ? RunQueue::tr("Branch of %1")
                            .arg(QString::fromStdString(run.branch->parent.filename().string()))
                      : RunQueue::tr("New run");
}

QString summary(const projects::QueuedRun& run) {
    if (!run.branch)
        return RunQueue::tr("%1 iterations, IPC %2, T %3")
            .arg(run.recipe.distillation.iterations)
            .arg(run.recipe.distillation.ipc)
            .arg(run.recipe.prior.steps);
    settings::Recipe before = run.recipe;
    QStringList parts;
    const auto fields = settings::fieldsOf(before);
    for (const projects::Change& change : run.branch->changes)
        for (const settings::Field& field : fields)
            if (field.key() == change.key)
                parts << QStringLiteral("%1 %2").arg(QString::fromStdString(field.about().label),
                                                     QString::fromStdString(settings::toText(change.value)));
    return RunQueue::tr("branch of %1 at %2 · %3")
        .arg(QString::fromStdString(run.branch->parent.filename().string()))
        .arg(run.branch->iteration)
        .arg(parts.isEmpty() ? RunQueue::tr("no change") : parts.join(", "));
}

} // namespace

RunQueue::~RunQueue() {
    m_saver.waitForDone();
}

void RunQueue::open(const fs::path& projectFolder) {
    m_saver.setMaxThreadCount(1); // saves stay in order
    m_saver.waitForDone();
    beginResetModel();
    m_project = projectFolder;
    m_waiting.clear();
    m_taken.reset();
    std::string problem;
    try {
        m_waiting = projects::readQueue(m_project);
        for (projects::QueuedRun& run : m_waiting)
            run.started.clear();
    } catch (const base::InputError& refused) {
        std::error_code kept;
        fs::rename(m_project / "queue.toml", m_project / "queue.toml.unreadable", kept);
        problem = base::text(
            "The queue of this project is empty, its file was put aside as queue.toml.unreadable: ",
            refused.what());
    }
    endResetModel();
    if (!problem.empty())
        throw base::InputError(problem);
}

void RunQueue::add(projects::QueuedRun run) {
    const int row = rowCount();
    beginInsertRows({}, row, row);
    m_waiting.push_back(std::move(run));
    endInsertRows();
    save();
}

void RunQueue::moveUp(int row) {
    if (row <= 0 || row >= rowCount())
        return;
    beginMoveRows({}, row, row, {}, row - 1);
    std::swap(m_waiting[std::size_t(row)], m_waiting[std::size_t(row - 1)]);
    endMoveRows();
    save();
}

void RunQueue::moveDown(int row) {
    if (row >= 0)
        moveUp(row + 1);
}

void RunQueue::cancel(int row) {
    if (row < 0 || row >= rowCount())
        return;
    beginRemoveRows({}, row, row);
    m_waiting.erase(m_waiting.begin() + row);
    endRemoveRows();
    save();
}

std::optional<projects::QueuedRun> RunQueue::take(const fs::path& runFolder) {
    if (m_waiting.empty())
        return std::nullopt;
    m_taken = m_waiting.front();
    m_taken->started = runFolder;
    cancel(0);
    return m_taken;
}

void RunQueue::done() {
    if (!m_taken)
        return;
    m_taken.reset();
    save();
}

int RunQueue::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : int(m_waiting.size());
}

QVariant RunQueue::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const projects::QueuedRun& run = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return run.name.empty() ? withoutName(run) : QString::fromStdString(run.name);
    case Qt::ToolTipRole:
    case summaryRole:
        return summary(run);
    default:
        return {};
    }
}

void RunQueue::save() {
    std::vector<projects::QueuedRun> all;
    if (m_taken)
        all.push_back(*m_taken);
    all.insert(all.end(), m_waiting.begin(), m_waiting.end());
    m_saver.start([this, project = m_project, all = std::move(all)] {
        try {
            projects::writeQueue(project, all);
        } catch (const std::exception& refused) {
            QMetaObject::invokeMethod(
                this, [this, sentence = QString::fromUtf8(refused.what())] { Q_EMIT failed(sentence); });
        }
    });
}

QString changesText(const settings::Recipe& before, const settings::Recipe& after) {
    settings::Recipe named;
    const auto fields = settings::fieldsOf(named);
    QStringList parts;
    for (const settings::Difference& each : settings::difference(before, after))
        parts << QStringLiteral("%1 %2 → %3")
                     .arg(QString::fromStdString(settings::fieldNamed(fields, each.key).about().label),
                          QString::fromStdString(settings::toText(each.before)),
                          QString::fromStdString(settings::toText(each.after)));
    return parts.isEmpty() ? RunQueue::tr("no change") : parts.join(", ");
}

} // namespace ld3m::session
