#include "core/files/tensor_file.h"

#include <algorithm>
#include <string_view>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/safetensors.h"
#include "core/files/torch_archive.h"
#include "core/files/torch_legacy.h"
#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& shape) {
    std::vector<std::int64_t> strides(shape.size(), 1);
    for (std::size_t i = shape.size(); i-- > 1;)
        strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
    return strides;
}

void readSafetensors(const std::filesystem::path& path, TensorFile& file) {
    const SafetensorsFile opened = SafetensorsFile::open(path);
    file.container = "safetensors";
    file.metadata = opened.metadata();
    file.memory->mapping = opened.mapping();
    for (const auto& [name, entry] : opened.tensors())
        file.tensors[name] = {entry.dtype, entry.shape, contiguousStrides(entry.shape), entry.bytes};
}

bool begins(std::string_view bytes, std::string_view start) {
    return bytes.starts_with(start);
}

/// Reasons quote names out of the file, which may be anything.
std::string readable(std::string reason) {
    constexpr std::size_t kLongest = 300;
    if (reason.size() > kLongest)
        reason = reason.substr(0, kLongest) + " ...";
    std::ranges::replace_if(
        reason, [](char letter) { return letter < ' ' || letter > '~'; }, '?');
    return reason;
}

/// What people hand over by mistake, in their words.
std::string likelyKind(std::string_view bytes) {
    if (bytes.empty())
        return "the file is empty; fetch it again";
    if (bytes.front() == '<')
        return "it is a web page, as a failed download leaves it; fetch the file itself";
    if (begins(bytes, "version https://git-lfs"))
        return "it is a Git LFS pointer, not the file it points to; fetch that with `git lfs pull`";
    if (begins(bytes, "\x93NUMPY"))
        return "it is a NumPy array; save tensors as safetensors or with torch.save";
    if (begins(bytes, "\x1f\x8b") || begins(bytes, "\xfd\x37zXZ") || begins(bytes, "7z\xbc\xaf"))
        return "it is a compressed file; unpack it first";
    if (bytes.front() == '\x80')
        return "it is a bare Python pickle, which can carry programs and is never opened; convert it to "
               "safetensors "
               "once in Python";
    return "it is neither a safetensors nor a PyTorch file; give a model.ckpt, a .pt or a .safetensors file";
}

/// Eight bytes of header length, then the header.
bool looksLikeSafetensors(const std::filesystem::path& path, std::string_view bytes) {
    return path.extension() == ".safetensors" || (bytes.size() > 8 && bytes[8] == '{' && bytes[7] == '\0');
}

} // namespace

TensorFile openTensorFile(const std::filesystem::path& path) {
    TensorFile file;
    file.memory = std::make_shared<TensorMemory>();
    file.memory->mapping = MappedFile::open(path);
    const std::span<const std::byte> bytes = file.memory->mapping->bytes();
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    try {
        if (isTorchArchive(bytes))
            readTorchArchive(bytes, file);
        else if (isTorchLegacy(bytes))
            readTorchLegacy(bytes, file);
        else if (looksLikeSafetensors(path, text))
            readSafetensors(path, file);
        else
            throw Unsound{likelyKind(text)};
    } catch (const Unsound& unsound) {
        throw base::InputError(
            base::text("Cannot read ", path.string(), ": ", readable(unsound.reason), "."));
    }
    return file;
}

} // namespace ld3m::files
