#include "core/objectives/trajectory_matching.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/objectives/matching_network.h"
#include "core/objectives/trajectory_gradient.h"
#include "core/tensor/random.h"
#include "core/tensor/sgd.h"

namespace ld3m::objectives {
namespace {

constexpr double kMomentum = 0.5;         ///< of the student's rate, as published
constexpr double kLowestRateShare = 1e-3; ///< of the rate's start; the public code lets it fall below zero
constexpr const char* kRate = "student_rate";
constexpr const char* kVelocity = "student_rate_velocity";

std::filesystem::path namedPath(const settings::ObjectiveSettings& objective) {
    if (objective.experts.empty())
        throw base::InputError("objective.kind = \"mtt\" needs experts: train some with ld3m experts and set "
                               "objective.experts to their folder.");
    return objective.experts;
}

void requireLongEnough(const experts::ExpertStore& experts, const settings::ObjectiveSettings& objective) {
    const std::int64_t needed = objective.max_start_epoch - 1 + objective.expert_epochs;
    for (std::int64_t i = 0; i < experts.trajectories(); ++i)
        if (experts.epochs(i) < needed)
            throw base::InputError(
                base::text("An expert in ", experts.file(i).string(), " has ", experts.epochs(i),
                           " epochs, but objective.max_start_epoch = ", objective.max_start_epoch,
                           " and objective.expert_epochs = ", objective.expert_epochs, " reach epoch ",
                           needed, ": lower these, or train longer experts."));
}

double startRate(const settings::ObjectiveSettings& objective, const Learned& learned) {
    const auto found = learned.find(kRate);
    return found == learned.end() ? objective.student_rate : found->second.item<double>();
}

} // namespace

TrajectoryMatching::TrajectoryMatching(const settings::Recipe& recipe, std::int64_t classes,
                                       const c10::TensorOptions& options)
    : m_settings(recipe.objective), m_strategies(data::strategiesNamed(recipe.objective.augmentation)),
      m_seed(static_cast<std::uint64_t>(recipe.distillation.seed)), m_classes(classes), m_options(options),
      m_network(matchingNetwork(recipe, classes)),
      m_experts(namedPath(recipe.objective), recipe.objective.max_experts) {
    m_experts.requireFor(*m_network);
    requireLongEnough(m_experts, m_settings);
}

void TrajectoryMatching::apply(const settings::ObjectiveSettings& objective) {
    settings::ObjectiveSettings edited = m_settings;
    edited.student_steps = objective.student_steps;
    edited.expert_epochs = objective.expert_epochs;
    edited.max_start_epoch = objective.max_start_epoch;
    edited.student_rate_rate = objective.student_rate_rate;
    try {
        requireLongEnough(m_experts, edited);
        m_settings = edited;
    } catch (const base::InputError& problem) {
        base::log::warning(base::text("The run goes on as before. ", problem.what()));
    }
}

std::vector<at::Tensor> TrajectoryMatching::batches(std::int64_t images, std::int64_t iteration) const {
    return studentBatches(images, m_settings.student_batch, m_settings.student_steps, [&](std::int64_t k) {
        const auto order =
            tensor::sample(images, images, base::streamSeed(m_seed, "student order", iteration, k));
        return at::tensor(order, at::kLong).to(m_options.device());
    });
}

Learned TrajectoryMatching::stepped(const Learned& before, double gradient) {
    at::Tensor rate = at::full({1}, startRate(m_settings, before), at::kDouble);
    tensor::SgdMomentum sgd;
    if (const auto found = before.find(kVelocity); found != before.end())
        sgd.velocity = found->second.clone();
    sgd.step(rate, at::full({1}, gradient, at::kDouble), m_settings.student_rate_rate, kMomentum);
    const double lowest = kLowestRateShare * m_settings.student_rate;
    if (rate.item<double>() < lowest) {
        if (!m_told)
            base::log::warning(base::text("The student's rate would fall to ", rate.item<double>(),
                                          " and is kept at ", lowest,
                                          ": lower objective.student_rate_rate."));
        m_told = true;
        rate.fill_(lowest);
        sgd.velocity.zero_(); // or it would lean against the bound for a while
    }
    return {{kRate, rate}, {kVelocity, sgd.velocity}};
}

Match TrajectoryMatching::match(const at::Tensor& images_M3HW, const Turn& turn,
                                const std::function<void()>& checkpoint) {
    const std::int64_t count = images_M3HW.size(0);
    const std::int64_t expert =
        tensor::sample(1, m_experts.trajectories(), base::streamSeed(m_seed, "expert", turn.iteration, 0))
            .front();
    const std::int64_t epoch =
        tensor::sample(1, m_settings.max_start_epoch, base::streamSeed(m_seed, "expert", turn.iteration, 1))
            .front();
    const networks::Parameters start = m_experts.parameters(expert, epoch, m_options);
    const networks::Parameters target =
        m_experts.parameters(expert, epoch + m_settings.expert_epochs, m_options);
    const auto augment = [&](const at::Tensor& x_B3HW, std::int64_t step) {
        at::Generator draws =
            tensor::generator(base::streamSeed(m_seed, "student augmentation", turn.iteration, step));
        return data::augmentEach(x_B3HW, m_strategies, draws);
    };
    const StudentCourse course{.network = *m_network,
                               .start = start,
                               .target = target,
                               .rate = startRate(m_settings, turn.learned),
                               .batches = batches(count, turn.iteration),
                               .augment = augment,
                               .dropout =
                                   [&](std::int64_t step) {
                                       return tensor::generator(
                                           base::streamSeed(m_seed, "dropout", turn.iteration, step));
                                   },
                               .checkpoint = checkpoint};
    const at::Tensor labels_M =
        at::arange(m_classes, m_options.dtype(at::kLong)).repeat_interleave(count / m_classes);
    const TrajectoryMatch found =
        matchTrajectory(course, m_settings.trajectory_gradient, images_M3HW, labels_M);

    Match match;
    match.loss = found.loss.item<double>();
    match.gradient_M3HW = found.gradient_M3HW;
    match.learned = stepped(turn.learned, found.rate_gradient.item<double>());
    match.student_rate = startRate(m_settings, match.learned);
    return match;
}

} // namespace ld3m::objectives
