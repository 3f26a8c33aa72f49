#include "core/data/augmentation.h"

#include <array>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"
#include "core/data/augmentation_ops.h"

namespace ld3m::data {
namespace {

const std::vector<std::string> kNames = {"color", "crop", "cutout", "flip", "scale", "rotate"};

at::Tensor augment(const at::Tensor& x_BCHW, const std::vector<Strategy>& strategies, Draws draws) {
    if (strategies.empty())
        return x_BCHW;
    return augmentBy(strategies[draws.pick(strategies.size())], x_BCHW, draws);
}

} // namespace

std::vector<Strategy> strategiesNamed(const std::vector<std::string>& names) {
    std::vector<Strategy> strategies;
    for (const std::string& name : names) {
        const auto found = std::find(kNames.begin(), kNames.end(), name);
        if (found == kNames.end()) {
            const std::string near = base::nearestName(name, kNames);
            throw base::InputError(
                base::text("\"", name, "\" is no augmentation: choose from ", base::join(kNames, ", "),
                           near.empty() ? "." : base::text(" (did you mean ", near, "?).")));
        }
        strategies.push_back(static_cast<Strategy>(found - kNames.begin()));
    }
    return strategies;
}

at::Tensor augmentSiamese(const at::Tensor& x_BCHW, const std::vector<Strategy>& strategies,
                          std::uint64_t seed) {
    return augment(x_BCHW, strategies, Draws(seed));
}

at::Tensor augmentEach(const at::Tensor& x_BCHW, const std::vector<Strategy>& strategies,
                       at::Generator& generator) {
    return augment(x_BCHW, strategies, Draws(generator, x_BCHW.size(0)));
}

} // namespace ld3m::data
