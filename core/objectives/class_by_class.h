// An objective that is a sum over classes, worked out one class at a time.
#pragma once

#include "core/objectives/class_match.h"
#include "core/objectives/objective.h"

namespace ld3m::objectives {

/// one(label, images of that class) for every class of the class-major images_M3HW, put together. On the CPU
/// each core takes whole classes, so `one` must not touch what another class uses. `checkpoint` is asked
/// between classes.
Match matchByClass(const at::Tensor& images_M3HW, std::int64_t classes,
                   const std::function<void()>& checkpoint,
                   const std::function<ClassMatch(std::int64_t label, const at::Tensor& images_K3HW)>& one);

} // namespace ld3m::objectives
