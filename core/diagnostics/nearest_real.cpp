#include "core/diagnostics/nearest_real.h"

#include <algorithm>
#include <numeric>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/objectives/matching_network.h"
#include "core/tensor/random.h"

namespace ld3m::diagnostics {
namespace {

constexpr std::int64_t kPiece = 128; ///< real images at a time

struct Found {
    double distance = 0;
    std::int64_t label = 0;
    std::int64_t index = 0;
};

/// Keeps the `wanted` smallest of all that it is shown.
void keepNearest(std::vector<Found>& nearest, const at::Tensor& distances_N, std::int64_t label,
                 std::int64_t first, std::int64_t wanted) {
    const at::Tensor all_N = distances_N.to(at::kCPU, at::kDouble).contiguous();
    const auto* distance = all_N.const_data_ptr<double>();
    for (std::int64_t i = 0; i < all_N.numel(); ++i)
        nearest.push_back({distance[i], label, first + i});
    const auto count = std::min<std::size_t>(nearest.size(), static_cast<std::size_t>(wanted));
    std::ranges::partial_sort(nearest, nearest.begin() + static_cast<std::ptrdiff_t>(count), {},
                              &Found::distance);
    nearest.resize(count);
}

std::vector<std::int64_t> indices(std::int64_t first, std::int64_t count) {
    std::vector<std::int64_t> all(static_cast<std::size_t>(count));
    std::iota(all.begin(), all.end(), first);
    return all;
}

std::vector<reports::NearReal> told(const StudySubject& subject, const std::vector<Found>& nearest) {
    std::vector<reports::NearReal> all;
    for (const Found& each : nearest)
        all.push_back({each.label, each.index,
                       subject.train->classNames()[static_cast<std::size_t>(each.label)], each.distance,
                       pictureOf(subject.train->raw(each.label, {each.index}))});
    return all;
}

} // namespace

NearestReal::NearestReal(const StudySubject& subject)
    : m_network(objectives::matchingNetwork(subject.stored.recipe, subject.train->classes())) {
    const auto seed = static_cast<std::uint64_t>(subject.stored.recipe.distillation.seed);
    at::Generator generator = tensor::generator(base::streamSeed(seed, "study.network"));
    m_parameters = networks::initialise(*m_network, generator, subject.options);
    m_description = base::text(settings::nameOf(subject.stored.recipe.objective.network), ", width ",
                               subject.stored.recipe.objective.width, ", random weights of seed ", seed);
}

const at::Tensor& NearestReal::featuresOf(const StudySubject& subject, std::int64_t label,
                                          const reports::StudyWatch& watch, std::int64_t done,
                                          std::int64_t total) {
    const auto known = m_features.find(label);
    if (known != m_features.end())
        return known->second;
    std::vector<at::Tensor> features;
    const std::int64_t size = subject.train->classSize(label);
    for (std::int64_t first = 0; first < size; first += kPiece) {
        watch.checkpoint();
        watch.progress({"Features of real images", done + first, total});
        const at::Tensor batch_B3HW =
            subject.train->batch(label, indices(first, std::min(kPiece, size - first)));
        features.push_back(m_network->embed(batch_B3HW, m_parameters));
    }
    return m_features.emplace(label, at::cat(features)).first->second;
}

reports::StudyNearest NearestReal::search(const StudySubject& subject, const at::Tensor& image_13HW,
                                          const reports::StudyQuestion& question,
                                          const reports::StudyWatch& watch) {
    const at::NoGradGuard no_graph;
    const at::Tensor f_1F = m_network->embed(subject.train->normalise(image_13HW), m_parameters);
    const double length = std::max(1e-12, f_1F.norm().item<double>());
    std::vector<std::int64_t> labels = {question.label};
    if (question.all_classes)
        labels = indices(0, subject.train->classes());
    std::int64_t total = 0;
    for (const std::int64_t label : labels)
        total += subject.train->classSize(label);
    std::vector<Found> pixels, network;
    std::int64_t done = 0;
    for (const std::int64_t label : labels) {
        const std::int64_t size = subject.train->classSize(label);
        for (std::int64_t first = 0; first < size; first += kPiece) {
            watch.checkpoint();
            const at::Tensor real_B3HW =
                subject.train->raw(label, indices(first, std::min(kPiece, size - first)));
            keepNearest(pixels, (real_B3HW - image_13HW).pow(2).mean({1, 2, 3}).sqrt() * 255, label, first,
                        question.neighbours);
        }
        const at::Tensor& real_NF = featuresOf(subject, label, watch, done, total);
        keepNearest(network, (real_NF - f_1F).norm(2, 1) / length, label, 0, question.neighbours);
        done += size;
    }
    return {.iteration = subject.iteration,
            .searched = total,
            .all_classes = question.all_classes,
            .in_pixels = told(subject, pixels),
            .in_network = told(subject, network),
            .network = m_description};
}

} // namespace ld3m::diagnostics
