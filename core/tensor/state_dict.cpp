#include "core/tensor/state_dict.h"

#include <array>
#include <utility>

#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/safetensors.h"

namespace ld3m::tensor {
namespace {

constexpr std::array<std::pair<const char*, c10::ScalarType>, 10> kTypes = {{{"F32", c10::kFloat},
                                                                            {"F16", c10::kHalf},
                                                                            {"BF16", c10::kBFloat16},
                                                                            {"F64", c10::kDouble},
                                                                            {"I64", c10::kLong},
                                                                            {"I32", c10::kInt},
                                                                            {"I16", c10::kShort},
                                                                            {"I8", c10::kChar},
                                                                            {"U8", c10::kByte},
                                                                            {"BOOL", c10::kBool}}};

c10::ScalarType typeOf(const std::string& dtype, const std::filesystem::path& file) {
    for (const auto& [name, type] : kTypes)
        if (dtype == name)
            return type;
    throw base::InputError(base::text(file.string(), " holds tensors of type ", dtype,
                                      ", which cannot be used here: convert them to F32 or F16."));
}

std::string nameOf(c10::ScalarType wanted) {
    for (const auto& [name, type] : kTypes)
        if (type == wanted)
            return name;
    throw base::RunError(base::text("Tensors of type ", c10::toString(wanted), " cannot be stored."));
}

} // namespace

const at::Tensor& StateDict::at(const std::string& name) const {
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw base::InputError(base::text("The tensor ", name, " is missing."));
    return found->second;
}

StateDict readStateDict(const std::filesystem::path& file) {
    const files::SafetensorsFile opened = files::SafetensorsFile::open(file);
    StateDict state;
    state.metadata = opened.metadata();
    for (const auto& [name, entry] : opened.tensors()) {
        const c10::TensorOptions options(typeOf(entry.dtype, file));
        if (entry.bytes.empty()) {
            state.tensors[name] = at::empty(entry.shape, options);
            continue;
        }
        // from_blob wants a mutable pointer; the mapping is read-only and nobody writes through these tensors.
        auto* data = const_cast<std::byte*>(entry.bytes.data());
        const bool aligned = reinterpret_cast<std::uintptr_t>(data) % options.dtype().itemsize() == 0;
        if (aligned) {
            state.tensors[name] =
                at::from_blob(data, entry.shape, [mapping = opened.mapping()](void*) {}, options);
        } else {
            at::Tensor copy = at::empty(entry.shape, options);
            std::memcpy(copy.data_ptr(), data, entry.bytes.size());
            state.tensors[name] = copy;
        }
    }
    return state;
}

void writeStateDict(const std::filesystem::path& file, const StateDict& state) {
    std::map<std::string, files::TensorEntry> entries;
    std::vector<at::Tensor> kept;
    for (const auto& [name, tensor] : state.tensors) {
        const at::Tensor plain = tensor.detach().cpu().contiguous();
        kept.push_back(plain);
        entries[name] = {nameOf(plain.scalar_type()), plain.sizes().vec(),
                         {static_cast<const std::byte*>(plain.const_data_ptr()), plain.nbytes()}};
    }
    files::writeSafetensors(file, entries, state.metadata);
}

} // namespace ld3m::tensor
