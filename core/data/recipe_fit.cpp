#include "core/data/recipe_fit.h"

#include <algorithm>

#include "core/base/text.h"

namespace ld3m::data {
namespace {

using settings::Normalisation;

std::string lackingIn(const DatasetFacts& facts, const settings::DatasetSettings& recipe) {
    if (recipe.normalisation == Normalisation::cifar10)
        return facts.known == Known::cifar10 ? "" : "CIFAR-10";
    if (recipe.normalisation == Normalisation::imagenet && !facts.ofImageNet())
        return "ImageNet's classes";
    for (const std::string& name : recipe.classes)
        if (std::ranges::find(facts.classes, name, &ClassCount::name) == facts.classes.end())
            return base::text("the class ", name);
    if (const std::int64_t side = facts.sizes.smallestSide(); side < recipe.resolution)
        return base::text("images of ", recipe.resolution, " px (these have ", side, ")");
    return "";
}

} // namespace

RecipeFit fitOf(const DatasetFacts& facts, const settings::DatasetSettings& recipe) {
    RecipeFit fit{lackingIn(facts, recipe), {}};
    if (recipe.subset == settings::Subset::none || !fit.fits())
        return fit;
    for (const SubsetPresence& one : facts.subsets)
        if (one.whole())
            fit.subsets.push_back(one.subset);
    if (fit.subsets.empty())
        fit.lacking = "a complete subset of ImageNet";
    return fit;
}

} // namespace ld3m::data
