#include "core/data/class_ranks.h"

#include <algorithm>

#include "core/data/split_source.h"

namespace ld3m::data {

std::vector<std::int64_t> classRanks(const settings::DatasetSettings& dataset,
                                     const std::vector<std::string>& class_names) {
    const std::vector<ClassCount> all = openSourceKind(dataset.path)->classes();
    std::vector<std::int64_t> ranks;
    for (const std::string& name : class_names)
        ranks.push_back(
            std::find_if(all.begin(), all.end(), [&](const auto& each) { return each.name == name; }) -
            all.begin());
    return ranks;
}

} // namespace ld3m::data
