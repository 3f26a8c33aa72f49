#include "core/distillation/evaluate_run.h"

#include "core/distillation/checkpoint.h"
#include "core/distillation/set_evaluator.h"
#include "core/projects/run_folder.h"
#include "core/tensor/device.h"

namespace ld3m::distillation {

reports::EvaluationTable evaluateRun(const std::filesystem::path& runFolder,
                                     std::optional<std::int64_t> iteration,
                                     const settings::EvaluationSettings& evaluation, jobs::Control& control,
                                     reports::Published& published) {
    const projects::RunFolder folder = projects::RunFolder::open(runFolder);
    const std::int64_t chosen = folder.chosenCheckpoint(iteration);
    Checkpoint checkpoint =
        readCheckpoint(folder.checkpointFile(chosen), tensor::optionsFor(folder.recipe().device));
    checkpoint.recipe.evaluation = evaluation;
    checkpoint.recipe.evaluation.every = 1; // test images are wanted, whatever the run's cadence was
    const auto stop = [&control] { control.checkpoint(); };
    RunParts parts = buildJudgedParts(checkpoint.recipe, published, stop);
    SetEvaluator evaluator(checkpoint.recipe, parts, stop, published);
    return evaluator.evaluate(checkpoint.state);
}

} // namespace ld3m::distillation
