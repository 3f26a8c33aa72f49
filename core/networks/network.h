// Classifiers as functions of their parameters: forward(x, parameters). Frozen structure, explicit state.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include <ATen/core/Generator.h>
#include <ATen/core/Tensor.h>

#include "core/settings/objective_settings.h"

namespace ld3m::networks {

using Parameters = std::vector<at::Tensor>;

enum class Start { uniform_fan_in, ones, zeros, normal };

/// One parameter in published order: name, shape and initial distribution (PyTorch's defaults).
struct ParameterSpec {
    std::string name;
    std::vector<std::int64_t> shape;
    Start start = Start::uniform_fan_in;
    std::int64_t fan_in = 1; ///< uniform in +-1/sqrt(fan_in); a bias uses its weight's
    int turn = 0;            ///< drawn in order of turns, in published order within one
};

/// `dropout` trains: every dropout layer draws from it, on the CPU, in order; null evaluates, without
/// dropout. Of these networks only ViT has dropout; the others draw nothing.
class Network {
public:
    virtual ~Network() = default;
    virtual const std::vector<ParameterSpec>& specs() const = 0;
    /// Class scores [B, classes].
    at::Tensor forward(const at::Tensor& x_BCHW, const Parameters& parameters,
                       at::Generator* dropout = nullptr) const {
        return scores(x_BCHW, parameters, dropout);
    }
    /// Flattened features before the classifier [B, F].
    at::Tensor embed(const at::Tensor& x_BCHW, const Parameters& parameters,
                     at::Generator* dropout = nullptr) const {
        return features(x_BCHW, parameters, dropout);
    }

private:
    virtual at::Tensor scores(const at::Tensor& x_BCHW, const Parameters& parameters,
                              at::Generator* dropout) const = 0;
    virtual at::Tensor features(const at::Tensor& x_BCHW, const Parameters& parameters,
                                at::Generator* dropout) const = 0;
};

/// The last five vary a ConvNet only.
struct NetworkShape {
    std::int64_t channels = 3;
    std::int64_t resolution = 32;
    std::int64_t classes = 10;
    std::int64_t width = 128;
    std::int64_t depth = 0; ///< 0: by resolution
    settings::Norm norm = settings::Norm::instance;
    settings::Pooling pooling = settings::Pooling::average;
    settings::Activation activation = settings::Activation::relu;
};

/// Images of at most 32 px get the published CIFAR variant of a network, larger ones the general one.
/// @throws base::InputError when the network cannot take images of this resolution.
std::unique_ptr<Network> makeNetwork(settings::NetworkKind kind, const NetworkShape& shape);

/// Fresh parameters, drawn in the published turns from `generator` (equal to PyTorch's module construction).
Parameters initialise(const Network& network, at::Generator& generator, const c10::TensorOptions& options);

} // namespace ld3m::networks
