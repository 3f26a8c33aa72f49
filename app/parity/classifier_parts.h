// Classifiers as reference files describe them: settings model, res, num_classes, width, depth.
#pragma once

#include "app/parity/case_file.h"
#include "core/networks/network.h"

namespace ld3m::parity {

struct Classifier {
    settings::NetworkKind kind = settings::NetworkKind::convnet;
    networks::NetworkShape shape;
    std::unique_ptr<networks::Network> network;

    const std::vector<networks::ParameterSpec>& specs() const { return network->specs(); }
    /// Instance norm takes a plane's mean away, and with it the bias of the convolution before: its gradient
    /// is zero but for rounding.
    bool withoutEffect(std::size_t parameter) const;
};

/// @throws UnknownCase for a network or variant that the engine does not have.
Classifier classifierOf(const CaseFile& file);

/// Tensors `prefix` + name of every parameter, in published order.
networks::Parameters parametersOf(const CaseFile& file, const Classifier& classifier,
                                  const std::string& prefix);

} // namespace ld3m::parity
