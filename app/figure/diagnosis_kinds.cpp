#include "app/figure/diagnosis_kinds.h"

#include <algorithm>
#include <limits>
#include <map>

#include "core/base/statistics.h"
#include "core/projects/stored_diagnoses.h"

namespace ld3m::figure {
namespace {

using reports::Diagnosis;
using widgets::CurveFigure;

/// Places with their numbers, one for each draw.
using Points = std::map<double, std::vector<double>>;

const QString kWithout = QStringLiteral("without residual");
constexpr int kWithoutColour = 1;
constexpr int kResidualColour = 2;

QString spoken(const std::string& arm) {
    return arm == "off" ? kWithout : QStringLiteral("with residual (%1)").arg(QString::fromStdString(arm));
}

void draw(CurveFigure& figure, const QString& name, int colour, bool dashed, const Points& points) {
    std::vector<double> x, y, deviation;
    for (const auto& [place, values] : points) {
        const base::Statistics all = base::statisticsOf(values);
        x.push_back(place);
        y.push_back(all.mean > 0 ? all.mean : std::numeric_limits<double>::quiet_NaN()); // a logarithmic axis
        deviation.push_back(all.deviation);
    }
    if (x.empty())
        return;
    CurveFigure::Curve& curve = figure.curve(name, colour);
    curve.dots = true;
    curve.dashed = dashed;
    curve.points.append(x, y, deviation);
}

/// How a curve of a run is drawn among those of others.
struct Look {
    QString name;
    int colour = 0;
    bool dashed = false;
};

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
        std::map<std::string, std::pair<Points, Points>> arms;
        for (const reports::FlowPoint& point :
             newestThat(runs[run], [](const Diagnosis& each) { return !each.flow.empty(); }).flow) {
            auto& [latents, conditioning] = arms[point.arm];
            latents[double(point.steps)] = point.latent_norms;
            if (!point.conditioning_norms.empty())
                conditioning[double(point.steps)] = point.conditioning_norms;
        }
        int next = 0;
        for (const auto& [arm, points] : arms) {
            if (arm != "off" && next == kWithoutColour)
                ++next;
            const Look look =
                lookOf(runs, run, spoken(arm), arm == "off" ? kWithoutColour : next++, arm == "off");
            draw(figures.latents, look.name, look.colour, look.dashed, points.first);
            draw(figures.conditioning, look.name, look.colour, look.dashed, points.second);
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
        for (const reports::GradientChain& chain : diagnosis.chains) {
            if (chain.steps != steps)
                continue;
            Points network, residual;
            for (std::size_t k = 0; k < chain.chain.size(); ++k) {
                network[double(k + 1)] = chain.chain[k].network;
                if (!chain.chain[k].residual.empty())
                    residual[double(k + 1)] = chain.chain[k].residual;
            }
            const bool off = chain.arm == "off";
            const Look through =
                lookOf(runs, run, "network, " + spoken(chain.arm), off ? kWithoutColour : 0, off);
            draw(figure, through.name, through.colour, through.dashed, network);
            const Look past = lookOf(runs, run, "residual path", kResidualColour, true);
            if (!off)
                draw(figure, past.name, past.colour, past.dashed, residual);
        }
    }
    return figure;
}

} // namespace ld3m::figure
