#include "core/files/torch_writer.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <span>
#include <stdexcept>
#include <string_view>

#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/files/torch_types.h"
#include "core/files/zip_writer.h"

namespace ld3m::files {
namespace {

constexpr const char* kRoot = "archive/"; // as torch.save names it when it writes to no file of its own

/// Protocol 2 of Python's pickle, as far as torch.save uses it. Tensors become records 0, 1, ... in order.
class Pickler {
public:
    std::string run(const TorchValue& value) {
        m_out = "\x80\x02";
        write(value);
        m_out += '.';
        return std::move(m_out);
    }

    const std::vector<std::span<const std::byte>>& records() const { return m_records; }

private:
    void write(const TorchValue& value) {
        std::visit([this](const auto& held) { put(held); }, value.held);
    }

    void put(bool truth) { m_out += truth ? '\x88' : '\x89'; }

    void put(std::int64_t number) {
        if (number >= 0 && number < 256) {
            m_out += 'K';
            bytes(static_cast<std::uint64_t>(number), 1);
        } else if (number >= std::numeric_limits<std::int32_t>::min() &&
                   number <= std::numeric_limits<std::int32_t>::max()) {
            m_out += 'J';
            bytes(static_cast<std::uint64_t>(number), 4);
        } else {
            m_out += "\x8a\x08";
            bytes(static_cast<std::uint64_t>(number), 8);
        }
    }

    void put(double number) {
        const auto bits = std::bit_cast<std::uint64_t>(number);
        m_out += 'G';
        for (int shift = 56; shift >= 0; shift -= 8) // the one number that pickles store highest byte first
            m_out += static_cast<char>(bits >> shift);
    }

    void put(const std::string& text) {
        m_out += 'X';
        bytes(text.size(), 4);
        m_out += text;
    }

    void put(const TorchList& list) {
        m_out += "](";
        for (const TorchValue& each : list)
            write(each);
        m_out += 'e';
    }

    void put(const TorchDict& dict) {
        m_out += "}(";
        for (const auto& [key, value] : dict) {
            put(key);
            write(value);
        }
        m_out += 'u';
    }

    void put(const TensorEntry& tensor) {
        const std::string_view storage = storageClassOf(tensor.dtype);
        if (storage.empty())
            throw std::logic_error("writeTorchFile: a tensor of type " + tensor.dtype);
        const std::int64_t elements = elementsOf(tensor);
        m_out += "ctorch._utils\n_rebuild_tensor_v2\n((";
        put(std::string("storage"));
        m_out += base::text("ctorch\n", storage, "\n");
        put(std::to_string(m_records.size()));
        put(std::string("cpu"));
        put(elements);
        m_out += "tQK";
        m_out += '\0'; // begins at the storage's first element
        putTuple(tensor.shape);
        putTuple(contiguousStrides(tensor.shape));
        m_out += "\x89"
                 "ccollections\nOrderedDict\n)RtR"; // requires no gradient, has no hooks
        m_records.push_back(tensor.bytes);
    }

    void putTuple(const std::vector<std::int64_t>& numbers) {
        m_out += '(';
        for (const std::int64_t number : numbers)
            put(number);
        m_out += 't';
    }

    static std::int64_t elementsOf(const TensorEntry& tensor) {
        std::int64_t elements = 1;
        for (const std::int64_t size : tensor.shape)
            elements *= size;
        if (static_cast<std::uint64_t>(elements) * sizeOfDtype(tensor.dtype) != tensor.bytes.size())
            throw std::logic_error("writeTorchFile: a tensor does not fit its own shape");
        return elements;
    }

    static std::vector<std::int64_t> contiguousStrides(const std::vector<std::int64_t>& shape) {
        std::vector<std::int64_t> strides(shape.size(), 1);
        for (std::size_t i = shape.size(); i-- > 1;)
            strides[i - 1] = strides[i] * std::max<std::int64_t>(shape[i], 1);
        return strides;
    }

    void bytes(std::uint64_t value, int count) {
        for (int i = 0; i < count; ++i)
            m_out += static_cast<char>(value >> (8 * i));
    }

    std::string m_out;
    std::vector<std::span<const std::byte>> m_records;
};

} // namespace

void writeTorchFile(const std::filesystem::path& file, const TorchValue& value) {
    Pickler pickler;
    const std::string pickle = pickler.run(value);
    const std::string root = kRoot;
    writeAtomically(file, [&](const auto& write) {
        ZipWriter zip(write);
        zip.add(root + "data.pkl", pickle);
        zip.add(root + "byteorder", std::string_view("little"));
        for (std::size_t i = 0; i < pickler.records().size(); ++i)
            zip.add(base::text(root, "data/", i), pickler.records()[i]);
        zip.add(root + "version", std::string_view("3\n"));
        zip.finish();
    });
}

} // namespace ld3m::files
