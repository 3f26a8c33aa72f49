// ld3m-plot-bench: how long a frame of four plots with a million points each takes, while they grow, pan and
// zoom.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <functional>
#include <vector>

#include <QApplication>

#include "widgets/plots/curve_plot.h"
#include "widgets/plots/curve_plot_row.h"
#include "widgets/plots/custom_plot.h"
#include "widgets/theme/theme.h"

using namespace ld3m;

namespace {

constexpr std::size_t kPoints = 1'000'000;
constexpr int kPlots = 4;
constexpr int kFrames = 120;
constexpr std::size_t kBatch = 50; ///< points that arrive between two frames

double milliseconds(std::chrono::steady_clock::duration time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

/// What a noisy run looks like: falls, shakes, has peaks.
double valueAt(std::size_t i, int plot) {
    const auto x = static_cast<double>(i);
    const double noise = std::sin(x * 12.9898 + plot) * 43758.5453;
    return 100 / std::sqrt(1 + x / 1000) + 5 * (noise - std::floor(noise)) + (i % 99991 == 0 ? 200 : 0);
}

class Bench {
public:
    Bench() {
        for (int plot = 0; plot < kPlots; ++plot) {
            widgets::CurvePlot* added = m_row.addPlot("Plot", "iteration", "loss");
            added->setSmoothing(0.9);
            m_plots.push_back(added);
            QObject::connect(added->findChild<QCustomPlot*>(), &QCustomPlot::afterReplot, added,
                             [this] { ++m_drawn; });
        }
        m_row.resize(1600, 320);
        m_row.show();
        const auto begin = std::chrono::steady_clock::now();
        grow(kPoints);
        settle();
        std::printf("%d plots, %zu points each, raw and smoothed, %d x %d px: filled and drawn in %.0f ms\n",
                    kPlots, kPoints, m_row.width(), m_row.height(),
                    milliseconds(std::chrono::steady_clock::now() - begin));
    }

    void grow(std::size_t count) {
        std::vector<double> x(count), y(count);
        for (int plot = 0; plot < kPlots; ++plot) {
            for (std::size_t i = 0; i < count; ++i) {
                x[i] = static_cast<double>(m_size + i + 1);
                y[i] = valueAt(m_size + i, plot);
            }
            m_plots[static_cast<std::size_t>(plot)]->append("loss", x, y);
        }
        m_size += count;
    }

    void show(double lower, double upper) {
        for (widgets::CurvePlot* plot : m_plots)
            plot->setXRange(lower, upper);
    }

    void setLog(bool log) {
        for (widgets::CurvePlot* plot : m_plots) {
            plot->setLogX(log);
            plot->setLogY(log);
            plot->resetView();
        }
        settle();
    }

    void measure(const char* what, const std::function<void(int)>& change) {
        std::vector<double> frames;
        for (int frame = 0; frame < kFrames; ++frame) {
            const auto begin = std::chrono::steady_clock::now();
            change(frame);
            settle();
            frames.push_back(milliseconds(std::chrono::steady_clock::now() - begin));
        }
        std::sort(frames.begin(), frames.end());
        const auto at = [&frames](double share) {
            return frames[static_cast<std::size_t>(share * (frames.size() - 1))];
        };
        std::printf("%-28s median %5.1f ms, 99 %% under %5.1f ms, worst %5.1f ms: %3.0f frames a second\n",
                    what, at(0.5), at(0.99), frames.back(), 1000 / at(0.5));
    }

private:
    /// Until each plot is drawn and on its widget.
    void settle() {
        m_drawn = 0;
        while (m_drawn < kPlots)
            QApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QApplication::sendPostedEvents();
        QApplication::processEvents();
    }

    widgets::CurvePlotRow m_row;
    std::vector<widgets::CurvePlot*> m_plots;
    std::size_t m_size = 0;
    int m_drawn = 0;
};

} // namespace

int main(int count, char** values) {
    QApplication application(count, values);
    widgets::applyTheme(application, widgets::ThemeChoice::dark);
    Bench bench;
    const auto whole = static_cast<double>(kPoints);
    bench.measure("growing, all in view", [&](int) { bench.grow(kBatch); });
    bench.measure("panning over a tenth",
                  [&](int frame) { bench.show(frame * whole / 150, frame * whole / 150 + whole / 10); });
    bench.measure("zooming in to 2,000 points", [&](int frame) {
        const double half = whole / 2 * std::pow(0.95, frame);
        bench.show(whole / 2 - half, whole / 2 + half);
    });
    bench.setLog(true);
    bench.measure("growing, both axes log", [&](int) { bench.grow(kBatch); });
    return 0;
}
