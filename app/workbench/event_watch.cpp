#include "app/workbench/event_watch.h"

#include <algorithm>
#include <iomanip>
#include <sstream>
#include <utility>

#include <time.h>

#include <QMetaEnum>
#include <QPointer>
#include <QThread>

namespace ld3m::workbench {
namespace {

constexpr std::size_t kShownSlow = 12;

double millisecondsOf(clockid_t clock) {
    timespec now = {};
    ::clock_gettime(clock, &now);
    return double(now.tv_sec) * 1e3 + double(now.tv_nsec) / 1e6;
}

/// Class and, where it has one, name.
std::string callName(const QObject& object) {
    std::string name = object.metaObject()->className();
    if (!object.objectName().isEmpty())
        name += "(" + object.objectName().toStdString() + ")";
    return name;
}

} // namespace

void EventWatch::note(double milliseconds) {
    ++m_events;
    m_worst = std::max(m_worst, milliseconds);
    ++m_histogram[latencyBucket(milliseconds)];
    ++m_fine[std::min(kFine, std::size_t(milliseconds * 100))];
}

void EventWatch::noteSlow(const std::string& what, double milliseconds, double cpu) {
    Slow& slow = m_slow[what];
    ++slow.count;
    if (milliseconds > slow.worst) {
        slow.worst = milliseconds;
        slow.worst_cpu = cpu;
    }
}

void EventWatch::restart() {
    *this = EventWatch();
}

double EventWatch::percentile(double share) const {
    const double rank = share * double(m_events);
    double passed = 0;
    for (std::size_t i = 0; i < kFine; ++i) {
        passed += double(m_fine[i]);
        if (m_events > 0 && passed >= rank)
            return std::min(m_worst, double(i + 1) / 100);
    }
    return m_worst;
}

std::vector<std::pair<std::string, EventWatch::Slow>> EventWatch::slowest() const {
    std::vector<std::pair<std::string, Slow>> sorted(m_slow.begin(), m_slow.end());
    std::ranges::sort(sorted, std::greater(), [](const auto& one) { return one.second.worst; });
    return sorted;
}

std::string toText(const EventWatch& watch) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << "time in " << watch.events() << " events: median "
        << watch.percentile(0.5) << " ms, 99 % under " << watch.percentile(0.99) << " ms, 99.9 % under "
        << watch.percentile(0.999) << " ms, worst " << watch.worst() << " ms\n"
        << toText(watch.histogram());
    const auto slowest = watch.slowest();
    if (!slowest.empty())
        out << "slowest events (over " << EventWatch::kSlow << " ms), by their receivers:\n"
            << "    worst ms   of it computing   times   receiver and event\n";
    for (std::size_t i = 0; i < std::min(kShownSlow, slowest.size()); ++i)
        out << std::setw(12) << slowest[i].second.worst << std::setw(18) << slowest[i].second.worst_cpu
            << std::setw(8) << slowest[i].second.count << "   " << slowest[i].first << "\n";
    return out.str();
}

std::string nameOf(const QObject& receiver, QEvent::Type event) {
    std::string name = callName(receiver);
    if (const QObject* parent = receiver.parent())
        name += " of " + callName(*parent);
    const char* kind = QMetaEnum::fromType<QEvent::Type>().valueToKey(event);
    return name + ": " + (kind ? kind : std::to_string(int(event)));
}

bool WatchedApplication::notify(QObject* receiver, QEvent* event) {
    if (!m_watch || QThread::currentThread() != thread())
        return QApplication::notify(receiver, event);
    const QPointer<QObject> kept = receiver; // an event may delete its receiver
    const std::string className = receiver->metaObject()->className();
    const QEvent::Type type = event->type();
    const int level = thread()->loopLevel();
    const bool outermost = level > m_level;
    m_waited = m_waited || (outermost && m_level >= 0);
    const int outerLevel = m_level;
    if (outermost)
        m_level = level;
    const bool outerWaited = std::exchange(m_waited, false);
    const double began = millisecondsOf(CLOCK_MONOTONIC);
    const double beganCpu = millisecondsOf(CLOCK_THREAD_CPUTIME_ID);
    const bool handled = QApplication::notify(receiver, event);
    const double taken = millisecondsOf(CLOCK_MONOTONIC) - began;
    const bool waited = std::exchange(m_waited, outerWaited || (m_waited && !outermost));
    if (outermost)
        m_level = outerLevel;
    if (!m_watch || waited)
        return handled;
    if (outermost)
        m_watch->note(taken);
    if (taken > EventWatch::kSlow)
        m_watch->noteSlow(kept ? nameOf(*kept, type) : className + " (gone)", taken,
                          millisecondsOf(CLOCK_THREAD_CPUTIME_ID) - beganCpu);
    return handled;
}

} // namespace ld3m::workbench
