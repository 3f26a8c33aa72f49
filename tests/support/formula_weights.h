// Weights of the reference networks that have too many to store: an integer hash of (parameter, element,
// salt).
#pragma once

#include <cmath>

#include "core/networks/network.h"
#include "tests/support/golden.h"

namespace ld3m::tests {

/// Element i of parameter `number` is float(offset + amplitude (2u - 1)), u in [0, 1) a hash of number, i and
/// salt.
inline at::Tensor formulaTensor(std::uint64_t number, at::IntArrayRef shape, double offset, double amplitude,
                                std::uint64_t salt) {
    at::Tensor values = at::empty(shape, at::kFloat);
    auto* value = values.mutable_data_ptr<float>();
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(values.numel()); ++i) {
        std::uint64_t z =
            (number + 1) * 0x9E3779B97F4A7C15U + (i + 1) * 0xD1B54A32D192ED03U + salt * 0x2545F4914F6CDD1DU;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        z ^= z >> 31;
        const double u = std::ldexp(static_cast<double>(z >> 11), -53);
        value[i] = static_cast<float>(offset + amplitude * (2 * u - 1));
    }
    return values;
}

/// All parameters of a reference network; `gain` and `salt` stand in its file's metadata.
inline networks::Parameters formulaParameters(const networks::Network& network, std::uint64_t salt,
                                              double gain) {
    networks::Parameters parameters;
    for (const networks::ParameterSpec& spec : network.specs()) {
        const double root = std::sqrt(static_cast<double>(spec.fan_in));
        double offset = 0;
        double amplitude = 0.25; // of norms
        if (spec.start == networks::Start::uniform_fan_in)
            amplitude = (spec.shape.size() == 1 ? 1 : gain) / root;
        else if (spec.start == networks::Start::ones)
            offset = 1;
        else if (spec.start == networks::Start::normal)
            amplitude = std::sqrt(3.0);
        parameters.push_back(formulaTensor(parameters.size(), spec.shape, offset, amplitude, salt));
    }
    return parameters;
}

} // namespace ld3m::tests
