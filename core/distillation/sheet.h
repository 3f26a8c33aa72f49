// Synthetic images as a value that leaves the engine.
#pragma once

#include <string>
#include <vector>

#include <ATen/core/Tensor.h>

#include "core/reports/image_sheet.h"

namespace ld3m::distillation {

/// images_M3HW in [0,1] (clamped here), class-major.
reports::ImageSheet toSheet(const at::Tensor& images_M3HW, const std::vector<std::string>& classNames,
                            std::int64_t iteration);

} // namespace ld3m::distillation
