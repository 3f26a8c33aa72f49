#include "core/sweeps/point_status.h"

#include "core/projects/run_folder.h"
#include "core/projects/run_result.h"

namespace ld3m::sweeps {

PointStatus pointStatus(const SweepFolder& folder, const SweepPoint& point) {
    PointStatus status{.id = point.id, .iterations = point.recipe.distillation.iterations};
    const std::filesystem::path run = folder.runFolder(point.id);
    if (projects::RunFolder::isRun(run)) {
        const projects::RunResult result = projects::readRunResult(run);
        status.iteration = result.iteration;
        status.iterations = result.iterations;
        status.loss = result.loss;
        if (result.last) {
            status.accuracy = result.last->mean;
            status.accuracy_deviation = result.last->deviation;
        }
        status.seconds = result.distillation_seconds;
        status.iteration_seconds = result.iteration_seconds;
        status.host_memory = result.host_memory;
        status.device_memory = result.device_memory;
        status.state = result.held                                   ? PointState::running
                       : result.state == reports::RunState::finished ? PointState::finished
                                                                     : PointState::begun;
        if (!result.recipe) {
            status.state = PointState::failed;
            status.problem = result.problem;
        }
    }
    if (const auto failure = folder.failure(point.id);
        failure && (status.state == PointState::waiting || status.state == PointState::begun)) {
        status.state = PointState::failed;
        status.problem = *failure;
    }
    return status;
}

SweepStatus statusOf(const SweepFolder& folder) {
    ResultCache results(folder);
    return statusOf(folder, results);
}

SweepStatus statusOf(const SweepFolder& folder, ResultCache& results) {
    const Arrangement arrangement = readArrangement(folder.arrangementFile(), folder.ids());
    SweepStatus status;
    status.paused = arrangement.paused;
    for (const std::string& id : arrangement.order) {
        PointStatus point = results.read(folder.point(id));
        if (arrangement.cancelled.contains(id) && point.state != PointState::finished)
            point.state = PointState::cancelled;
        status.points.push_back(std::move(point));
    }
    return status;
}

} // namespace ld3m::sweeps
