#include "core/files/safetensors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <stdexcept>
#include <string_view>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"

namespace ld3m::files {
namespace {

using Json = nlohmann::json;

constexpr std::uint64_t kMaxHeader = 100'000'000;
constexpr std::size_t kLengthBytes = 8;
constexpr int kMaxDepth = 3; // root object, tensor object, shape or offsets
constexpr std::size_t kMaxRank = 64;
constexpr const char* kMetadata = "__metadata__";

// What is wrong with a header, before the file's name is known.
struct Wrong {
    std::string reason;
};

std::uint64_t headerLength(std::span<const std::byte> bytes) {
    if (bytes.size() < kLengthBytes)
        throw Wrong{base::text("it has only ", bytes.size(), " bytes")};
    std::uint64_t length = 0;
    for (std::size_t i = 0; i < kLengthBytes; ++i)
        length |= std::to_integer<std::uint64_t>(bytes[i]) << (8 * i);
    if (length > kMaxHeader)
        throw Wrong{base::text("its header claims ", length, " bytes, more than any real one")};
    if (length > bytes.size() - kLengthBytes)
        throw Wrong{base::text("its header claims ", length, " bytes, but the file ends before")};
    return length;
}

Json parsedHeader(std::string_view header) {
    if (header.empty() || header.front() != '{')
        throw Wrong{"its header does not begin with {"};
    // The parser itself keeps the last of two equal keys and follows any depth.
    std::vector<std::set<std::string>> keys;
    const auto check = [&keys](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > kMaxDepth)
            throw Wrong{"its header is nested too deep"};
        if (event == Json::parse_event_t::object_start)
            keys.emplace_back();
        else if (event == Json::parse_event_t::object_end)
            keys.pop_back();
        else if (event == Json::parse_event_t::key && !keys.back().insert(parsed.get<std::string>()).second)
            throw Wrong{base::text("its header names \"", parsed.get<std::string>(), "\" twice")};
        return true;
    };
    try {
        return Json::parse(header.begin(), header.end(), check);
    } catch (const Json::exception&) {
        throw Wrong{"its header is not JSON"};
    }
}

std::uint64_t wholeNumber(const Json& json, const std::string& name) {
    if (!json.is_number_unsigned() || json.get<std::uint64_t>() > std::numeric_limits<std::int64_t>::max())
        throw Wrong{base::text("tensor \"", name, "\" has a shape or offset that is not a whole number")};
    return json.get<std::uint64_t>();
}

const Json& member(const Json& info, const char* key, Json::value_t type, const std::string& name) {
    const auto found = info.find(key);
    if (found == info.end() || found->type() != type)
        throw Wrong{base::text("tensor \"", name, "\" has no sound ", key)};
    return *found;
}

// Bytes that the shape asks for. Zero sizes count as one for the overflow check: strides multiply them too.
std::uint64_t byteCount(const TensorEntry& entry, const std::string& name) {
    std::int64_t bytes = static_cast<std::int64_t>(sizeOfDtype(entry.dtype));
    bool empty = false;
    for (const std::int64_t size : entry.shape) {
        empty = empty || size == 0;
        if (__builtin_mul_overflow(bytes, std::max<std::int64_t>(size, 1), &bytes))
            throw Wrong{base::text("tensor \"", name, "\" has a shape beyond any memory")};
    }
    return empty ? 0 : static_cast<std::uint64_t>(bytes);
}

struct Range {
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
    std::string name;
    auto operator<=>(const Range&) const = default;
};

TensorEntry readEntry(const Json& info, const std::string& name, Range& range) {
    if (!info.is_object())
        throw Wrong{base::text("tensor \"", name, "\" is not described")};
    TensorEntry entry;
    entry.dtype = member(info, "dtype", Json::value_t::string, name).get<std::string>();
    if (sizeOfDtype(entry.dtype) == 0)
        throw Wrong{base::text("tensor \"", name, "\" has the unknown type ", entry.dtype)};
    const Json& shape = member(info, "shape", Json::value_t::array, name);
    if (shape.size() > kMaxRank)
        throw Wrong{base::text("tensor \"", name, "\" has ", shape.size(), " dimensions")};
    for (const Json& size : shape)
        entry.shape.push_back(static_cast<std::int64_t>(wholeNumber(size, name)));
    const Json& offsets = member(info, "data_offsets", Json::value_t::array, name);
    if (offsets.size() != 2)
        throw Wrong{base::text("tensor \"", name, "\" has ", offsets.size(), " offsets instead of 2")};
    range = {wholeNumber(offsets[0], name), wholeNumber(offsets[1], name), name};
    if (range.begin > range.end || range.end - range.begin != byteCount(entry, name))
        throw Wrong{base::text("tensor \"", name, "\" has offsets that do not fit its shape and type")};
    return entry;
}

void requireSeamless(std::vector<Range> ranges, std::uint64_t dataSize) {
    std::sort(ranges.begin(), ranges.end());
    std::uint64_t end = 0;
    for (const Range& range : ranges) {
        if (range.begin != end)
            throw Wrong{base::text("tensor \"", range.name, "\" ",
                                   range.begin < end ? "overlaps" : "leaves a hole after",
                                   " the data before it")};
        end = range.end;
    }
    if (end != dataSize)
        throw Wrong{base::text("its tensors fill ", end, " bytes, but ", dataSize, " bytes of data are there",
                               end > dataSize ? " (was a download cut short?)" : "")};
}

std::map<std::string, std::string> readMetadata(const Json& json) {
    std::map<std::string, std::string> metadata;
    if (!json.is_object())
        throw Wrong{"its metadata are not a table of texts"};
    for (const auto& [key, value] : json.items()) {
        if (!value.is_string())
            throw Wrong{base::text("its metadata \"", key, "\" are not text")};
        metadata[key] = value.get<std::string>();
    }
    return metadata;
}

} // namespace

std::size_t sizeOfDtype(const std::string& dtype) {
    static const std::map<std::string, std::size_t> sizes = {{"F64", 8}, {"F32", 4}, {"F16", 2}, {"BF16", 2},
                                                             {"I64", 8}, {"I32", 4}, {"I16", 2}, {"I8", 1},
                                                             {"U8", 1},  {"BOOL", 1}};
    const auto found = sizes.find(dtype);
    return found == sizes.end() ? 0 : found->second;
}

SafetensorsFile SafetensorsFile::open(const std::filesystem::path& path) {
    SafetensorsFile file;
    file.m_path = path;
    file.m_mapping = MappedFile::open(path);
    const std::span<const std::byte> bytes = file.m_mapping->bytes();
    try {
        const std::uint64_t length = headerLength(bytes);
        const std::span<const std::byte> data = bytes.subspan(kLengthBytes + length);
        const Json header = parsedHeader(
            {reinterpret_cast<const char*>(bytes.data()) + kLengthBytes, static_cast<std::size_t>(length)});
        std::vector<Range> ranges;
        for (const auto& [name, info] : header.items()) {
            if (name == kMetadata)
                file.m_metadata = readMetadata(info);
            else
                file.m_tensors[name] = readEntry(info, name, ranges.emplace_back());
        }
        requireSeamless(ranges, data.size());
        for (const Range& range : ranges)
            file.m_tensors[range.name].bytes = data.subspan(range.begin, range.end - range.begin);
    } catch (const Wrong& wrong) {
        throw base::InputError(base::text(path.string(), " is not a sound safetensors file: ", wrong.reason,
                                          "; fetch or write it again."));
    }
    return file;
}

void writeSafetensors(const std::filesystem::path& file, const std::map<std::string, TensorEntry>& tensors,
                      const std::map<std::string, std::string>& metadata) {
    std::vector<const std::pair<const std::string, TensorEntry>*> order;
    for (const auto& tensor : tensors)
        order.push_back(&tensor);
    std::stable_sort(order.begin(), order.end(), [](const auto* left, const auto* right) {
        return sizeOfDtype(left->second.dtype) > sizeOfDtype(right->second.dtype);
    });
    Json header = Json::object();
    if (!metadata.empty())
        header[kMetadata] = metadata;
    std::uint64_t end = 0;
    for (const auto* tensor : order) {
        const auto& [name, entry] = *tensor;
        if (name == kMetadata || sizeOfDtype(entry.dtype) == 0 ||
            byteCount(entry, name) != entry.bytes.size())
            throw std::logic_error("writeSafetensors: tensor " + name + " does not fit its own shape");
        header[name] = {{"dtype", entry.dtype},
                        {"shape", entry.shape},
                        {"data_offsets", {end, end + entry.bytes.size()}}};
        end += entry.bytes.size();
    }
    std::string text;
    try {
        text = header.dump();
    } catch (const Json::exception&) {
        throw base::RunError(
            base::text("Cannot write ", file.string(), ": a name or text in it is not UTF-8."));
    }
    text.resize((text.size() + kLengthBytes - 1) / kLengthBytes * kLengthBytes, ' ');
    writeAtomically(file, [&](const auto& write) {
        std::array<std::byte, kLengthBytes> length;
        for (std::size_t i = 0; i < kLengthBytes; ++i)
            length[i] = static_cast<std::byte>(text.size() >> (8 * i));
        write(length);
        write(std::as_bytes(std::span(text)));
        for (const auto* tensor : order)
            write(tensor->second.bytes);
    });
}

} // namespace ld3m::files
