// Pre-flight: memory and time.
#include <algorithm>

#include "core/base/text.h"
#include "core/distillation/preflight_parts.h"
#include "core/reports/spoken.h"

namespace ld3m::distillation {
namespace {

using reports::CheckLevel;
using reports::spokenBytes;
using reports::spokenSeconds;

constexpr double kTight = 0.9; ///< of what is there: above this, something small may tip it

struct Relief {
    std::string sentence;
    std::string key;
    std::optional<settings::Value> value = {};
};

/// What to lower first.
Relief reliefFor(const settings::Recipe& recipe, const IterationForecast& forecast) {
    if (recipe.prior.kind != settings::PriorKind::pixel && forecast.mode != settings::Memory::per_step)
        return {"Set prior.memory = \"per_step\", which keeps one reverse step's graph at a time.",
                "prior.memory", settings::Value(std::string("per_step"))};
    if (recipe.objective.real_batch > 32)
        return {
            base::text("Lower objective.real_batch, for instance to ", recipe.objective.real_batch / 2, "."),
            "objective.real_batch", settings::Value(recipe.objective.real_batch / 2)};
    return {"Lower distillation.ipc or dataset.resolution.", "distillation.ipc"};
}

} // namespace

void checkMemory(const settings::Recipe& recipe, const IterationForecast& forecast, const DeviceRoom& room,
                 reports::PreflightReport& report) {
    report.peak_bytes = forecast.peak_bytes;
    report.memory_total = room.total;
    const char* what = room.gpu ? "GPU memory" : "memory";
    std::string found =
        base::text("about ", spokenBytes(static_cast<double>(forecast.peak_bytes)), " at the peak of ",
                   spokenBytes(static_cast<double>(room.total)), " ", what);
    if (recipe.prior.kind != settings::PriorKind::pixel)
        found += base::text(" (", settings::nameOf(forecast.mode), ")");
    if (!forecast.objective_known)
        found += ", without what trajectory matching takes";
    const auto peak = static_cast<double>(forecast.peak_bytes);
    const bool over = peak > static_cast<double>(room.total);
    const bool tight = peak > kTight * static_cast<double>(room.total);
    const bool taken = !over && forecast.peak_bytes > room.available;
    if (!over && !tight && !taken) {
        report.lines.push_back({.subject = "Memory", .found = found, .key = "prior.memory"});
        return;
    }
    const Relief relief = reliefFor(recipe, forecast);
    if (taken && !tight)
        report.lines.push_back(
            {CheckLevel::warning, "Memory",
             base::text(found, "; ", spokenBytes(static_cast<double>(room.available)), " are free now."),
             "Close other programs, or: " + relief.sentence, relief.key, relief.value});
    else
        report.lines.push_back({over ? CheckLevel::problem : CheckLevel::warning, "Memory", found + ".",
                                relief.sentence, relief.key, relief.value});
}

void checkTime(const settings::Recipe& recipe, const std::optional<EarlierPace>& earlier,
               const IterationForecast& forecast, reports::PreflightReport& report) {
    if (!earlier && !forecast.objective_known) {
        report.lines.push_back({.subject = "Time",
                                .found =
                                    "not known: no earlier run is like this one, and trajectory matching is "
                                    "not estimated",
                                .key = "distillation.iterations"});
        return;
    }
    const std::int64_t iterations = recipe.distillation.iterations;
    const double seconds = earlier ? earlier->seconds : forecast.seconds;
    report.seconds = seconds * static_cast<double>(iterations);
    std::string evaluations;
    if (recipe.evaluation.every > 0) {
        const std::int64_t count = iterations / recipe.evaluation.every + 1;
        const double each = earlier ? earlier->evaluation_seconds : 0;
        if (each > 0)
            report.seconds = *report.seconds + static_cast<double>(count) * each;
        evaluations = base::text(each > 0 ? ", " : "; ", reports::counted(count, "evaluation", "evaluations"),
                                 each > 0 ? " of " + spokenSeconds(each) + " included" : " not included");
    }
    const bool steps = recipe.prior.kind == settings::PriorKind::latent_diffusion && earlier &&
                       earlier->steps != recipe.prior.steps;
    const std::string source =
        earlier
            ? base::text("measured over ", earlier->iterations, " iterations of ", earlier->run,
                         steps
                             ? base::text(" at T = ", earlier->steps, ", scaled to T = ", recipe.prior.steps)
                             : std::string())
            : std::string("estimated from one reverse step, one decoded image and one round of classes");
    report.lines.push_back(
        {.subject = "Time",
         .found = base::text("about ", spokenSeconds(*report.seconds), ": ", spokenSeconds(seconds),
                             " an iteration", evaluations, " (", source, ")"),
         .key = "distillation.iterations"});
}

} // namespace ld3m::distillation
