#include "core/experts/expert_store.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <map>
#include <optional>
#include <stdexcept>
#include <string_view>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/tensor_file.h"
#include "core/tensor/state_dict.h"

namespace ld3m::experts {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegin = "replay_buffer_";
constexpr std::string_view kEnd = ".pt";
constexpr const char* kMake = "make experts with ld3m experts";

std::optional<std::int64_t> wholeNumber(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (problem != std::errc() || end != text.data() + text.size() || number < 0)
        return {};
    return number;
}

/// n of replay_buffer_<n>.pt.
std::optional<std::int64_t> numberOf(const std::string& name) {
    if (!name.starts_with(kBegin) || !name.ends_with(kEnd) || name.size() < kBegin.size() + kEnd.size())
        return {};
    return wholeNumber(
        std::string_view(name).substr(kBegin.size(), name.size() - kBegin.size() - kEnd.size()));
}

/// Trajectory, epoch and parameter out of "0/15/3".
using Place = std::array<std::int64_t, 3>;

std::optional<Place> placeOf(std::string_view name) {
    Place place = {};
    for (std::size_t level = 0; level < place.size(); ++level) {
        const std::size_t slash = name.find('/');
        if ((slash == std::string_view::npos) != (level + 1 == place.size()))
            return {};
        const auto number = wholeNumber(name.substr(0, slash));
        if (!number)
            return {};
        place[level] = *number;
        name.remove_prefix(slash == std::string_view::npos ? name.size() : slash + 1);
    }
    return place;
}

[[noreturn]] void refuse(const fs::path& file, const std::string& reason) {
    throw base::InputError(
        base::text(file.string(), " holds no expert trajectories: ", reason, "; ", kMake, "."));
}

/// By place, in the order of the lists.
std::map<Place, at::Tensor> placedTensors(const fs::path& file) {
    const files::TensorFile opened = files::openTensorFile(file);
    if (!opened.left_out.empty())
        refuse(file, base::text("the tensor ", opened.left_out.front(), " cannot be used"));
    std::map<Place, at::Tensor> tensors;
    for (const auto& [name, tensor] : tensor::stateDictOf(opened).tensors) {
        const auto place = placeOf(name);
        if (!place)
            refuse(file, base::text("its tensor \"", name, "\" does not stand in a list of lists of lists"));
        tensors[*place] = tensor;
    }
    return tensors;
}

std::string shapeText(const std::vector<std::int64_t>& shape) {
    std::vector<std::string> sizes;
    for (const std::int64_t size : shape)
        sizes.push_back(std::to_string(size));
    return "[" + base::join(sizes, ", ") + "]";
}

} // namespace

std::vector<fs::path> trajectoryFiles(const fs::path& file_or_folder) {
    if (fs::is_regular_file(file_or_folder))
        return {file_or_folder};
    if (!fs::is_directory(file_or_folder))
        throw base::InputError(base::text("There are no experts at ", file_or_folder.string(),
                                          ": it is neither a file nor a folder; check the path, or ", kMake,
                                          "."));
    std::map<std::int64_t, fs::path> files;
    for (const auto& entry : fs::directory_iterator(file_or_folder))
        if (const auto number = numberOf(entry.path().filename().string()))
            files[*number] = entry.path();
    if (files.empty())
        throw base::InputError(base::text("The folder ", file_or_folder.string(),
                                          " holds no replay_buffer_<n>.pt: check the path, or ", kMake, "."));
    std::vector<fs::path> sorted;
    for (const auto& [number, file] : files)
        sorted.push_back(file);
    return sorted;
}

ExpertStore::ExpertStore(const fs::path& file_or_folder, std::int64_t max_experts) : m_where(file_or_folder) {
    for (const fs::path& file : trajectoryFiles(file_or_folder)) {
        if (max_experts > 0 && trajectories() >= max_experts)
            break;
        add(file, max_experts);
    }
}

void ExpertStore::add(const fs::path& file, std::int64_t max_experts) {
    m_files.push_back(file);
    const auto tensors = placedTensors(file);
    if (tensors.empty())
        refuse(file, "there is no tensor in it");
    std::vector<Trajectory> found;
    for (const auto& [place, tensor] : tensors) {
        const auto [trajectory, epoch, parameter] = place;
        if (trajectory >= static_cast<std::int64_t>(found.size()))
            found.push_back({m_files.size() - 1, {}});
        auto& states = found.back().states;
        if (epoch >= static_cast<std::int64_t>(states.size()))
            states.emplace_back();
        // Places come in order; what is missing shows as a number too high.
        if (trajectory != static_cast<std::int64_t>(found.size()) - 1 ||
            epoch != static_cast<std::int64_t>(states.size()) - 1 ||
            parameter != static_cast<std::int64_t>(states.back().size()))
            refuse(file, base::text("a tensor is missing before ", trajectory, "/", epoch, "/", parameter));
        states.back().push_back(tensor);
    }
    for (Trajectory& trajectory : found) {
        if (max_experts > 0 && trajectories() >= max_experts)
            return;
        requireSound(trajectory);
        m_trajectories.push_back(std::move(trajectory));
    }
}

void ExpertStore::requireSound(const Trajectory& trajectory) {
    const fs::path& file = m_files.back();
    if (trajectory.states.size() < 2)
        refuse(file, "a trajectory has only one state");
    if (m_shapes.empty())
        for (const at::Tensor& parameter : trajectory.states.front())
            m_shapes.push_back(parameter.sizes().vec());
    for (const auto& state : trajectory.states) {
        if (state.size() != m_shapes.size())
            refuse(file, base::text("a state has ", state.size(), " parameters where the first one has ",
                                    m_shapes.size()));
        for (std::size_t i = 0; i < state.size(); ++i)
            if (state[i].sizes() != m_shapes[i] || !state[i].is_floating_point())
                refuse(file, base::text("parameter ", i, " of a state is ", shapeText(state[i].sizes().vec()),
                                        " where the first one's is ", shapeText(m_shapes[i]),
                                        " of floating numbers, so they belong to different networks"));
    }
    for (std::size_t i = 0; i < m_shapes.size(); ++i)
        if (!at::equal(trajectory.states.front()[i], trajectory.states.back()[i]))
            return;
    refuse(file,
           "all states of a trajectory are the same, as public code writes them on a machine without a GPU");
}

const ExpertStore::Trajectory& ExpertStore::at(std::int64_t trajectory) const {
    return m_trajectories.at(static_cast<std::size_t>(trajectory));
}

std::int64_t ExpertStore::epochs(std::int64_t trajectory) const {
    return static_cast<std::int64_t>(at(trajectory).states.size()) - 1;
}

const fs::path& ExpertStore::file(std::int64_t trajectory) const {
    return m_files[at(trajectory).file];
}

networks::Parameters ExpertStore::parameters(std::int64_t trajectory, std::int64_t epoch,
                                             const c10::TensorOptions& options) const {
    networks::Parameters parameters;
    for (const at::Tensor& parameter : at(trajectory).states.at(static_cast<std::size_t>(epoch)))
        parameters.push_back(parameter.to(options, /*non_blocking=*/false, /*copy=*/true));
    return parameters;
}

void ExpertStore::requireFor(const networks::Network& network) const {
    const auto& specs = network.specs();
    bool same = specs.size() == m_shapes.size();
    std::string where = base::text("they have ", m_shapes.size(), " parameters, the network ", specs.size());
    for (std::size_t i = 0; same && i < specs.size(); ++i) {
        same = specs[i].shape == m_shapes[i];
        where = base::text("their parameter ", i, " is ", shapeText(m_shapes[i]), ", the network's ",
                           specs[i].name, " ", shapeText(specs[i].shape));
    }
    if (!same)
        throw base::InputError(
            base::text("The experts in ", m_where.string(), " belong to another network: ", where,
                       "; set objective.network, width, depth and norm, dataset.resolution and the "
                       "classes as they were when the experts were trained."));
}

} // namespace ld3m::experts
