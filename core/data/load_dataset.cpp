#include <array>

#include <ATen/ATen.h>

#include "core/base/log.h"
#include "core/base/text.h"
#include "core/data/dataset.h"
#include "core/data/decode_pool.h"
#include "core/data/packed_cache.h"

namespace ld3m::data {
namespace {

struct MeanAndDeviation {
    std::array<double, 3> mean;
    std::array<double, 3> deviation;
};

MeanAndDeviation statisticsOf(settings::Normalisation normalisation) {
    switch (normalisation) {
    case settings::Normalisation::cifar10:
        return {{0.4914, 0.4822, 0.4465}, {0.2023, 0.1994, 0.2010}};
    case settings::Normalisation::imagenet:
        return {{0.485, 0.456, 0.406}, {0.229, 0.224, 0.225}};
    case settings::Normalisation::half:
        break;
    }
    return {{0.5, 0.5, 0.5}, {0.5, 0.5, 0.5}};
}

void logEach(const std::string& lines) {
    std::istringstream stream(lines);
    for (std::string line; std::getline(stream, line);)
        base::log::warning("Left out: " + line);
}

PackedSplit decode(const settings::DatasetSettings& dataset, const SplitSource& source,
                   const LoadProgress& progress) {
    Decoded decoded = decodeAll(source, dataset, progress);
    decoded.split.metadata["skipped"] = base::join(decoded.skipped, "\n");
    return std::move(decoded.split);
}

PackedSplit loadPacked(const settings::DatasetSettings& dataset, Split split, const LoadProgress& progress) {
    const auto kind = openSourceKind(dataset.path);
    const SplitSource source = kind->open(split, chooseClasses(*kind, split, dataset));
    if (!kind->worthCaching(dataset.resolution))
        return decode(dataset, source, progress);
    const PackedCache cache(dataset, split, source);
    if (std::optional<PackedSplit> cached = cache.read()) {
        if (progress)
            progress(cached->first.back(), cached->first.back());
        return std::move(*cached);
    }
    PackedSplit decoded = decode(dataset, source, progress);
    cache.write(decoded);
    return decoded;
}

} // namespace

Dataset loadDataset(const settings::DatasetSettings& dataset, Split split, const c10::TensorOptions& options,
                    const LoadProgress& progress) {
    PackedSplit packed = loadPacked(dataset, split, progress);
    logEach(packed.metadata["skipped"]);
    const MeanAndDeviation statistics = statisticsOf(dataset.normalisation);
    const c10::TensorOptions exact(c10::kDouble);
    return {packed.images_N3HW,
            std::move(packed.first),
            std::move(packed.class_names),
            at::tensor(statistics.mean, exact),
            at::tensor(statistics.deviation, exact),
            options};
}

} // namespace ld3m::data
