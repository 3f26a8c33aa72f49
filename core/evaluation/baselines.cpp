#include "core/evaluation/baselines.h"

#include <algorithm>
#include <numeric>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/seeds.h"
#include "core/base/text.h"
#include "core/evaluation/core_set.h"
#include "core/tensor/random.h"

namespace ld3m::evaluation {
namespace {

constexpr std::int64_t kBatch = 256;

void requireImages(const data::Dataset& train, std::int64_t label, std::int64_t each) {
    if (train.classSize(label) < each)
        throw base::InputError(base::text("Class ", train.classNames()[static_cast<std::size_t>(label)],
                                          " has ", train.classSize(label),
                                          " training images, fewer than distillation.ipc = ", each,
                                          ": lower distillation.ipc or add images."));
}

/// The images of one class in pieces: [B, 3, H, W].
void inBatches(const data::Dataset& train, std::int64_t label,
               const std::function<void(const at::Tensor&)>& body) {
    for (std::int64_t first = 0; first < train.classSize(label); first += kBatch) {
        std::vector<std::int64_t> indices(
            static_cast<std::size_t>(std::min(kBatch, train.classSize(label) - first)));
        std::iota(indices.begin(), indices.end(), first);
        body(train.batch(label, indices));
    }
}

} // namespace

std::string nameOfBaseline(const std::string& word) {
    if (word == "k_centre")
        return "k-centre";
    std::string name = word == "full" ? "full real" : word;
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

at::Tensor randomReal(const data::Dataset& train, std::int64_t each, std::uint64_t seed) {
    std::vector<at::Tensor> images;
    for (std::int64_t label = 0; label < train.classes(); ++label) {
        requireImages(train, label, each);
        images.push_back(train.batch(label, tensor::sample(each, train.classSize(label),
                                                           base::streamSeed(seed, "baseline", 0, label))));
    }
    return at::cat(images);
}

at::Tensor classMeans(const data::Dataset& train) {
    std::vector<at::Tensor> means;
    for (std::int64_t label = 0; label < train.classes(); ++label) {
        at::Tensor sum_3HW;
        inBatches(train, label, [&](const at::Tensor& x_B3HW) {
            const at::Tensor part_3HW = x_B3HW.sum(0);
            sum_3HW = sum_3HW.defined() ? sum_3HW + part_3HW : part_3HW;
        });
        means.push_back(sum_3HW / static_cast<double>(train.classSize(label)));
    }
    return at::stack(means);
}

at::Tensor coreSet(const std::string& word, const data::Dataset& train, std::int64_t each,
                   const std::function<void()>& checkpoint,
                   const std::function<at::Tensor(const at::Tensor& x_BCHW)>& embed) {
    std::vector<at::Tensor> images;
    for (std::int64_t label = 0; label < train.classes(); ++label) {
        requireImages(train, label, each);
        std::vector<at::Tensor> features;
        inBatches(train, label, [&](const at::Tensor& x_B3HW) {
            checkpoint();
            features.push_back(embed(x_B3HW));
        });
        const at::Tensor features_NF = at::cat(features);
        images.push_back(
            train.batch(label, word == "herding" ? herding(features_NF, each) : kCentre(features_NF, each)));
    }
    return at::cat(images);
}

} // namespace ld3m::evaluation
