#include "app/figure/diagnosis_kinds.h"

#include <algorithm>

#include "core/projects/stored_diagnoses.h"
#include "core/reports/diagnosis_curves.h"

namespace ld3m::figure {
namespace {

using reports::Diagnosis;
using widgets::CurveFigure;

const QString kWithout = QStringLiteral("without residual");
constexpr int kWithoutColour = 1;
constexpr int kResidualColour = 2;

QString spoken(const std::string& arm) {
    return arm == "off" ? kWithout : QStringLiteral("with residual (%1)").arg(QString::fromStdString(arm));
}

/// How a curve of a run is drawn among those of others.
struct Look {
    QString name;
    int colour = 0;
    bool dashed = false;
};

void draw(CurveFigure& figure, const Look& look, const reports::NormCurve& points) {
    if (points.x.empty())
        return;
    CurveFigure::Curve& curve = figure.curve(look.name, look.colour);
    curve.dots = true;
    curve.dashed = look.dashed;
    curve.points.append(points.x, points.mean, points.deviation);
}

Look lookOf(const std::vector<RunRecord>& runs, std::size_t run, const QString& what, int ownColour,
            bool dashed) {
    if (runs.size() == 1)
        return {what, ownColour, false};
    return {QStringLiteral("%1, %2").arg(QString::fromStdString(runs[run].name), what), int(run), dashed};
}

template<typename Has>
Diagnosis newestThat(const RunRecord& run, Has has) {
    for (Diagnosis& diagnosis : projects::storedDiagnoses(run.folder.path()))
        if (has(diagnosis))
            return std::move(diagnosis);
    return {};
}

CurveFigure normFigure(const QString& title, const QString& x, const QString& y) {
    return {.title = title, .xLabel = x, .yLabel = y, .logY = true};
}

} // namespace

FlowFigures flowFigures(const std::vector<RunRecord>& runs) {
    FlowFigures figures{normFigure("Gradient of Z", "reverse steps T", "‖∂L/∂Z‖"),
                        normFigure("Gradient of c", "reverse steps T", "‖∂L/∂c‖")};
    for (std::size_t run = 0; run < runs.size(); ++run) {
        int next = 0;
        for (const reports::FlowCurves& curves : reports::flowCurves(
                 newestThat(runs[run], [](const Diagnosis& each) { return !each.flow.empty(); }))) {
            const bool off = curves.arm == "off";
            if (!off && next == kWithoutColour)
                ++next;
            const Look look = lookOf(runs, run, spoken(curves.arm), off ? kWithoutColour : next++, off);
            draw(figures.latents, look, curves.latents);
            draw(figures.conditioning, look, curves.conditioning);
        }
    }
    return figures;
}

CurveFigure chainFigure(const std::vector<RunRecord>& runs) {
    CurveFigure figure = normFigure("Along the chain", "reverse step, the noisiest first", "gradient norm");
    for (std::size_t run = 0; run < runs.size(); ++run) {
        const Diagnosis diagnosis =
            newestThat(runs[run], [](const Diagnosis& each) { return !each.chains.empty(); });
        if (diagnosis.chains.empty())
            continue;
        std::int64_t steps = 0;
        for (const reports::GradientChain& chain : diagnosis.chains)
            steps = std::max(steps, chain.steps);
        const std::int64_t own = runs[run].folder.recipe().prior.steps;
        if (std::ranges::any_of(diagnosis.chains, [&](const auto& chain) { return chain.steps == own; }))
            steps = own;
        for (const reports::ChainCurves& curves : reports::chainCurves(diagnosis, steps)) {
            const bool off = curves.arm == "off";
            draw(figure, lookOf(runs, run, "network, " + spoken(curves.arm), off ? kWithoutColour : 0, off),
                 curves.network);
            draw(figure, lookOf(runs, run, "residual path", kResidualColour, true), curves.residual);
        }
    }
    return figure;
}

} // namespace ld3m::figure
