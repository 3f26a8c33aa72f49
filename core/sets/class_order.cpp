#include "core/sets/class_order.h"

#include <algorithm>
#include <optional>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::sets {
namespace {

bool isDigit(char letter) {
    return '0' <= letter && letter <= '9';
}

/// 3 for "00003" and "new003".
std::optional<std::int64_t> numberOf(const std::string& folder) {
    const auto end = std::find_if_not(folder.rbegin(), folder.rend(), isDigit).base();
    const std::string prefix(folder.begin(), end), digits(end, folder.end());
    if (digits.empty() || digits.size() > 9 || !(prefix.empty() || prefix == "new"))
        return {};
    return std::stoll(digits);
}

/// The dataset's label of each of the set's, by number; empty where some folder is not numbered.
std::vector<std::int64_t> byNumber(const std::vector<std::string>& names) {
    std::vector<std::int64_t> labels;
    for (const std::string& name : names) {
        const std::optional<std::int64_t> number = numberOf(name);
        if (!number || *number >= static_cast<std::int64_t>(names.size()) ||
            std::ranges::find(labels, *number) != labels.end())
            return {};
        labels.push_back(*number);
    }
    return labels;
}

std::string firstFew(const std::vector<std::string>& names) {
    constexpr std::size_t kShown = 3;
    return base::join(std::vector(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(
                                                                     std::min(names.size(), kShown))),
                      ", ") +
           (names.size() > kShown ? ", ..." : "");
}

std::vector<std::int64_t> byName(const DistilledSet& set, const std::vector<std::string>& dataset_classes) {
    std::vector<std::int64_t> labels;
    std::vector<std::string> unknown;
    for (const std::string& name : set.class_names) {
        const auto found = std::ranges::find(dataset_classes, name);
        if (found == dataset_classes.end())
            unknown.push_back(name);
        labels.push_back(found - dataset_classes.begin());
    }
    if (unknown.empty())
        return labels;
    labels = byNumber(set.class_names);
    if (labels.empty())
        throw base::InputError(
            base::text("The dataset has no class ", firstFew(unknown), ", which ", set.path.string(),
                       " has: choose the set's classes by dataset.classes or dataset.subset."));
    return labels;
}

} // namespace

DistilledSet withClasses(DistilledSet set, const std::vector<std::string>& dataset_classes) {
    const auto wanted = static_cast<std::int64_t>(dataset_classes.size());
    if (set.classes() != wanted)
        throw base::InputError(
            base::text("The set ", set.path.string(), " has ", set.classes(), " classes, and the dataset ",
                       wanted, ": choose the set's classes by dataset.classes or dataset.subset."));
    if (set.class_names.empty())
        return set;
    const std::vector<std::int64_t> labels = byName(set, dataset_classes);
    const at::Tensor map_C = at::tensor(labels, c10::TensorOptions(c10::kLong));
    set.labels_M = map_C.index_select(0, set.labels_M);
    if (set.soft_MC.defined())
        set.soft_MC = at::zeros_like(set.soft_MC).index_copy(1, map_C, set.soft_MC);
    if (!std::ranges::is_sorted(labels))
        set.notes.emplace_back(
            "The set's classes are in another order than the dataset's; they were matched.");
    set.class_names = dataset_classes;
    return set;
}

std::vector<std::int64_t> classCounts(const DistilledSet& set) {
    const at::Tensor counts_C = at::bincount(set.labels_M, {}, set.classes()).to(at::kLong).contiguous();
    const auto* first = counts_C.const_data_ptr<std::int64_t>();
    return {first, first + counts_C.numel()};
}

std::vector<std::string> labelOddities(const DistilledSet& set) {
    std::vector<std::string> oddities;
    const std::vector<std::int64_t> counts = classCounts(set);
    const auto [fewest, most] = std::ranges::minmax(counts);
    if (fewest != most)
        oddities.push_back(base::text("Its classes have from ", fewest, " to ", most,
                                      " images; distilled sets mostly have equally many of each."));
    if (!set.soft_MC.defined() && set.labels_M.diff().lt(0).any().item<bool>())
        oddities.emplace_back(
            "Its labels are not grouped by class, as the field's files have them: check that labels "
            "and images belong together.");
    return oddities;
}

} // namespace ld3m::sets
