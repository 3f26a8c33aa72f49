// The points of one curve: growing, smoothed, thinned for the screen. Arithmetic without widgets.
#pragma once

#include <cstddef>
#include <optional>
#include <utility>
#include <vector>

#include "widgets/plots/extreme_blocks.h"

namespace ld3m::widgets {

/// x rises; NaN in y is a gap. All of it is kept, whatever is shown.
class CurveSeries {
public:
    enum class Line { raw, smooth, lower, upper }; ///< lower and upper: y ∓ deviation

    /// Appends min(x, y) points; everything at or after the first x is replaced. Short deviations count as
    /// NaN.
    void append(const std::vector<double>& x, const std::vector<double>& y,
                const std::vector<double>& deviation = {});
    void clear();
    std::size_t size() const { return m_x.size(); }
    bool hasDeviation() const { return m_hasDeviation; }

    /// s_i = w s_(i-1) + (1-w) y_i, divided by 1 - w^i so that the start is not pulled to zero; gaps are
    /// skipped.
    void setSmoothing(double weight);

    double x(std::size_t i) const { return m_x[i]; }
    double y(Line line, std::size_t i) const;
    /// Index of the nearest x; nothing when there are no points.
    std::optional<std::size_t> nearest(double x) const;
    /// First and last x.
    std::optional<std::pair<double, double>> extent() const;
    /// Smallest and largest finite y between two x; only positive ones count when asked.
    std::optional<std::pair<double, double>> span(Line line, double lower, double upper, bool positive) const;

    struct Point {
        double x;
        double y;
    };
    /// What a plot shows: x from lower to upper on so many pixels.
    struct View {
        double lower = 0;
        double upper = 1;
        int pixels = 1;
        bool logX = false;
        bool logY = false; ///< y that is not positive counts as a gap
    };
    /// The points in view and one more on each side. Where more than 4 share a pixel column, the smallest and
    /// the largest stand for them, so peaks survive.
    std::vector<Point> thinned(Line line, const View& view) const;

private:
    std::pair<std::size_t, std::size_t> around(double lower, double upper) const;
    void smoothFrom(std::size_t first);
    ExtremeBlocks::Extremes extremes(Line line, std::size_t begin, std::size_t end, bool positive) const;

    std::vector<double> m_x, m_y, m_deviation, m_smooth;
    std::vector<double> m_sum, m_mass; ///< running sums of the moving average after each point
    ExtremeBlocks m_rawBlocks, m_smoothBlocks;
    double m_weight = 0;
    bool m_hasDeviation = false;
};

} // namespace ld3m::widgets
