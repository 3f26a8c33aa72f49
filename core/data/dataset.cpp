#include "core/data/dataset.h"

#include <stdexcept>

#include <ATen/ATen.h>

#include "core/base/imagenet_classes.h"
#include "core/base/text.h"

namespace ld3m::data {
namespace {

at::Tensor perChannel(const at::Tensor& values_3, const at::Tensor& like) {
    return values_3.to(like.options()).view({1, 3, 1, 1});
}

} // namespace

Dataset::Dataset(at::Tensor images_N3HW, std::vector<std::int64_t> first,
                 std::vector<std::string> class_names, at::Tensor mean_3, at::Tensor std_3,
                 const c10::TensorOptions& options)
    : m_images_N3HW(images_N3HW.to(options.device())), m_first(std::move(first)),
      m_class_names(std::move(class_names)), m_mean_3(mean_3.to(options)), m_std_3(std_3.to(options)),
      m_options(options) {}

std::int64_t Dataset::classSize(std::int64_t label) const {
    const auto k = static_cast<std::size_t>(label);
    return m_first.at(k + 1) - m_first.at(k);
}

std::vector<std::string> Dataset::displayNames() const {
    return base::displayNames(m_class_names);
}

at::Tensor Dataset::raw(std::int64_t label, const std::vector<std::int64_t>& indices) const {
    const std::int64_t size = classSize(label);
    std::vector<std::int64_t> rows;
    rows.reserve(indices.size());
    for (const std::int64_t index : indices) {
        if (index < 0 || index >= size)
            throw std::out_of_range(base::text("image ", index, " of class ", label, ", which has ", size));
        rows.push_back(m_first[static_cast<std::size_t>(label)] + index);
    }
    const at::Tensor rows_n = at::tensor(rows, c10::TensorOptions(c10::kLong)).to(m_options.device());
    return m_images_N3HW.index_select(0, rows_n).to(m_options.dtype()).div_(255);
}

at::Tensor Dataset::batch(std::int64_t label, const std::vector<std::int64_t>& indices) const {
    return normalise(raw(label, indices));
}

at::Tensor Dataset::labels() const {
    std::vector<at::Tensor> labels;
    for (std::int64_t label = 0; label < classes(); ++label)
        labels.push_back(at::full({classSize(label)}, label, c10::TensorOptions(c10::kLong)));
    return at::cat(labels).to(m_options.device());
}

std::pair<at::Tensor, at::Tensor> Dataset::rows(std::int64_t from, std::int64_t to) const {
    const at::Tensor images_nCHW = m_images_N3HW.slice(0, from, to).to(m_options.dtype()).div(255);
    return {normalise(images_nCHW), labels().slice(0, from, to)};
}

at::Tensor Dataset::normalise(const at::Tensor& images_N3HW) const {
    return (images_N3HW - perChannel(m_mean_3, images_N3HW)) / perChannel(m_std_3, images_N3HW);
}

} // namespace ld3m::data
