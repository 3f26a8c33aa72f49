// Where the engine computes, and in which precision.
#pragma once

#include <string>

#include <c10/core/TensorOptions.h>

#include "core/settings/run_settings.h"

namespace ld3m::tensor {

/// Device and floating type of a run's tensors.
/// @throws base::InputError when device.kind = "cuda" and no CUDA device is usable.
c10::TensorOptions optionsFor(const settings::DeviceSettings& device);

/// "cpu, 2 threads" or "cuda:0 NVIDIA H200, 139 GiB".
std::string describe(const c10::TensorOptions& options);

/// CPU results are equal from run to run, and so are CUDA ones where LibTorch can promise it.
void makeDeterministic();

} // namespace ld3m::tensor
