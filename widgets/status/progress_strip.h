// How far a run is, how fast it goes and how long it will take, in one line.
#pragma once

#include <QWidget>

#include <cstdint>

class QLabel;
class QProgressBar;

namespace ld3m::widgets {

class ProgressStrip : public QWidget {
    Q_OBJECT

public:
    explicit ProgressStrip(QWidget* parent = nullptr);

    /// "2,064 / 5,000"; total 0 shows the bar as busy.
    void setProgress(std::int64_t done, std::int64_t total);
    /// Iterations a second; 0 hides speed and remaining time.
    void setRate(double perSecond);
    void setState(const QString& text); ///< "running", "checkpoint 12 s ago"
    void clear();

    QString progressText() const;
    QString speedText() const; ///< "1.9 it/s · ETA 25 min"

private:
    void refresh();

    std::int64_t m_done = 0;
    std::int64_t m_total = 0;
    double m_rate = 0;
    QLabel* m_progress;
    QProgressBar* m_bar;
    QLabel* m_speed;
    QLabel* m_state;
};

/// "42 s", "25 min", "3 h 10 min", "2 d 4 h".
QString spokenDuration(double seconds);
/// "2,064"
QString grouped(std::int64_t number);

} // namespace ld3m::widgets
