#include "core/sets/normalisation.h"

#include <algorithm>
#include <cmath>

#include <ATen/TensorOperators.h>
#include <ATen/ops/tensor.h>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"

namespace ld3m::sets {
namespace {

at::Tensor perChannel(const std::array<double, 3>& numbers, const at::Tensor& like) {
    return at::tensor(numbers, c10::TensorOptions(c10::kDouble)).to(like.options()).view({1, 3, 1, 1});
}

bool same(const std::array<double, 3>& a, const std::array<double, 3>& b) {
    return std::ranges::equal(a, b, [](double x, double y) { return std::abs(x - y) < 1e-6; });
}

std::string joined(const std::array<double, 3>& numbers) {
    return base::text(numbers[0], " ", numbers[1], " ", numbers[2]);
}

} // namespace

at::Tensor Normalisation::pixels(const at::Tensor& values_M3HW) const {
    return values_M3HW * perChannel(deviation, values_M3HW) + perChannel(mean, values_M3HW);
}

at::Tensor Normalisation::values(const at::Tensor& pixels_M3HW) const {
    return (pixels_M3HW - perChannel(mean, pixels_M3HW)) / perChannel(deviation, pixels_M3HW);
}

const std::vector<Normalisation>& knownNormalisations() {
    static const std::vector<Normalisation> known = {
        {"unit", {0, 0, 0}, {1, 1, 1}},
        {"half", {0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}},
        {"cifar10", {0.4914, 0.4822, 0.4465}, {0.2023, 0.1994, 0.2010}},
        {"imagenet", {0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}},
        {"released", {0.4377, 0.4438, 0.4728}, {0.229, 0.224, 0.225}},
    };
    return known;
}

const Normalisation& normalisationNamed(const std::string& name) {
    std::vector<std::string> names;
    for (const Normalisation& known : knownNormalisations()) {
        if (known.name == name)
            return known;
        names.push_back(known.name);
    }
    const std::string near = base::nearestName(name, names);
    throw base::InputError(base::text("\"", name, "\" is no normalisation",
                                      near.empty() ? "" : ": did you mean ", near, near.empty() ? "" : "?",
                                      " Choose among ", base::join(names, ", "), "."));
}

Normalisation normalisationOf(const std::array<double, 3>& mean, const std::array<double, 3>& deviation) {
    for (const Normalisation& known : knownNormalisations())
        if (same(known.mean, mean) && same(known.deviation, deviation))
            return known;
    return {"other", mean, deviation};
}

std::string describe(const Normalisation& normalisation) {
    return base::text(normalisation.name, " (mean ", joined(normalisation.mean), ", deviation ",
                      joined(normalisation.deviation), ")");
}

} // namespace ld3m::sets
