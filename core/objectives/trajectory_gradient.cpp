#include "core/objectives/trajectory_gradient.h"

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>
#include <torch/csrc/autograd/autograd.h>

namespace ld3m::objectives {
namespace {

using settings::TrajectoryGradient;

networks::Parameters leavesOf(const networks::Parameters& parameters) {
    networks::Parameters leaves;
    for (const at::Tensor& parameter : parameters)
        leaves.push_back(parameter.detach().requires_grad_());
    return leaves;
}

/// <left, right> over all parameters; an undefined gradient is zero.
at::Tensor dot(const std::vector<at::Tensor>& left, const std::vector<at::Tensor>& right) {
    std::vector<at::Tensor> parts;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i].defined())
            parts.push_back((left[i] * right[i]).sum());
    return at::stack(parts).sum();
}

std::vector<at::Tensor> difference(const networks::Parameters& left, const networks::Parameters& right) {
    std::vector<at::Tensor> differences;
    for (std::size_t i = 0; i < left.size(); ++i)
        differences.push_back(left[i] - right[i]);
    return differences;
}

/// into -= factor part; an undefined part is zero.
void subtract(std::vector<at::Tensor>& into, const std::vector<at::Tensor>& parts, double factor) {
    for (std::size_t i = 0; i < into.size(); ++i)
        if (parts[i].defined())
            into[i].sub_(parts[i], factor);
}

/// The student's steps, of which any can be looked at again.
class Student {
public:
    Student(const StudentCourse& course, const at::Tensor& images_M3HW, const at::Tensor& labels_M)
        : m_course(course), m_images_M3HW(images_M3HW.detach()), m_labels_M(labels_M) {}

    at::Tensor imagesOf(std::int64_t step) const { return m_images_M3HW.index_select(0, batch(step)); }
    const at::Tensor& batch(std::int64_t step) const {
        return m_course.batches[static_cast<std::size_t>(step)];
    }

    /// g of a step; with a graph where it is to be differentiated again.
    std::vector<at::Tensor> gradient(std::int64_t step, const at::Tensor& x_BCHW,
                                     const networks::Parameters& leaves, bool graph) const {
        const at::Tensor loss = at::cross_entropy_loss(m_course.scores(x_BCHW, step, leaves),
                                                       m_labels_M.index_select(0, batch(step)));
        return torch::autograd::grad({loss}, leaves, {}, graph, graph, true);
    }

private:
    const StudentCourse& m_course;
    at::Tensor m_images_M3HW;
    at::Tensor m_labels_M;
};

} // namespace

at::Tensor StudentCourse::scores(const at::Tensor& x_BCHW, std::int64_t step,
                                 const networks::Parameters& theta) const {
    if (!dropout)
        return network.forward(augment(x_BCHW, step), theta);
    at::Generator draws = dropout(step);
    return network.forward(augment(x_BCHW, step), theta, &draws);
}

TrajectoryMatch matchTrajectory(const StudentCourse& course, TrajectoryGradient kind,
                                const at::Tensor& images_M3HW, const at::Tensor& labels_M,
                                const WatchStudent& watch) {
    const at::AutoGradMode graph(true);
    const Student student(course, images_M3HW, labels_M);
    const auto steps = static_cast<std::int64_t>(course.batches.size());

    std::vector<networks::Parameters> way; // theta_0 .. theta_{N-1}
    networks::Parameters theta;
    for (const at::Tensor& parameter : course.start)
        theta.push_back(parameter.detach().clone());
    for (std::int64_t step = 0; step < steps; ++step) {
        course.checkpoint();
        if (watch)
            watch(theta);
        const auto g = student.gradient(step, student.imagesOf(step), leavesOf(theta), false);
        way.push_back(theta);
        for (std::size_t i = 0; i < theta.size(); ++i)
            theta[i] = g[i].defined() ? at::sub(theta[i], g[i], course.rate) : theta[i];
    }
    if (watch)
        watch(theta);

    std::vector<at::Tensor> lambda = difference(theta, course.target);
    const std::vector<at::Tensor> apart = difference(course.start, course.target);
    const at::Tensor distance = dot(apart, apart);
    TrajectoryMatch match{dot(lambda, lambda) / distance, at::zeros_like(images_M3HW),
                          at::zeros({}, images_M3HW.options())};
    for (at::Tensor& each : lambda)
        each.mul_(2).div_(distance);

    const bool exact = kind == TrajectoryGradient::exact;
    for (std::int64_t step = steps - 1; step >= 0; --step) {
        course.checkpoint();
        const at::Tensor x_BCHW = student.imagesOf(step).requires_grad_();
        const networks::Parameters leaves = leavesOf(way.back());
        way.pop_back();
        const at::Tensor along = dot(student.gradient(step, x_BCHW, leaves, true), lambda);
        match.rate_gradient.sub_(along.detach());
        std::vector<at::Tensor> by = {x_BCHW};
        if (exact && step > 0) // lambda of the first step is asked by nobody
            by.insert(by.end(), leaves.begin(), leaves.end());
        const auto found = torch::autograd::grad({along}, by, {}, {}, false, true);
        match.gradient_M3HW.index_add_(0, student.batch(step), found.front(), -course.rate);
        if (by.size() > 1)
            subtract(lambda, {found.begin() + 1, found.end()}, course.rate);
    }
    if (kind == TrajectoryGradient::released)
        match.gradient_M3HW.div_(2);
    return match;
}

std::vector<at::Tensor> studentBatches(std::int64_t images, std::int64_t batch, std::int64_t steps,
                                       const std::function<at::Tensor(std::int64_t)>& permutation) {
    std::vector<at::Tensor> batches, left;
    for (std::int64_t k = 0; static_cast<std::int64_t>(batches.size()) < steps;) {
        if (left.empty())
            left = permutation(k++).split(batch > 0 ? std::min(batch, images) : images);
        batches.push_back(left.back());
        left.pop_back();
    }
    return batches;
}

} // namespace ld3m::objectives
