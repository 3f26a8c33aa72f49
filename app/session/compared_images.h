// The images of several runs at one iteration, read off the UI thread, and how far those of the others are
// from those of the first.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <QObject>
#include <QPointer>

#include "app/session/background_task.h"
#include "core/comparison/comparison_tables.h"

namespace ld3m::session {

class ComparedImages : public QObject {
    Q_OBJECT
public:
    struct Source {
        std::filesystem::path folder;
        std::string name;
        bool operator==(const Source&) const = default;
    };

    explicit ComparedImages(QObject* parent = nullptr);
    /// Cancels and waits for what is underway.
    ~ComparedImages() override;

    /// Answered by loaded() or failed(); while one iteration is being read, the newest wish waits and the
    /// others are forgotten. Nothing happens for what is shown already.
    void show(const std::vector<Source>& runs, std::int64_t iteration);
    /// Shows nothing.
    void clear();
    /// Holds the shown images against the first run's, once for each that is shown: measured() says it run by
    /// run.
    void measure();
    /// What was measured stays; these images are not measured again.
    void cancelMeasuring();
    /// Nobody looks at the distances any more: measure() begins anew.
    void leaveMeasuring();

    /// Whose images are shown, or being read.
    const std::vector<Source>& runs() const { return m_shown.runs; }
    /// In the order of the runs; empty until the first were read.
    const std::vector<reports::ImageSheet>& sheets() const { return m_sheets; }
    std::int64_t iteration() const { return m_iteration; } ///< of the sheets; -1 without
    /// Classes by runs, see comparison::imageTable; without rows until something was measured.
    const reports::TextTable& distances() const { return m_distances; }
    /// Which images cannot be compared and why.
    const std::vector<std::string>& notes() const { return m_notes; }
    bool isMeasuring() const { return m_measuring; }
    const reports::Progress& progress() const { return m_progress; }

Q_SIGNALS:
    void loaded(); ///< sheets() are others now; distances() are gone
    void failed(const QString& sentence);
    void measured(); ///< distances(), notes() or isMeasuring() changed
    void progressed();

private:
    struct Wish {
        std::vector<Source> runs;
        std::int64_t iteration = -1;
        bool operator==(const Wish&) const = default;
    };
    void load(const Wish& wish);
    void forget();

    Wish m_shown;
    std::optional<Wish> m_next; ///< while another one is being read
    QPointer<BackgroundTask> m_loading;
    QPointer<BackgroundTask> m_measuring;
    bool m_arrived = false; ///< the sheets are those of m_shown
    bool m_begun = false;   ///< the shown images were measured, or are
    std::vector<reports::ImageSheet> m_sheets;
    std::int64_t m_iteration = -1;
    reports::TextTable m_distances;
    std::vector<std::string> m_notes;
    reports::Progress m_progress;
};

} // namespace ld3m::session
