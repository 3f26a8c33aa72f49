#include "app/figure/curve_kinds.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>

#include "core/reports/evaluation_choice.h"
#include "core/reports/snr_curve.h"

namespace ld3m::figure {
namespace {

using widgets::CurveFigure;
using Number = std::function<std::optional<double>(const reports::IterationReport&)>;

/// Colours of phases as everywhere in the window: blue, green, purple, orange, grey.
constexpr int kPhaseColors[] = {0, 3, 2, 1};
constexpr int kWholeColor = 7;
constexpr const char* kBaseline = "random real";

QString nameOf(const RunRecord& run) {
    return QString::fromStdString(run.name);
}

void add(CurveFigure& figure, const RunRecord& run, const QString& name, int color, bool dashed,
         const Number& number) {
    std::vector<double> x, y;
    bool any = false;
    for (const reports::IterationReport& report : run.iterations) {
        const std::optional<double> value = number(report);
        x.push_back(static_cast<double>(report.iteration));
        y.push_back(value.value_or(std::numeric_limits<double>::quiet_NaN()));
        any = any || value;
    }
    if (!any)
        return;
    CurveFigure::Curve& curve = figure.curve(name, color);
    curve.dashed = dashed;
    curve.points.append(x, y);
}

/// Two quantities that Z and c both have.
void addPair(CurveFigure& figure, const std::vector<RunRecord>& runs, const Number& latent,
             const Number& conditioning) {
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const bool alone = runs.size() == 1;
        const QString run = alone ? QString() : nameOf(runs[i]) + ", ";
        const int color = alone ? 0 : static_cast<int>(i);
        add(figure, runs[i], run + "Z", color, false, latent);
        add(figure, runs[i], run + "c", alone ? 1 : color, !alone, conditioning);
    }
}

CurveFigure overIterations(const QString& title, const QString& y) {
    return {.title = title, .xLabel = "iteration", .yLabel = y};
}

std::optional<double> whereLearned(const reports::IterationReport& report, double value) {
    return report.conditioning_grad_norm > 0 ? std::optional(value) : std::nullopt; // 0: this prior has no c
}

} // namespace

CurveFigure lossFigure(const std::vector<RunRecord>& runs) {
    CurveFigure figure = overIterations("Matching loss", "loss");
    for (std::size_t i = 0; i < runs.size(); ++i)
        add(figure, runs[i], nameOf(runs[i]), static_cast<int>(i), false, &reports::IterationReport::loss);
    return figure;
}

CurveFigure gradientFigure(const std::vector<RunRecord>& runs) {
    CurveFigure figure =
        overIterations("Gradient norms", runs.size() == 1 ? "gradient norm" : "‖∂L/∂Z‖, ‖∂L/∂c‖");
    figure.logY = true;
    addPair(figure, runs, &reports::IterationReport::latent_grad_norm,
            [](const auto& report) { return whereLearned(report, report.conditioning_grad_norm); });
    return figure;
}

CurveFigure rateFigure(const std::vector<RunRecord>& runs) {
    CurveFigure figure = overIterations("Rates", "rate");
    figure.logY = true;
    addPair(figure, runs, &reports::IterationReport::latent_rate,
            [](const auto& report) { return whereLearned(report, report.conditioning_rate); });
    if (runs.size() == 1)
        add(figure, runs[0], "student, learned", 2, false, &reports::IterationReport::student_rate);
    return figure;
}

CurveFigure accuracyFigure(const std::vector<RunRecord>& runs) {
    CurveFigure figure = overIterations("Accuracy on real test images", "accuracy / %");
    int color = 0;
    for (const RunRecord& run : runs) {
        for (const reports::EvaluationTable& table : run.evaluations)
            for (const reports::EvaluationRow& row : table.rows) {
                if (row.set != "synthetic" || row.network == reports::kUnseenAverage)
                    continue;
                const QString network = QString::fromStdString(row.network);
                const QString name = runs.size() == 1 ? network : nameOf(run) + ", " + network;
                const auto known = figure.curves.size();
                CurveFigure::Curve& curve = figure.curve(name, color);
                color += figure.curves.size() > known;
                curve.dots = true;
                curve.points.append({static_cast<double>(table.iteration)}, {row.mean() * 100},
                                    {row.deviation() * 100});
            }
        if (figure.references.empty() && !run.evaluations.empty())
            if (const auto baseline = reports::accuracyOf(run.evaluations.back(), kBaseline))
                figure.references.push_back({*baseline * 100, kBaseline});
    }
    return figure;
}

CurveFigure timeFigure(const std::vector<RunRecord>& runs) {
    CurveFigure figure = overIterations("Time", "seconds / iteration");
    if (runs.size() != 1) {
        for (std::size_t i = 0; i < runs.size(); ++i)
            add(figure, runs[i], nameOf(runs[i]), static_cast<int>(i), false,
                &reports::IterationReport::seconds);
        return figure;
    }
    const std::pair<const char*, double reports::PhaseSeconds::*> phases[] = {
        {"synthesize", &reports::PhaseSeconds::synthesize},
        {"match", &reports::PhaseSeconds::match},
        {"pull back", &reports::PhaseSeconds::pull_back},
        {"update", &reports::PhaseSeconds::update}};
    add(figure, runs[0], "whole", kWholeColor, false, &reports::IterationReport::seconds);
    for (int i = 0; i < 4; ++i)
        add(figure, runs[0], phases[i].first, kPhaseColors[i], false,
            [&](const auto& report) { return report.phases.*phases[i].second; });
    return figure;
}

CurveFigure snrFigure(const std::vector<RunRecord>& runs, std::size_t window, int degree) {
    CurveFigure figure = overIterations("Signal-to-noise ratio of the gradient norm", "SNR of ‖∂L/∂Z‖");
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const reports::SnrCurve snr =
            reports::snrCurve(runs[i].iterations, {.window = window, .degree = std::max(degree, 0)});
        if (snr.ratios.empty())
            continue;
        const int color = static_cast<int>(i);
        figure.curve(nameOf(runs[i]), color).points.append(snr.iterations, snr.ratios);
        if (degree < 1 || snr.fit.empty())
            continue;
        CurveFigure::Curve& fit = figure.curve(nameOf(runs[i]) + ", fit", color);
        fit.dashed = true;
        fit.points.append(snr.iterations, snr.fit);
    }
    return figure;
}

} // namespace ld3m::figure
