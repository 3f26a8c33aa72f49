// The track of the iteration slider: stored part, handle and event marks, painted.
#pragma once

#include <QWidget>

#include <cstdint>
#include <utility>
#include <vector>

namespace ld3m::widgets {

class IterationTrack : public QWidget {
    Q_OBJECT

public:
    explicit IterationTrack(QWidget* parent = nullptr);

    void setIterations(const std::vector<std::int64_t>& iterations);
    void setTotal(std::int64_t total);
    void setMarks(std::vector<std::pair<std::int64_t, QString>> marks);
    const std::vector<std::pair<std::int64_t, QString>>& marks() const { return m_marks; }
    /// Index into the stored iterations; -1 when nothing is stored. Does not signal.
    void setIndex(int index);
    int index() const { return m_index; }
    int count() const { return static_cast<int>(m_iterations.size()); }
    std::int64_t iterationAt(int index) const { return m_iterations[static_cast<std::size_t>(index)]; }
    /// Index of the stored iteration nearest to this one.
    int nearestIndex(std::int64_t iteration) const;
    /// x of an iteration in this widget.
    int position(std::int64_t iteration) const;

    QSize sizeHint() const override { return {320, 40}; }
    QSize minimumSizeHint() const override { return {80, 40}; }

Q_SIGNALS:
    void moved(qint64 iteration); ///< by mouse or keyboard

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    void moveTo(int index);
    std::int64_t end() const;
    void paintMarks(QPainter& painter, int middle) const;

    std::vector<std::int64_t> m_iterations;
    std::vector<std::pair<std::int64_t, QString>> m_marks;
    std::int64_t m_total = 0;
    int m_index = -1;
    int m_turned = 0; ///< of the wheel, in eighths of a degree, not yet a step
};

} // namespace ld3m::widgets
