#include "core/distillation/sheet.h"

#include <ATen/ATen.h>

namespace ld3m::distillation {

reports::ImageSheet toSheet(const at::Tensor& images_M3HW, const std::vector<std::string>& classNames,
                            std::int64_t iteration) {
    const at::Tensor bytes_MHW3 = images_M3HW.detach()
                                      .clamp(0, 1)
                                      .mul(255)
                                      .round()
                                      .to(at::kByte)
                                      .permute({0, 2, 3, 1})
                                      .to(at::kCPU)
                                      .contiguous();
    const auto* first = bytes_MHW3.const_data_ptr<std::uint8_t>();
    reports::ImageSheet sheet;
    sheet.iteration = iteration;
    sheet.ipc = bytes_MHW3.size(0) / static_cast<std::int64_t>(classNames.size());
    sheet.height = bytes_MHW3.size(1);
    sheet.width = bytes_MHW3.size(2);
    sheet.class_names = classNames;
    sheet.rgb = std::make_shared<const std::vector<std::uint8_t>>(first, first + bytes_MHW3.numel());
    return sheet;
}

} // namespace ld3m::distillation
