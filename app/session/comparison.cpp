#include "app/session/comparison.h"

#include <algorithm>
#include <iterator>

namespace ld3m::session {

namespace fs = std::filesystem;

Comparison::Comparison(QObject* parent)
    : QObject(parent), m_background(std::chrono::milliseconds(0), [this] { look(); }) {}

void Comparison::ask(const std::vector<fs::path>& folders) {
    {
        const std::lock_guard lock(m_mutex);
        m_question = {folders, m_question.number + 1};
    }
    m_background.wake();
}

std::vector<comparison::ComparedRun> Comparison::compared() const {
    std::vector<comparison::ComparedRun> runs;
    for (const ComparedFolder& each : m_runs)
        runs.push_back(each.run);
    return runs;
}

std::vector<std::int64_t> Comparison::commonSheets() const {
    std::vector<std::vector<std::int64_t>> lists;
    for (const ComparedFolder& each : m_runs)
        lists.push_back(each.sheets);
    return inAll(lists);
}

/// What is known of runs that are asked for again costs nothing: their readers stay.
void Comparison::look() {
    Question question;
    {
        const std::lock_guard lock(m_mutex);
        question = m_question;
    }
    if (question.number == 0)
        return;
    Answer answer;
    answer.anew = answer.news = question.number != m_answered;
    std::erase_if(m_readers, [&](const auto& each) {
        return std::ranges::find(question.folders, each.first) == question.folders.end();
    });
    for (const fs::path& folder : question.folders) {
        if (isOvertaken(question.number))
            return; // its gains are told with the next answer, which is whole
        read(answer, folder);
    }
    answer.anew = answer.anew || answer.missing != m_missing; // a run is gone or came back
    m_missing = answer.missing;
    if (!answer.news && !answer.anew)
        return;
    m_answered = question.number;
    for (ComparedFolder& each : answer.runs) {
        const comparison::ComparedRunReader& reader = *m_readers[each.folder];
        each.gain = reader.curves(answer.anew ? 0 : reader.knownBefore());
    }
    QMetaObject::invokeMethod(
        this,
        [this, answer = std::move(answer), number = question.number]() mutable {
            take(std::move(answer), number);
        },
        Qt::QueuedConnection);
}

bool Comparison::isOvertaken(int number) {
    const std::lock_guard lock(m_mutex);
    return number != m_question.number;
}

void Comparison::read(Answer& answer, const fs::path& folder) {
    try {
        std::unique_ptr<comparison::ComparedRunReader>& reader = m_readers[folder];
        if (!reader)
            reader = std::make_unique<comparison::ComparedRunReader>(folder);
        answer.news = reader->update() || answer.news;
        answer.anew = answer.anew || reader->wasCut() || reader->wasRenamed();
        answer.runs.push_back({folder, reader->run(), reader->sheets(), {}});
    } catch (const std::exception& broken) {
        m_readers.erase(folder);
        answer.problems.push_back(broken.what());
        answer.missing.push_back(folder);
    }
}

void Comparison::take(Answer answer, int number) {
    if (isOvertaken(number))
        return;
    std::vector<comparison::ComparedRun> named;
    for (const ComparedFolder& each : answer.runs)
        named.push_back(each.run);
    comparison::makeNamesDistinct(named);
    for (std::size_t i = 0; i < named.size(); ++i)
        answer.runs[i].run.name = named[i].name;
    m_runs = std::move(answer.runs);
    m_problems = std::move(answer.problems);
    answer.anew ? Q_EMIT told() : Q_EMIT grown();
}

std::vector<std::int64_t> inAll(const std::vector<std::vector<std::int64_t>>& lists) {
    if (lists.empty())
        return {};
    std::vector<std::int64_t> common = lists.front();
    for (const std::vector<std::int64_t>& list : lists) {
        std::vector<std::int64_t> both;
        std::ranges::set_intersection(common, list, std::back_inserter(both));
        common = std::move(both);
    }
    return common;
}

} // namespace ld3m::session
