#include "core/training/classifier_training.h"

#include <utility>

#include <ATen/ATen.h>
#include <ATen/core/grad_mode.h>

#include "core/base/seeds.h"
#include "core/tensor/random.h"
#include "core/training/training_images.h"

namespace ld3m::training {
namespace {

constexpr std::int64_t kTestBatch = 250;

std::shared_ptr<const networks::Network> networkFor(const settings::PriorRecipe& recipe,
                                                    const data::Dataset& images) {
    return networks::makeNetwork(settings::NetworkKind::convnet, {.resolution = recipe.dataset.resolution,
                                                                  .classes = images.classes(),
                                                                  .width = recipe.classifier.width});
}

tensor::StateDict freshWeights(const networks::Network& network, std::uint64_t seed) {
    at::Generator generator = tensor::generator(seed);
    const networks::Parameters values =
        networks::initialise(network, generator, c10::TensorOptions(c10::kFloat));
    tensor::StateDict weights;
    for (std::size_t i = 0; i < values.size(); ++i)
        weights.tensors[network.specs()[i].name] = values[i];
    return weights;
}

networks::Parameters inOrder(const networks::Network& network, const tensor::StateDict& weights) {
    networks::Parameters parameters;
    for (const networks::ParameterSpec& spec : network.specs())
        parameters.push_back(weights.at(spec.name));
    return parameters;
}

} // namespace

Classifier::Classifier(const settings::PriorRecipe& recipe, const data::Dataset& images,
                       const tensor::StateDict& weights, const c10::TensorOptions& options)
    : m_network(networkFor(recipe, images)), m_parameters(inOrder(*m_network, weights)),
      m_mean_3(images.mean().view({1, 3, 1, 1})), m_std_3(images.deviation().view({1, 3, 1, 1})) {
    for (at::Tensor& parameter : m_parameters)
        parameter = parameter.to(options);
}

at::Tensor Classifier::input(const at::Tensor& x_B3HW) const {
    return ((x_B3HW + 1) / 2 - m_mean_3) / m_std_3;
}

at::Tensor Classifier::scores(const at::Tensor& x_B3HW) const {
    return m_network->forward(input(x_B3HW), m_parameters);
}

at::Tensor Classifier::features(const at::Tensor& x_B3HW) const {
    return m_network->embed(input(x_B3HW), m_parameters);
}

double Classifier::accuracy(const at::Tensor& x_N3HW, const at::Tensor& labels_N) const {
    const at::NoGradGuard no_graph;
    std::int64_t right = 0;
    for (std::int64_t from = 0; from < x_N3HW.size(0); from += kTestBatch) {
        const at::Tensor guess_B = scores(x_N3HW.slice(0, from, from + kTestBatch)).argmax(1);
        right += (guess_B == labels_N.slice(0, from, from + kTestBatch)).sum().item<std::int64_t>();
    }
    return static_cast<double>(right) / static_cast<double>(x_N3HW.size(0));
}

ClassifierTraining::ClassifierTraining(std::string name, const settings::PriorRecipe& recipe,
                                       const data::Dataset& images, const c10::TensorOptions& options)
    : m_name(std::move(name)), m_optimiser(recipe.classifier.optimiser), m_images(images), m_options(options),
      m_seed(static_cast<std::uint64_t>(recipe.run.seed)), m_network(networkFor(recipe, images)),
      m_learner(freshWeights(*m_network, base::streamSeed(m_seed, m_name + ".weights")), m_optimiser,
                options),
      m_parameters(inOrder(*m_network, *m_learner.weights())), m_labels_N(images.labels()),
      m_rows(images.size(), m_optimiser.batch, m_seed, m_name + ".rows") {}

StepOutcome ClassifierTraining::step(std::int64_t k) {
    const at::Tensor rows_B = m_rows.at(k);
    const at::Tensor which_B = mirrorDraw(rows_B.size(0), base::streamSeed(m_seed, m_name + ".mirror", k));
    const at::Tensor x_B3HW = mirrored(symmetricImages(m_images, rows_B, m_options), which_B);
    const at::Tensor labels_B = m_labels_N.index_select(0, rows_B.to(m_labels_N.device()));
    const at::Tensor scores_BK = m_network->forward(m_images.normalise((x_B3HW + 1) / 2), m_parameters);
    const at::Tensor loss = at::cross_entropy_loss(scores_BK, labels_B);
    const at::Tensor accuracy = (scores_BK.detach().argmax(1) == labels_B).to(m_options.dtype()).mean();
    return {loss.detach(), {{"accuracy", accuracy}}, m_learner.step(loss, k)};
}

} // namespace ld3m::training
