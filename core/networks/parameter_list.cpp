#include "core/networks/parameter_list.h"

namespace ld3m::networks {

void addLearned(std::vector<ParameterSpec>& specs, const std::string& name, std::vector<std::int64_t> weight,
                Bias bias) {
    std::int64_t fanIn = 1;
    for (std::size_t i = 1; i < weight.size(); ++i)
        fanIn *= weight[i];
    const std::int64_t outputs = weight[0];
    specs.push_back({name + ".weight", std::move(weight), Start::uniform_fan_in, fanIn});
    if (bias == Bias::yes)
        specs.push_back({name + ".bias", {outputs}, Start::uniform_fan_in, fanIn});
}

void addNorm(std::vector<ParameterSpec>& specs, const std::string& name,
             const std::vector<std::int64_t>& extent) {
    specs.push_back({name + ".weight", extent, Start::ones});
    specs.push_back({name + ".bias", extent, Start::zeros});
}

} // namespace ld3m::networks
