// The one iteration of the page: a slider over stored iterations, with a button that follows the newest.
#pragma once

#include <QWidget>

#include <cstdint>
#include <vector>

class QLabel;
class QPushButton;

namespace ld3m::widgets {

class IterationTrack;

/// Keys: left and right step through stored iterations, Page Up and Down by tenths, Home and End to the ends.
/// Moving it by hand switches live off; live jumps to the newest and stays there.
class IterationSlider : public QWidget {
    Q_OBJECT

public:
    explicit IterationSlider(QWidget* parent = nullptr);

    /// Stored iterations, rising. Keeps the current one (or the nearest before it); live moves to the newest.
    void setIterations(const std::vector<std::int64_t>& iterations);
    /// Length of the run: the right end of the track. 0: the last stored iteration.
    void setTotal(std::int64_t total);
    void addMark(std::int64_t iteration, const QString& label);
    void clearMarks();

    /// Nearest stored iteration; does not signal. Switches live off unless it is the newest.
    void setIteration(std::int64_t iteration);
    std::int64_t iteration() const; ///< -1 when nothing is stored
    bool isLive() const;
    void setLive(bool live);

Q_SIGNALS:
    void iterationChanged(qint64 iteration); ///< by hand, or because live moved on
    void liveChanged(bool live);

private:
    void moved(std::int64_t iteration);
    void showNumber();

    IterationTrack* m_track;
    QLabel* m_number;
    QPushButton* m_live;
};

} // namespace ld3m::widgets
