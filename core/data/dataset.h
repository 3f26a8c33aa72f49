// Real images of a run: packed uint8, class-indexed, resident on the device.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/settings/dataset_settings.h"

namespace ld3m::data {

enum class Split { train, test };

/// Called with images done and images in all, on the thread that called loadDataset; may throw to stop.
using LoadProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// One split. Images are sorted by class; class k's are rows [first[k], first[k + 1]).
class Dataset {
public:
    Dataset(at::Tensor images_N3HW, std::vector<std::int64_t> first, std::vector<std::string> class_names,
            at::Tensor mean_3, at::Tensor std_3, const c10::TensorOptions& options);

    std::int64_t size() const { return m_first.back(); }
    std::int64_t classes() const { return static_cast<std::int64_t>(m_class_names.size()); }
    std::int64_t classSize(std::int64_t label) const;
    const std::vector<std::string>& classNames() const { return m_class_names; } ///< as in the folder
    /// For people: "tabby" where the class is ImageNet's n02123045, or else its name.
    std::vector<std::string> displayNames() const;

    /// Images of one class by index within it, float in [0,1] / normalised, [n, 3, H, W], on the device.
    at::Tensor raw(std::int64_t label, const std::vector<std::int64_t>& indices) const;
    at::Tensor batch(std::int64_t label, const std::vector<std::int64_t>& indices) const;
    /// Rows [from, to) of the whole split, normalised, with labels int64 [n]: for testing.
    std::pair<at::Tensor, at::Tensor> rows(std::int64_t from, std::int64_t to) const;

    /// The whole split as stored, levels 0 to 255 [N, 3, H, W], uint8 (float with dataset.resize_order =
    /// "released"), and its labels int64 [N], on the device.
    const at::Tensor& images() const { return m_images_N3HW; }
    at::Tensor labels() const;

    at::Tensor normalise(const at::Tensor& images_N3HW) const; ///< [0,1] to network input
    const at::Tensor& mean() const { return m_mean_3; }
    const at::Tensor& deviation() const { return m_std_3; }

private:
    at::Tensor m_images_N3HW; ///< levels 0 to 255, uint8 or float
    std::vector<std::int64_t> m_first;
    std::vector<std::string> m_class_names;
    at::Tensor m_mean_3;
    at::Tensor m_std_3;
    c10::TensorOptions m_options;
};

/// Loads a split of one of three kinds of folder:
///   images         train/<class>/*.jpg and test/, val/, validation/ or val_folders/ (JPEG, PNG, BMP, WebP);
///   CIFAR-10       data_batch_1..5.bin, test_batch.bin, batches.meta.txt (or in cifar-10-batches-bin/);
///   a packed set   train.safetensors and test.safetensors (core/data/packed_split.h).
/// Labels follow settings.subset or settings.classes, or else the sorted names of the training classes.
/// Images are decoded in parallel once and kept in a packed cache (core/data/packed_cache.h).
/// @throws base::InputError: missing folder or split, empty class, broken file (unless skip_broken, which
/// logs each), unknown class, a class that only one split has.
Dataset loadDataset(const settings::DatasetSettings& dataset, Split split, const c10::TensorOptions& options,
                    const LoadProgress& progress = {});

/// What `ld3m inspect FOLDER` says: kind, classes with counts per split, image sizes, oddities. Several
/// lines.
/// @throws base::InputError when the folder is none of the three kinds.
std::string describeDataset(const std::filesystem::path& folder);

} // namespace ld3m::data
