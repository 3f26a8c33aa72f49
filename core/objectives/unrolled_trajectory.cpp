#include "core/objectives/unrolled_trajectory.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace ld3m::objectives {

TrajectoryMatch unrollTrajectory(const StudentCourse& course, const at::Tensor& images_M3HW,
                                 const at::Tensor& labels_M) {
    const at::AutoGradMode graph(true);
    const at::Tensor leaf_M3HW = images_M3HW.detach().requires_grad_();
    const at::Tensor rate =
        at::full({}, course.rate, leaf_M3HW.options().requires_grad(false)).requires_grad_();
    networks::Parameters theta;
    for (const at::Tensor& parameter : course.start)
        theta.push_back(parameter.detach().requires_grad_());
    for (std::size_t step = 0; step < course.batches.size(); ++step) {
        course.checkpoint();
        const at::Tensor& batch = course.batches[step];
        const at::Tensor scores_BC =
            course.scores(leaf_M3HW.index_select(0, batch), static_cast<std::int64_t>(step), theta);
        const at::Tensor loss = at::cross_entropy_loss(scores_BC, labels_M.index_select(0, batch));
        const auto gradients = torch::autograd::grad({loss}, theta, {}, true, true, true);
        for (std::size_t i = 0; i < theta.size(); ++i)
            if (gradients[i].defined())
                theta[i] = theta[i] - rate * gradients[i];
    }
    std::vector<at::Tensor> ended, apart;
    for (std::size_t i = 0; i < theta.size(); ++i) {
        ended.push_back((theta[i] - course.target[i]).square().sum());
        apart.push_back((course.start[i] - course.target[i]).square().sum());
    }
    const at::Tensor loss = at::stack(ended).sum() / at::stack(apart).sum();
    const auto found = torch::autograd::grad({loss}, {leaf_M3HW, rate});
    return {loss.detach(), found[0], found[1]};
}

} // namespace ld3m::objectives
