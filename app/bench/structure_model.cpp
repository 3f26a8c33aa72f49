#include "app/bench/structure_model.h"

#include <cmath>
#include <fstream>
#include <sstream>

#include <ATen/ATen.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/diffusion/known_checkpoints.h"
#include "core/tensor/random.h"

namespace ld3m::bench {
namespace {

diffusion::Shape shapeIn(const std::string& line, std::size_t bracket) {
    diffusion::Shape shape;
    std::istringstream numbers(line.substr(bracket + 2));
    for (std::int64_t size = 0; numbers >> size; numbers.ignore(1))
        shape.push_back(size);
    return shape;
}

at::Tensor draw(const std::string& name, const diffusion::Shape& shape, at::Generator& generator) {
    const c10::TensorOptions options(c10::kFloat);
    if (shape.size() < 2)
        return name.ends_with("weight") ? at::ones(shape, options) : at::zeros(shape, options);
    std::int64_t inputs = 1;
    for (std::size_t d = 1; d < shape.size(); ++d)
        inputs *= shape[d];
    const double bound = 1 / std::sqrt(static_cast<double>(inputs));
    return at::empty(shape, options).uniform_(-bound, bound, generator);
}

} // namespace

diffusion::TensorShapes publishedStructure(const std::string& name) {
    std::vector<std::string> names;
    for (const diffusion::KnownCheckpoint& known : diffusion::knownCheckpoints()) {
        if (known.name == name)
            return known.tensors;
        names.push_back(known.name);
    }
    throw base::InputError(base::text("--structure ", name, " is not a published structure: choose one of ",
                                      base::join(names, ", "), "."));
}

diffusion::TensorShapes structureIn(const std::filesystem::path& list) {
    std::ifstream lines(list);
    if (!lines)
        throw base::InputError(base::text("The list of tensors ", list.string(),
                                          " cannot be read: --keys takes a file with a line \"name [2, 3]\" "
                                          "for each tensor."));
    diffusion::TensorShapes structure;
    std::int64_t number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        if (line.empty())
            continue;
        const std::size_t bracket = line.find(" [");
        if (bracket == std::string::npos || !line.ends_with("]"))
            throw base::InputError(
                base::text(list.string(), ", line ", number, ", names no tensor: expected \"name [2, 3]\"."));
        structure[line.substr(0, bracket)] = shapeIn(line, bracket);
    }
    return structure;
}

std::shared_ptr<tensor::StateDict> drawWeights(const diffusion::TensorShapes& structure) {
    auto state = std::make_shared<tensor::StateDict>();
    at::Generator generator = tensor::generator(0);
    for (const auto& [name, shape] : structure)
        state->tensors[name] = draw(name, shape, generator);
    return state;
}

} // namespace ld3m::bench
