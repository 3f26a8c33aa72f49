#include "core/distillation/distil.h"

#include <new>
#include <optional>

#include <ATen/ATen.h>
#include <c10/util/Exception.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/distillation/distiller.h"
#include "core/distillation/provenance.h"
#include "core/distillation/resume.h"
#include "core/projects/run_lock.h"
#include "core/settings/validation.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

namespace ld3m::distillation {
namespace {

LearnableState freshState(const settings::Recipe& recipe, const RunParts& parts) {
    LearnableState state;
    state.values =
        parts.prior->initialLearnables(initialImages(recipe, *parts.train), recipe.distillation.init);
    return state;
}

void startRun(const settings::Recipe& recipe, const std::filesystem::path& path, jobs::Control& control,
              reports::Published& published) {
    // What cannot be loaded leaves no folder behind.
    RunParts parts = buildParts(recipe, published, [&control] { control.checkpoint(); });
    LearnableState state = freshState(recipe, parts);
    const projects::RunFolder folder = projects::RunFolder::create(path, recipe, provenanceOf(recipe, path));
    const projects::RunLock lock(folder.lockFile());
    RunRecord record(folder, published);
    Distiller(recipe, parts, std::move(state), record, control, published).run();
}

void continueRun(const settings::Recipe& recipe, const std::filesystem::path& path, jobs::Control& control,
                 reports::Published& published) {
    const projects::RunFolder folder = projects::RunFolder::open(path);
    const projects::RunLock lock(folder.lockFile());
    std::optional<Resumed> resumed = resumeRun(folder, recipe, tensor::optionsFor(recipe.device));
    const settings::Recipe effective = resumed ? resumed->checkpoint.recipe : recipe;
    RunParts parts = buildParts(effective, published, [&control] { control.checkpoint(); });
    LearnableState state = resumed ? std::move(resumed->checkpoint.state) : freshState(effective, parts);
    RunRecord record(folder, published);
    if (resumed)
        for (const reports::SettingChange& change : resumed->changes)
            record.event(change);
    Distiller distiller(effective, parts, std::move(state), record, control, published);
    if (resumed)
        distiller.setBaseline(std::move(resumed->baseline));
    distiller.run();
}

} // namespace

void distil(const settings::Recipe& recipe, const std::filesystem::path& runFolder, bool resume,
            jobs::Control& control, reports::Published& published) {
    settings::requireSound(recipe);
    try {
        published.events.send(reports::StateChange{reports::RunState::preparing, 0, {}});
        if (resume && projects::RunFolder::isRun(runFolder))
            continueRun(recipe, runFolder, control, published);
        else
            startRun(recipe, runFolder, control, published);
    } catch (const jobs::Stopped&) {
        published.events.send(reports::StateChange{reports::RunState::stopped, 0, {}});
    } catch (const c10::OutOfMemoryError&) {
        throw base::RunError("The GPU ran out of memory: set prior.memory = \"per_step\", or lower "
                             "objective.real_batch or distillation.ipc.");
    } catch (const c10::Error& problem) {
        const std::string message = problem.what_without_backtrace();
        if (message.find("can't allocate memory") != std::string::npos)
            throw base::RunError("The machine ran out of memory: set prior.memory = \"per_step\", or lower "
                                 "objective.real_batch or distillation.ipc.");
        throw base::RunError(base::text("The engine failed: ", message.substr(0, message.find('\n'))));
    } catch (const std::bad_alloc&) {
        throw base::RunError("The machine ran out of memory: set prior.memory = \"per_step\", or lower "
                             "objective.real_batch or distillation.ipc.");
    }
}

} // namespace ld3m::distillation
