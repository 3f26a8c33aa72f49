#include "app/bench/trajectory_bench.h"

#include <functional>
#include <iomanip>
#include <sstream>

#include <ATen/ATen.h>
#include <nlohmann/json.hpp>

#include "app/bench/memory_in_use.h"
#include "app/bench/stopwatch.h"
#include "core/data/augmentation.h"
#include "core/objectives/matching_network.h"
#include "core/objectives/unrolled_trajectory.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"
#include "core/tensor/random.h"

namespace ld3m::bench {
namespace {

constexpr std::int64_t kSteps[] = {5, 10, 20, 40};

struct Cost {
    std::int64_t bytes = 0;
    double seconds = 0;
};

Cost costOf(const c10::Device& device, const std::function<objectives::TrajectoryMatch()>& gradient) {
    forgetPeak(device);
    const std::int64_t before = memoryInUse(device).now;
    Stopwatch watch(device);
    const objectives::TrajectoryMatch match = gradient();
    const double seconds = watch.lap();
    return {memoryInUse(device).peak - before, seconds};
}

double megabytes(std::int64_t bytes) {
    return static_cast<double>(bytes) / 1048576.0;
}

} // namespace

std::vector<TrajectoryRow> measureTrajectories(const BenchOptions& options) {
    const settings::Recipe& recipe = options.recipe;
    tensor::useThreads(recipe.device.threads);
    tensor::makeDeterministic();
    const c10::TensorOptions tensors = tensor::optionsFor(recipe.device);
    const auto network = objectives::matchingNetwork(recipe, options.classes);
    const auto drawn = [&](std::uint64_t seed) {
        at::Generator generator = tensor::generator(seed);
        return networks::initialise(*network, generator, tensors);
    };
    const networks::Parameters start = drawn(1), target = drawn(2);
    const std::int64_t count = options.classes * recipe.distillation.ipc, side = recipe.dataset.resolution;
    const at::Tensor images_M3HW = tensor::normal({count, 3, side, side}, 3, tensors);
    const at::Tensor labels_M =
        at::arange(options.classes, tensors.dtype(at::kLong)).repeat_interleave(recipe.distillation.ipc);
    const auto strategies = data::strategiesNamed(recipe.objective.augmentation);
    objectives::StudentCourse course{.network = *network,
                                     .start = start,
                                     .target = target,
                                     .rate = recipe.objective.student_rate,
                                     .batches = {},
                                     .augment = [&](const at::Tensor& x_BCHW, std::int64_t step) {
                                         at::Generator draws =
                                             tensor::generator(static_cast<std::uint64_t>(step));
                                         return data::augmentEach(x_BCHW, strategies, draws);
                                     }};
    const auto sweep = [&] {
        return matchTrajectory(course, settings::TrajectoryGradient::exact, images_M3HW, labels_M);
    };

    const std::vector<at::Tensor> all = {at::arange(count, tensors.dtype(at::kLong))};
    course.batches = {all.front(), all.front()};
    sweep(); // warms up
    std::vector<TrajectoryRow> rows;
    for (const std::int64_t steps : kSteps) {
        course.batches.assign(static_cast<std::size_t>(steps), all.front());
        const Cost swept = costOf(tensors.device(), sweep);
        const Cost unrolled =
            costOf(tensors.device(), [&] { return unrollTrajectory(course, images_M3HW, labels_M); });
        rows.push_back({steps, swept.bytes, unrolled.bytes, swept.seconds, unrolled.seconds});
    }
    return rows;
}

std::string toText(const std::vector<TrajectoryRow>& rows) {
    std::ostringstream out;
    out << "Student steps   sweep MiB   unrolled MiB   sweep s   unrolled s\n" << std::fixed;
    for (const TrajectoryRow& row : rows)
        out << std::setw(13) << row.steps << std::setprecision(1) << std::setw(12)
            << megabytes(row.sweep_bytes) << std::setw(15) << megabytes(row.unrolled_bytes)
            << std::setprecision(3) << std::setw(10) << row.sweep_seconds << std::setw(13)
            << row.unrolled_seconds << '\n';
    return out.str();
}

std::string toJson(const std::vector<TrajectoryRow>& rows) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const TrajectoryRow& row : rows)
        list.push_back({{"steps", row.steps},
                        {"sweep_bytes", row.sweep_bytes},
                        {"unrolled_bytes", row.unrolled_bytes},
                        {"sweep_seconds", row.sweep_seconds},
                        {"unrolled_seconds", row.unrolled_seconds}});
    return nlohmann::ordered_json{{"trajectories", list}}.dump();
}

} // namespace ld3m::bench
