// Who keeps the window waiting: the time that each event takes in its receiver, with the slowest by name.
// Only in the program's measuring mode; else the application handles events as ever.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <QApplication>
#include <QEvent>

#include "app/workbench/latency_histogram.h"

namespace ld3m::workbench {

class EventWatch {
public:
    struct Slow {
        std::int64_t count = 0; ///< events of this kind that took longer than kSlow
        double worst = 0;       ///< milliseconds on the clock
        double worst_cpu = 0;   ///< milliseconds that the thread itself computed in that event
    };
    static constexpr double kSlow = 8; ///< milliseconds

    /// An event of its own.
    void note(double milliseconds);
    /// A slow event, perhaps inside another one: what took so long there.
    void noteSlow(const std::string& what, double milliseconds, double cpu);
    void restart();

    std::int64_t events() const { return m_events; }
    /// Milliseconds that `share` of the events stay under, to a hundredth up to 100 ms.
    double percentile(double share) const;
    double worst() const { return m_worst; }
    const LatencyHistogram& histogram() const { return m_histogram; }
    /// The kinds of events that were slow, the worst first.
    std::vector<std::pair<std::string, Slow>> slowest() const;

private:
    static constexpr std::size_t kFine = 10000; ///< hundredths of a millisecond

    std::int64_t m_events = 0;
    double m_worst = 0;
    LatencyHistogram m_histogram = {};
    std::vector<std::int64_t> m_fine = std::vector<std::int64_t>(kFine + 1);
    std::map<std::string, Slow> m_slow;
};

/// Several lines: histogram, percentiles, the slowest.
std::string toText(const EventWatch& watch);

/// "QTimer of RunToolbar(runToolbar): Timer"
std::string nameOf(const QObject& receiver, QEvent::Type event);

/// The application; with a watch, it times every event. Events inside an event count for it, but those of a
/// nested loop (a menu, a question) stand for themselves.
class WatchedApplication : public QApplication {
public:
    using QApplication::QApplication;

    /// Null switches it off. Must outlive the application or be switched off.
    void setWatch(EventWatch* watch) { m_watch = watch; }
    bool notify(QObject* receiver, QEvent* event) override;

private:
    EventWatch* m_watch = nullptr;
    int m_level = -1;      ///< loop level of the outermost event that is being handled; -1 for none
    bool m_waited = false; ///< a nested loop ran inside it
};

} // namespace ld3m::workbench
