#include "core/objectives/class_by_class.h"

#include <algorithm>

#include <ATen/ATen.h>
#include <ATen/Parallel.h>

#include "core/tensor/cores.h"

namespace ld3m::objectives {

Match matchByClass(const at::Tensor& images_M3HW, std::int64_t classes,
                   const std::function<void()>& checkpoint,
                   const std::function<ClassMatch(std::int64_t label, const at::Tensor& images_K3HW)>& one) {
    // Classes are independent: on the CPU each core takes whole ones, which spares every operator its fork
    // and join.
    const std::vector<at::Tensor> images = images_M3HW.chunk(classes);
    const std::int64_t atOnce = images_M3HW.is_cpu() ? at::get_num_threads() : 1;
    std::vector<ClassMatch> matches(static_cast<std::size_t>(classes));
    for (std::int64_t first = 0; first < classes; first += atOnce) {
        checkpoint();
        tensor::sideBySide(std::min(atOnce, classes - first), [&](std::int64_t offset) {
            const std::int64_t label = first + offset;
            matches[label] = one(label, images[label]);
        });
    }

    std::vector<at::Tensor> losses, gradients;
    for (const ClassMatch& match : matches) {
        losses.push_back(match.loss);
        gradients.push_back(match.gradient_BCHW);
    }
    const at::Tensor losses_C = at::stack(losses).to(at::kCPU, at::kDouble);
    const auto* values = losses_C.const_data_ptr<double>();
    return {losses_C.sum().item<double>(), {values, values + classes}, at::cat(gradients)};
}

} // namespace ld3m::objectives
