// Trajectory matching the plain way: one graph over all student steps, differentiated once. What the reverse
// sweep of trajectory_gradient.h is tested against; its memory grows with the steps.
#pragma once

#include "core/objectives/trajectory_gradient.h"

namespace ld3m::objectives {

TrajectoryMatch unrollTrajectory(const StudentCourse& course, const at::Tensor& images_M3HW,
                                 const at::Tensor& labels_M);

} // namespace ld3m::objectives
