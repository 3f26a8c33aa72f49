#include "app/session/gradient_snr.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/projects/run_folder.h"

namespace ld3m::session {

GradientSnr::GradientSnr(QObject* parent)
    : QObject(parent), m_background(std::chrono::milliseconds(0), [this] { look(); }) {}

void GradientSnr::ask(const std::vector<std::filesystem::path>& runs, const reports::SnrSettings& settings) {
    {
        const std::lock_guard lock(m_mutex);
        m_question = {runs, settings, m_question.number + 1};
    }
    m_curves.clear();
    m_background.wake();
}

bool GradientSnr::readOn(Known& known, const std::filesystem::path& run) {
    if (!known.reader)
        known.reader =
            std::make_unique<projects::MetricsReader>(projects::RunFolder::open(run).metricsFile());
    const std::vector<reports::Event> events = known.reader->readNew();
    if (known.reader->restarted())
        known.reports.clear();
    for (const reports::Event& event : events)
        if (const auto* report = std::get_if<reports::IterationReport>(&event))
            known.reports.push_back(*report);
    return !events.empty() || known.reader->restarted();
}

void GradientSnr::look() {
    Question question;
    {
        const std::lock_guard lock(m_mutex);
        question = m_question;
    }
    if (question.number == 0)
        return;
    bool news = question.number != m_answered;
    std::erase_if(m_known, [&](const auto& each) {
        return std::ranges::find(question.runs, each.first) == question.runs.end();
    });
    std::vector<reports::SnrCurve> curves;
    for (const std::filesystem::path& run : question.runs) {
        Known& known = m_known[run];
        try {
            news = readOn(known, run) || news;
        } catch (const base::InputError&) {
            // No run there, or none any more: what was read of it stays.
        }
    }
    if (!news)
        return;
    m_answered = question.number;
    for (const std::filesystem::path& run : question.runs)
        curves.push_back(reports::snrCurve(m_known[run].reports, question.settings));
    QMetaObject::invokeMethod(
        this,
        [this, curves, number = question.number] {
            {
                const std::lock_guard lock(m_mutex);
                if (number != m_question.number)
                    return; // another question overtook it
            }
            m_curves = curves;
            Q_EMIT changed();
        },
        Qt::QueuedConnection);
}

} // namespace ld3m::session
