// Made-up experts: random walks through a network's parameters, in the field's files.
#pragma once

#include <deque>
#include <filesystem>

#include <ATen/ATen.h>

#include "core/files/torch_writer.h"
#include "core/networks/network.h"
#include "core/tensor/random.h"

namespace ld3m::tests {

/// One file replay_buffer_0.pt with `trajectories` of `epochs` + 1 states each.
inline void writeExperts(const std::filesystem::path& folder, const networks::Network& network,
                         std::int64_t trajectories, std::int64_t epochs) {
    std::deque<at::Tensor> kept; // the file takes its bytes from here
    files::TorchList list;
    for (std::int64_t i = 0; i < trajectories; ++i) {
        at::Generator generator = tensor::generator(static_cast<std::uint64_t>(i) + 11);
        networks::Parameters parameters =
            networks::initialise(network, generator, at::TensorOptions(at::kFloat));
        files::TorchList states;
        for (std::int64_t epoch = 0; epoch <= epochs; ++epoch) {
            files::TorchList state;
            for (at::Tensor& parameter : parameters) {
                const at::Tensor& numbers = kept.emplace_back(parameter.contiguous().clone());
                const auto bytes = std::span(static_cast<const std::byte*>(numbers.const_data_ptr()),
                                             static_cast<std::size_t>(numbers.nbytes()));
                state.emplace_back(files::TensorEntry{"F32", numbers.sizes().vec(), bytes});
                parameter = parameter + 0.02 * at::randn(parameter.sizes(), generator);
            }
            states.emplace_back(std::move(state));
        }
        list.emplace_back(std::move(states));
    }
    std::filesystem::create_directories(folder);
    files::writeTorchFile(folder / "replay_buffer_0.pt", std::move(list));
}

} // namespace ld3m::tests
