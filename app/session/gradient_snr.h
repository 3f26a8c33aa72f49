// How steady the gradient norms of some runs are over their iterations: read from their metrics on a thread
// of its own, whoever writes them.
#pragma once

#include <filesystem>
#include <map>
#include <mutex>
#include <vector>

#include <QObject>

#include "app/session/background.h"
#include "core/projects/metrics_file.h"
#include "core/reports/snr_curve.h"

namespace ld3m::session {

class GradientSnr : public QObject {
    Q_OBJECT
public:
    explicit GradientSnr(QObject* parent = nullptr);

    /// Answered by changed(), where there is something new to say. Runs that are not there have empty curves.
    void ask(const std::vector<std::filesystem::path>& runs, const reports::SnrSettings& settings);
    /// Reads what the runs have written since.
    void lookAgain() { m_background.wake(); }

    /// In the order of the runs that were asked for; empty until the answer is there.
    const std::vector<reports::SnrCurve>& curves() const { return m_curves; }

Q_SIGNALS:
    void changed();

private:
    struct Question {
        std::vector<std::filesystem::path> runs;
        reports::SnrSettings settings;
        int number = 0;
    };
    struct Known {
        std::unique_ptr<projects::MetricsReader> reader;
        std::vector<reports::IterationReport> reports;
    };
    void look();
    /// @returns whether there was something new
    static bool readOn(Known& known, const std::filesystem::path& run);

    std::mutex m_mutex;
    Question m_question; ///< under m_mutex
    int m_answered = 0;  ///< this and the next: the background's
    std::map<std::filesystem::path, Known> m_known;
    std::vector<reports::SnrCurve> m_curves; ///< this thread's
    Background m_background;                 ///< last: it uses the others
};

} // namespace ld3m::session
