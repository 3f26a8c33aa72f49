// Trajectory matching of one student, with everything that is drawn given: where the student starts, where it
// should end, and what it sees at each step.
//
//   theta_{i+1} = theta_i - rate g_i,  g_i = dCE(net(augment(X[batch_i]); theta_i))/dtheta_i,  i = 0 .. N-1
//   L = |theta_N - target|^2 / |theta_0 - target|^2
#pragma once

#include <functional>

#include "core/networks/network.h"
#include "core/settings/objective_settings.h"

namespace ld3m::objectives {

struct StudentCourse {
    const networks::Network& network;
    const networks::Parameters& start;  ///< theta_0
    const networks::Parameters& target; ///< tau
    double rate = 0.01;
    std::vector<at::Tensor> batches; ///< int64: which images each of the N steps sees
    /// Images of a step as the network sees them. Asked twice for every step: equal images must come out
    /// equal.
    std::function<at::Tensor(const at::Tensor& x_BCHW, std::int64_t step)> augment;
    /// What dropout layers of a step draw from, asked as often; none leaves dropout out.
    std::function<at::Generator(std::int64_t step)> dropout = {};
    std::function<void()> checkpoint = [] {}; ///< asked at every step; may throw to stop

    /// Class scores of a step's images x_BCHW, before augmentation.
    at::Tensor scores(const at::Tensor& x_BCHW, std::int64_t step, const networks::Parameters& theta) const;
};

/// Called with theta_i before each step, and with theta_N; for whoever wants to see the way.
using WatchStudent = std::function<void(const networks::Parameters&)>;

struct TrajectoryMatch {
    at::Tensor loss;          ///< a scalar on the device, no graph
    at::Tensor gradient_M3HW; ///< dL/dimages, at the images before augmentation
    at::Tensor rate_gradient; ///< dL/drate, a scalar
};

/// `kind` says which derivatives (method section 3):
///   exact        the true ones, by a reverse sweep that holds one step's graph at a time: from lambda =
///   dL/dtheta_N
///                down, drate -= g_i.lambda, dX -= rate d(g_i.lambda)/dX, lambda -= rate
///                d(g_i.lambda)/dtheta_i. Memory does not grow with N but for the N sets of parameters.
///   first_order  the same with lambda kept: as if earlier steps did not move later ones
///   released     half of first_order's dX, as the public LD3M script
TrajectoryMatch matchTrajectory(const StudentCourse& course, settings::TrajectoryGradient kind,
                                const at::Tensor& images_M3HW, const at::Tensor& labels_M,
                                const WatchStudent& watch = {});

/// Batches of `steps` steps: a permutation of all `images` cut into chunks of `batch` (0: all), taken from
/// its end; a new one when none is left. `permutation(k)` is the k-th one.
std::vector<at::Tensor> studentBatches(std::int64_t images, std::int64_t batch, std::int64_t steps,
                                       const std::function<at::Tensor(std::int64_t)>& permutation);

} // namespace ld3m::objectives
