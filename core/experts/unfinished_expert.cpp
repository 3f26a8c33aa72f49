#include "core/experts/unfinished_expert.h"

#include <utility>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/safetensors.h"
#include "core/files/torch_writer.h"
#include "core/tensor/state_dict.h"

namespace ld3m::experts {
namespace {

const std::string kParameter = "parameter.";
const std::string kVelocity = "velocity.";

} // namespace

UnfinishedExpert::UnfinishedExpert(std::filesystem::path folder, std::vector<std::string> names)
    : m_folder(std::move(folder)), m_names(std::move(names)) {}

std::filesystem::path UnfinishedExpert::file(std::int64_t epoch) const {
    return m_folder / base::text(epoch, ".safetensors");
}

std::int64_t UnfinishedExpert::epochs() const {
    std::int64_t epochs = -1;
    while (std::filesystem::exists(file(epochs + 1)))
        ++epochs;
    return epochs;
}

ExpertState UnfinishedExpert::load(std::int64_t epoch) const {
    const tensor::StateDict stored = tensor::readStateDict(file(epoch));
    ExpertState state;
    for (const std::string& name : m_names) {
        state.parameters.push_back(stored.at(kParameter + name));
        if (stored.has(kVelocity + name))
            state.velocities.push_back(stored.at(kVelocity + name));
    }
    if (!state.velocities.empty() && state.velocities.size() != m_names.size())
        throw base::InputError(base::text(file(epoch).string(),
                                          " lacks a part of the optimiser's state: delete the "
                                          "folder around it, and this expert starts anew."));
    return state;
}

void UnfinishedExpert::save(std::int64_t epoch, const ExpertState& state) const {
    tensor::StateDict stored;
    for (std::size_t i = 0; i < m_names.size(); ++i) {
        stored.tensors[kParameter + m_names[i]] = state.parameters[i];
        if (!state.velocities.empty())
            stored.tensors[kVelocity + m_names[i]] = state.velocities[i];
    }
    tensor::writeStateDict(file(epoch), stored);
}

void UnfinishedExpert::finish(std::int64_t epochs, const std::filesystem::path& trajectory) const {
    std::vector<files::SafetensorsFile> mapped; // alive until the file is written
    files::TorchList states;
    for (std::int64_t epoch = 0; epoch <= epochs; ++epoch) {
        mapped.push_back(files::SafetensorsFile::open(file(epoch)));
        files::TorchList parameters;
        for (const std::string& name : m_names)
            parameters.emplace_back(mapped.back().tensors().at(kParameter + name));
        states.emplace_back(std::move(parameters));
    }
    files::TorchList trajectories;
    trajectories.emplace_back(std::move(states)); // braces would take a lone list for a copy
    files::writeTorchFile(trajectory, std::move(trajectories));
    std::filesystem::remove_all(m_folder);
}

} // namespace ld3m::experts
