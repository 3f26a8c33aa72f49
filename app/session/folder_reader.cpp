#include "app/session/folder_reader.h"

#include <algorithm>
#include <utility>

#include "core/projects/sheet_file.h"

namespace ld3m::session {
namespace {

constexpr std::size_t kRecentBytes = 256u << 20;

} // namespace

FolderReader::FolderReader(std::filesystem::path runFolder, QObject* parent)
    : QObject(parent), m_runFolder(std::move(runFolder)),
      m_background(std::make_unique<Background>(std::chrono::milliseconds(0), [this] { work(); })) {}

FolderReader::~FolderReader() = default;

void FolderReader::request(std::int64_t iteration) {
    m_newest = iteration;
    {
        std::lock_guard lock(m_mutex);
        m_wanted = iteration;
    }
    m_background->wake();
}

void FolderReader::requestList() {
    {
        std::lock_guard lock(m_mutex);
        m_listWanted = true;
    }
    m_background->wake();
}

void FolderReader::work() {
    std::optional<std::int64_t> wanted;
    bool listWanted = false;
    {
        std::lock_guard lock(m_mutex);
        wanted = std::exchange(m_wanted, std::nullopt);
        listWanted = std::exchange(m_listWanted, false);
    }
    try {
        if (listWanted)
            list();
        if (wanted)
            load(*wanted);
    } catch (const std::exception& problem) {
        QMetaObject::invokeMethod(
            this, [this, sentence = QString::fromStdString(problem.what())] { Q_EMIT failed(sentence); });
    }
}

void FolderReader::list() {
    if (!m_run) {
        if (!projects::RunFolder::isRun(m_runFolder))
            return;
        m_run = projects::RunFolder::open(m_runFolder);
        QMetaObject::invokeMethod(this, [this, run = *m_run] { Q_EMIT described(run); });
    }
    QMetaObject::invokeMethod(this, [this, iterations = m_run->sheets()] { Q_EMIT listed(iterations); });
}

void FolderReader::load(std::int64_t iteration) {
    if (!m_run)
        m_run = projects::RunFolder::open(m_runFolder);
    std::error_code gone;
    const auto written = std::filesystem::last_write_time(m_run->sheetFile(iteration), gone);
    if (gone) {
        list();
        return;
    }
    QMetaObject::invokeMethod(this, [this, sheet = read(iteration, written), iteration] {
        if (iteration == m_newest) // else the slider has moved on
            Q_EMIT loaded(sheet);
    });
}

const reports::ImageSheet& FolderReader::read(std::int64_t iteration,
                                              std::filesystem::file_time_type written) {
    const auto about = [iteration](const Kept& kept) { return kept.sheet.iteration == iteration; };
    const auto known = std::ranges::find_if(m_recent, about);
    if (known != m_recent.end() && known->written == written)
        return known->sheet;
    if (known != m_recent.end())
        m_recent.erase(known);
    m_recent.push_back({written, projects::readSheet(m_run->sheetFile(iteration))});
    std::size_t bytes = 0;
    for (const Kept& kept : m_recent)
        bytes += kept.sheet.rgb->size();
    while (m_recent.size() > 1 && bytes > kRecentBytes) {
        bytes -= m_recent.front().sheet.rgb->size();
        m_recent.erase(m_recent.begin());
    }
    return m_recent.back().sheet;
}

} // namespace ld3m::session
