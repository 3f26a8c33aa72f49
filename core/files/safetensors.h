// safetensors: u64 little-endian header length, JSON header, raw little-endian data.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "core/files/mapped_file.h"

namespace ld3m::files {

/// One tensor of a file; `bytes` stays valid as long as the file object lives.
struct TensorEntry {
    std::string dtype; ///< "F32", "F16", "BF16", "F64", "I64", "I32", "I16", "I8", "U8", "BOOL"
    std::vector<std::int64_t> shape;
    std::span<const std::byte> bytes;
};

/// A mapped file with a checked header.
class SafetensorsFile {
public:
    /// @throws base::InputError in one sentence: not a safetensors file, header too long, ranges that
    /// overlap, leave holes or pass the end, sizes that do not fit the shape.
    static SafetensorsFile open(const std::filesystem::path& file);

    const std::map<std::string, TensorEntry>& tensors() const { return m_tensors; }
    const std::map<std::string, std::string>& metadata() const { return m_metadata; }
    const std::filesystem::path& path() const { return m_path; }
    /// Keeps the mapping alive beyond this object.
    std::shared_ptr<const MappedFile> mapping() const { return m_mapping; }

private:
    std::filesystem::path m_path;
    std::shared_ptr<const MappedFile> m_mapping;
    std::map<std::string, TensorEntry> m_tensors;
    std::map<std::string, std::string> m_metadata;
};

/// Bytes per element of a dtype name; 0 for an unknown one.
std::size_t sizeOfDtype(const std::string& dtype);

/// Writes atomically: data 8-byte aligned, wide elements first and then by name, so that every tensor is
/// aligned to its element. @throws base::RunError
void writeSafetensors(const std::filesystem::path& file, const std::map<std::string, TensorEntry>& tensors,
                      const std::map<std::string, std::string>& metadata);

} // namespace ld3m::files
