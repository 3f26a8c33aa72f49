#include "core/tensor/state_dict.h"

#include <array>
#include <cstring>
#include <utility>

#include <ATen/ops/as_strided.h>
#include <ATen/ops/empty.h>
#include <ATen/ops/from_blob.h>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/files/safetensors.h"
#include "core/files/training_file.h"

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

c10::ScalarType typeOf(const std::string& dtype) {
    for (const auto& [name, type] : kTypes)
        if (dtype == name)
            return type;
    throw base::InputError(
        base::text("Tensors of type ", dtype, " cannot be used here: convert them to F32 or F16."));
}

/// from_blob wants a mutable pointer; nobody writes through these tensors.
at::Tensor mappedTensor(const files::StoredTensor& stored, const std::shared_ptr<files::TensorMemory>& memory,
                        const c10::TensorOptions& options) {
    auto* data = const_cast<std::byte*>(stored.bytes.data());
    return at::from_blob(
        data, stored.shape, stored.strides, [memory](void*) {}, options);
}

/// The old stream aligns nothing. Views stay views of the copied part.
at::Tensor copiedTensor(const files::StoredTensor& stored, const files::TensorMemory& memory,
                        const c10::TensorOptions& options) {
    const auto elements = static_cast<std::int64_t>(stored.bytes.size() / options.dtype().itemsize());
    const at::Tensor copy = at::empty({elements}, options);
    std::memcpy(copy.data_ptr(), stored.bytes.data(), stored.bytes.size());
    memory.mapping->forget(stored.bytes);
    return at::as_strided(copy, stored.shape, stored.strides);
}

at::Tensor tensorOf(const files::StoredTensor& stored, const std::shared_ptr<files::TensorMemory>& memory) {
    const c10::TensorOptions options(typeOf(stored.dtype));
    if (stored.bytes.empty())
        return at::empty(stored.shape, options);
    const bool aligned =
        reinterpret_cast<std::uintptr_t>(stored.bytes.data()) % options.dtype().itemsize() == 0;
    return aligned ? mappedTensor(stored, memory, options) : copiedTensor(stored, *memory, options);
}

/// One byte of each page is enough to bring it in.
void fetch(std::span<const std::byte> bytes) {
    constexpr std::size_t kPage = 4096;
    for (std::size_t at = 0; at < bytes.size(); at += kPage)
        static_cast<void>(*static_cast<const volatile std::byte*>(bytes.data() + at));
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

StateDict readStateDict(const std::filesystem::path& file, const ReadProgress& progress) {
    files::TensorFile opened = files::openTensorFile(file);
    files::unwrapStateDict(opened);
    if (!opened.left_out.empty())
        base::log::warning(base::text(file.string(), " holds tensors that cannot be used and are left out: ",
                                      base::join(opened.left_out, ", "), "."));
    return stateDictOf(opened, progress);
}

StateDict stateDictOf(const files::TensorFile& file, const ReadProgress& progress) {
    StateDict state;
    state.metadata = file.metadata;
    std::uint64_t total = 0;
    for (const auto& [name, stored] : file.tensors)
        total += stored.bytes.size();
    std::uint64_t done = 0;
    for (const auto& [name, stored] : file.tensors) {
        if (progress)
            fetch(stored.bytes);
        state.tensors[name] = tensorOf(stored, file.memory);
        if (!progress)
            continue;
        done += stored.bytes.size();
        progress(done, total);
    }
    return state;
}

void writeStateDict(const std::filesystem::path& file, const StateDict& state) {
    std::map<std::string, files::TensorEntry> entries;
    std::vector<at::Tensor> kept;
    for (const auto& [name, tensor] : state.tensors) {
        const at::Tensor plain = tensor.detach().cpu().contiguous();
        kept.push_back(plain);
        entries[name] = {nameOf(plain.scalar_type()),
                         plain.sizes().vec(),
                         {static_cast<const std::byte*>(plain.const_data_ptr()), plain.nbytes()}};
    }
    files::writeSafetensors(file, entries, state.metadata);
}

} // namespace ld3m::tensor
