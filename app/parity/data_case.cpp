// kinds data_pipeline and get_images: pictures to network input, and which images of a class are drawn.
#include <ATen/ATen.h>

#include "app/parity/kinds.h"
#include "core/data/dataset.h"
#include "core/images/fit_square.h"

namespace ld3m::parity {
namespace {

images::Rgb8 picture(const at::Tensor& bytes_HW3) {
    const at::Tensor plain = bytes_HW3.contiguous();
    const auto* data = plain.const_data_ptr<std::uint8_t>();
    return {plain.size(0), plain.size(1), {data, data + plain.numel()}};
}

/// A square picture's levels as a dataset normalises them, [3, H, H].
template<typename Level>
at::Tensor normalised(const std::vector<Level>& levels, std::int64_t side, const at::Tensor& mean_3,
                      const at::Tensor& std_3, const CaseFile& file) {
    const at::Tensor image_3HW =
        at::tensor(at::ArrayRef<Level>(levels)).view({side, side, 3}).permute({2, 0, 1});
    const data::Dataset set(image_3HW.contiguous().unsqueeze(0), {0, 1}, {"picture"}, mean_3, std_3,
                            file.options());
    return set.batch(0, {0})[0];
}

at::Tensor three(const std::vector<double>& values) {
    return at::tensor(values, at::kDouble);
}

} // namespace

void compareDataPipeline(const CaseFile& file, Comparison& comparison) {
    const nlohmann::json imagenet = file.json("imagenet");
    const at::Tensor mean_3 = three(imagenet.at("mean").get<std::vector<double>>());
    const at::Tensor std_3 = three(imagenet.at("std").get<std::vector<double>>());
    const images::Rgb8 source = picture(file.stored("in.decoded_u8"));
    for (const auto& [name, stored] : file.tensors()) {
        if (!name.starts_with("out.tensor"))
            continue;
        const std::int64_t side = stored.size(1);
        const bool antialias = name.find("noantialias") == std::string::npos;
        comparison.check(
            name, normalised(images::fitSquareLevels(source, side, antialias), side, mean_3, std_3, file),
            4e-5);
    }
    const std::int64_t side = file.stored("out.cifar128").size(1);
    const images::Rgb8 small = images::fitSquare(picture(file.stored("in.cifar_u8")), side);
    comparison.check(
        "out.cifar128",
        normalised(small.bytes, side, three({0.4914, 0.4822, 0.4465}), three({0.2023, 0.1994, 0.2010}), file),
        1e-5);
}

void compareImageDraws(const CaseFile& file, Comparison& comparison) {
    for (const auto& [name, stored] : file.tensors())
        if (name.starts_with("out."))
            comparison.leaveOut(name,
                                "numpy's own random numbers; the engine draws from the same distribution: "
                                "without replacement within a draw, each draw by itself");
}

} // namespace ld3m::parity
