// kinds dsa_ops and dsa_call: each operation from stored numbers; whole calls from seeds.
#include <ATen/core/Tensor.h>

#include "app/parity/gradient.h"
#include "app/parity/kinds.h"
#include "core/data/augmentation_ops.h"
#include "core/tensor/random.h"

namespace ld3m::parity {
namespace {

constexpr double kTolerance = 1e-5;

/// The numbers that the file stores for one operation in one mode ("siamese", "perimage").
class StoredDraws {
public:
    StoredDraws(const CaseFile& file, const std::string& op, const std::string& mode)
        : m_file(file), m_prefix("in.draw." + op + "." + mode + "."), m_siamese(mode == "siamese") {}

    at::Tensor operator()(const char* name) const {
        const at::Tensor stored = m_file.stored(m_prefix + name).flatten();
        return m_siamese ? stored.slice(0, 0, 1) : stored;
    }

private:
    const CaseFile& m_file;
    std::string m_prefix;
    bool m_siamese;
};

at::Tensor applied(const std::string& op, const at::Tensor& x, const StoredDraws& draw) {
    const at::Tensor y = data::operationNamed(op, x, draw);
    return y.defined() ? y : throw UnknownCase("augmentation " + op);
}

void compareWithGradient(const CaseFile& file, Comparison& comparison, const std::string& name,
                         const std::function<at::Tensor(const at::Tensor&)>& augment) {
    const at::Tensor x_BCHW = leaf(file.input("in.x"));
    const at::Tensor y_BCHW = augment(x_BCHW);
    comparison.check("out." + name, y_BCHW, kTolerance);
    if (file.has("grad." + name))
        comparison.check("grad." + name, gradients(y_BCHW, {x_BCHW}, file.input("in.cotangent"))[0],
                         kTolerance);
}

std::vector<std::string> namesJoinedBy(char separator, const std::string& text) {
    std::vector<std::string> names(1);
    for (const char letter : text)
        if (letter == separator)
            names.emplace_back();
        else
            names.back() += letter;
    return names;
}

} // namespace

void compareAugmentationOps(const CaseFile& file, Comparison& comparison) {
    for (const auto& [name, stored] : file.tensors()) {
        if (!name.starts_with("out."))
            continue;
        const std::string variant = name.substr(4); // "crop.siamese"
        const std::string op = variant.substr(0, variant.find('.'));
        const StoredDraws draws(file, op, variant.substr(variant.find('.') + 1));
        compareWithGradient(file, comparison, variant,
                            [&](const at::Tensor& x) { return applied(op, x, draws); });
    }
}

void compareAugmentationCalls(const CaseFile& file, Comparison& comparison) {
    const auto strategies = data::strategiesNamed(namesJoinedBy('_', file.text("strategy")));
    const bool one_of_them = file.text("aug_mode") == "S";
    const nlohmann::json calls = file.json("calls");
    for (const auto& [name, call] : calls.items()) {
        if (!file.has("out." + name)) // only the draws of this call are stored
            continue;
        const auto seed = call.at("seed").get<std::uint64_t>();
        const bool siamese = name.ends_with(".siamese");
        compareWithGradient(file, comparison, name, [&](const at::Tensor& x) {
            at::Generator generator = tensor::generator(seed);
            if (one_of_them)
                return siamese ? data::augmentSiamese(x, strategies, seed)
                               : data::augmentEach(x, strategies, generator);
            data::Draws draws = siamese ? data::Draws(seed) : data::Draws(generator, x.size(0));
            at::Tensor y = x;
            for (const data::Strategy strategy : strategies)
                y = data::augmentBy(strategy, y, draws);
            return y;
        });
    }
}

} // namespace ld3m::parity
