// A model of a given structure with random weights: as much work as the real one, without its file.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "core/diffusion/tensor_shapes.h"
#include "core/tensor/state_dict.h"

namespace ld3m::bench {

/// Tensors of a published structure. @throws base::InputError naming those that are known.
diffusion::TensorShapes publishedStructure(const std::string& name);

/// Tensors of a list: "name [2, 3]" a line. @throws base::InputError naming file and line.
diffusion::TensorShapes structureIn(const std::filesystem::path& list);

/// Random weights that keep signals in bounds: uniform in +-1/sqrt(fan_in); norms 1, biases 0.
std::shared_ptr<tensor::StateDict> drawWeights(const diffusion::TensorShapes& structure);

} // namespace ld3m::bench
