#include "core/tensor/device.h"

#include <ATen/Context.h>
#include <ATen/Parallel.h>
#include <ATen/detail/CUDAHooksInterface.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::tensor {

c10::TensorOptions optionsFor(const settings::DeviceSettings& device) {
    const bool cuda = at::hasCUDA();
    if (device.kind == settings::DeviceKind::cuda && !cuda)
        throw base::InputError(
            "device.kind = \"cuda\", but no CUDA device is usable here: check the driver with "
            "nvidia-smi, or set device.kind = \"cpu\".");
    const bool use = cuda && device.kind != settings::DeviceKind::cpu;
    return c10::TensorOptions()
        .device(use ? c10::Device(c10::kCUDA, 0) : c10::Device(c10::kCPU))
        .dtype(device.precision == settings::Precision::fp64 ? c10::kDouble : c10::kFloat);
}

std::string describe(const c10::TensorOptions& options) {
    const std::string precision =
        options.dtype() == c10::scalarTypeToTypeMeta(c10::kDouble) ? "fp64" : "fp32";
    if (options.device().is_cuda())
        return base::text(options.device().str(), ", ", precision);
    return base::text("cpu, ", at::get_num_threads(), " threads, ", precision);
}

void makeDeterministic() {
    at::globalContext().setDeterministicAlgorithms(true, true);
    at::globalContext().setBenchmarkCuDNN(false);
}

} // namespace ld3m::tensor
