#include "core/sets/distilled_set.h"

#include <algorithm>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::sets {
namespace {

/// Rows this near to 1 in sum are probabilities that were rounded.
constexpr double kNearlyOne = 1e-2;
constexpr std::int64_t kMostClasses = 1'000'000;

[[noreturn]] void refuse(const DistilledSet& set, const std::string& reason) {
    throw base::InputError(base::text(set.path.string(), " holds no set that can be used: ", reason, "."));
}

std::string shapeOf(const at::Tensor& tensor) {
    std::vector<std::string> sizes;
    for (const std::int64_t size : tensor.sizes())
        sizes.push_back(std::to_string(size));
    return base::text("[", base::join(sizes, ", "), "]");
}

void takeImages(DistilledSet& set, const at::Tensor& images) {
    if (images.dim() != 4 || images.size(1) != 3 || images.size(0) == 0)
        refuse(set, base::text("its images are ", shapeOf(images), ", not [images, 3, height, width]"));
    if (images.size(2) != images.size(3))
        refuse(set, base::text("its images are ", images.size(2), " x ", images.size(3),
                               ", and networks here want "
                               "squares"));
    if (images.scalar_type() == at::kByte) {
        set.images_M3HW = images.to(at::kFloat).div(255);
        set.normalisation = normalisationNamed("unit");
    } else {
        set.images_M3HW = images.to(at::kFloat).clone(at::MemoryFormat::Contiguous);
    }
    if (!at::isfinite(set.images_M3HW).all().item<bool>())
        refuse(set, "some of its values are infinite or not numbers");
}

void takeHard(DistilledSet& set, const at::Tensor& labels_M) {
    set.labels_M = labels_M.to(at::kLong).clone();
    if (at::isFloatingType(labels_M.scalar_type()) && !labels_M.eq(set.labels_M).all().item<bool>())
        refuse(set, "its labels are fractions, one for each image: neither classes nor probabilities");
    if (set.labels_M.min().item<std::int64_t>() < 0)
        refuse(set, "some of its labels are below 0");
    if (set.labels_M.max().item<std::int64_t>() >= kMostClasses)
        refuse(set, "some of its labels are beyond any data set's number of classes");
}

void takeSoft(DistilledSet& set, const at::Tensor& labels_MC) {
    const at::Tensor given = labels_MC.to(at::kFloat).clone();
    if (!at::isfinite(given).all().item<bool>())
        refuse(set, "some of its soft labels are infinite or not numbers");
    const bool probabilities =
        given.min().item<double>() >= 0 && given.sum(1).sub(1).abs().max().item<double>() < kNearlyOne;
    if (!probabilities)
        set.notes.emplace_back("The soft labels are scores, not probabilities: a softmax makes them so.");
    set.soft_MC = probabilities ? given / given.sum(1, /*keepdim=*/true) : given.softmax(1);
    set.labels_M = set.soft_MC.argmax(1);
}

} // namespace

std::int64_t DistilledSet::classes() const {
    if (soft_MC.defined())
        return soft_MC.size(1);
    const std::int64_t labelled = labels_M.max().item<std::int64_t>() + 1;
    return std::max(labelled, static_cast<std::int64_t>(class_names.size()));
}

DistilledSet soundSet(DistilledSet set, const at::Tensor& images, const at::Tensor& labels) {
    takeImages(set, images);
    if (labels.dim() < 1 || labels.size(0) != images.size(0))
        refuse(set, base::text("it has ", images.size(0), " images and labels ", shapeOf(labels)));
    if (labels.dim() == 1)
        takeHard(set, labels);
    else if (labels.dim() == 2 && labels.size(1) > 1)
        takeSoft(set, labels);
    else if (labels.dim() == 2 && labels.size(1) == 1)
        takeHard(set, labels.squeeze(1));
    else
        refuse(set, base::text("its labels are ", shapeOf(labels),
                               ", not one, or one number a class, for each image"));
    return set;
}

} // namespace ld3m::sets
