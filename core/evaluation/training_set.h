// What networks are trained on: a synthetic set in memory, or the real one, whose images are normalised when
// asked for.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "core/data/dataset.h"

namespace ld3m::evaluation {

class TrainingSet {
public:
    virtual ~TrainingSet() = default;
    virtual std::int64_t size() const = 0;
    /// The images of these rows (int64, on the device), normalised [B, 3, H, W], and their labels: int64 [B],
    /// or probabilities [B, classes].
    virtual std::pair<at::Tensor, at::Tensor> batch(const at::Tensor& rows_B) const = 0;
};

/// Normalised images [M, 3, H, W] with labels int64 [M] or probabilities [M, classes].
class TensorSet : public TrainingSet {
public:
    TensorSet(at::Tensor images_M3HW, at::Tensor labels)
        : m_images(std::move(images_M3HW)), m_labels(std::move(labels)) {}
    std::int64_t size() const override { return m_images.size(0); }
    std::pair<at::Tensor, at::Tensor> batch(const at::Tensor& rows_B) const override;

private:
    at::Tensor m_images;
    at::Tensor m_labels;
};

/// All images of a split, resized to `resolution` (0: as they are).
class RealSet : public TrainingSet {
public:
    /// `split` must outlive it.
    RealSet(const data::Dataset& split, std::int64_t resolution, const c10::TensorOptions& options)
        : m_split(split), m_labels(split.labels()), m_resolution(resolution), m_options(options) {}
    std::int64_t size() const override { return m_split.size(); }
    std::pair<at::Tensor, at::Tensor> batch(const at::Tensor& rows_B) const override;

private:
    const data::Dataset& m_split;
    at::Tensor m_labels;
    std::int64_t m_resolution;
    c10::TensorOptions m_options;
};

/// Resized to a square of `side` px, bilinear, antialiased when it shrinks; unchanged at 0 or its own size.
at::Tensor resized(const at::Tensor& images_BCHW, std::int64_t side);

} // namespace ld3m::evaluation
