// A sweep's table without runs: accuracies, losses and times that a test knows in advance.
#pragma once

#include <cmath>

#include "core/sweeps/sweep_table.h"

namespace ld3m::tests {

/// T = 2, 5, 10, 20, 40 with the residual and without, seeds 0 to seeds - 1; all finished.
/// Accuracy 30 + 5 log2(T), 2 per cent less without residual; seed s adds s per cent. Loss 100 / T. One
/// hundredth of T seconds an iteration, 100 of them; T MiB.
inline sweeps::SweepTable madeUpSweep(int seeds = 3) {
    sweeps::SweepTable table{{"prior.steps", "prior.residual", "distillation.seed"}, {}};
    for (const std::int64_t steps : {2, 5, 10, 20, 40})
        for (const char* residual : {"released", "off"})
            for (std::int64_t seed = 0; seed < seeds; ++seed) {
                const double t = double(steps);
                const bool off = std::string(residual) == "off";
                sweeps::PointStatus status;
                status.id = "steps-" + std::to_string(steps) + "-residual-" + residual + "-seed-" +
                            std::to_string(seed);
                status.state = sweeps::PointState::finished;
                status.iteration = status.iterations = 100;
                status.loss = 100 / t;
                status.accuracy = (30 + 5 * std::log2(t) - (off ? 2 : 0) + double(seed)) / 100;
                status.seconds = t;
                status.iteration_seconds = t / 100;
                status.host_memory = steps << 20;
                table.rows.push_back({status, {steps, std::string(residual), seed}});
            }
    return table;
}

/// The status that says what the table's rows say.
inline sweeps::SweepStatus statusIn(const sweeps::SweepTable& table) {
    sweeps::SweepStatus status;
    for (const sweeps::SweepRow& row : table.rows)
        status.points.push_back(row.status);
    return status;
}

/// So many points over two random settings: `count` rows, accuracies from 0 to 99.9 per cent in no order.
inline sweeps::SweepTable largeSweep(std::int64_t count) {
    sweeps::SweepTable table{{"prior.steps", "distillation.latent_rate"}, {}};
    for (std::int64_t k = 0; k < count; ++k) {
        sweeps::PointStatus status;
        status.id = "point-" + std::to_string(k);
        status.state = sweeps::PointState::finished;
        status.iteration = status.iterations = 1000;
        status.loss = 1 + double(k * 7919 % 1009) / 1009;
        status.accuracy = double(k * 7907 % 1000) / 1000;
        status.accuracy_deviation = 0.004;
        status.seconds = double(k * 104729 % 7919);
        status.iteration_seconds = status.seconds / 1000;
        table.rows.push_back({status, {1 + k % 40, 0.001 * double(1 + k * 31 % 977)}});
    }
    return table;
}

} // namespace ld3m::tests
