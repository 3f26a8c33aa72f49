#include "core/files/training_file.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"

namespace ld3m::files {
namespace {

constexpr std::array<std::string_view, 3> kWrappers = {"state_dict/", "model_state_dict/", "model/"};

} // namespace

std::vector<std::string> unwrapStateDict(TensorFile& file) {
    const auto wrapper = std::ranges::find_if(kWrappers, [&file](std::string_view start) {
        const auto first = file.tensors.lower_bound(std::string(start));
        return first != file.tensors.end() && first->first.starts_with(start);
    });
    if (wrapper == kWrappers.end())
        return {};
    std::map<std::string, StoredTensor> kept;
    std::map<std::string, std::size_t> gone;
    for (auto& [name, tensor] : file.tensors) {
        if (name.starts_with(*wrapper))
            kept[name.substr(wrapper->size())] = std::move(tensor);
        else
            ++gone[name.substr(0, name.find('/'))];
    }
    file.tensors = std::move(kept);
    std::vector<std::string> words;
    for (const auto& [part, count] : gone)
        words.push_back(base::text(part, " (", count, count == 1 ? " tensor)" : " tensors)"));
    return words;
}

} // namespace ld3m::files
