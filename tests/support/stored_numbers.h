// The numbers of a stored tensor, read element by element.
#pragma once

#include <bit>
#include <cmath>
#include <cstring>
#include <vector>

#include "core/files/safetensors.h"
#include "core/files/tensor_file.h"

namespace ld3m::tests {

inline double halfNumber(std::uint16_t bits) {
    const int exponent = bits >> 10 & 31;
    const double fraction = bits & 1023;
    const double size = exponent ? std::ldexp(1024 + fraction, exponent - 25) : std::ldexp(fraction, -24);
    return bits >> 15 ? -size : size;
}

template<typename T>
T storedAs(const std::byte* from) {
    T value;
    std::memcpy(&value, from, sizeof(T));
    return value;
}

inline double storedNumber(const std::string& dtype, const std::byte* from) {
    if (dtype == "F64")
        return storedAs<double>(from);
    if (dtype == "F32")
        return storedAs<float>(from);
    if (dtype == "F16")
        return halfNumber(storedAs<std::uint16_t>(from));
    if (dtype == "BF16")
        return std::bit_cast<float>(std::uint32_t{storedAs<std::uint16_t>(from)} << 16);
    if (dtype == "I64")
        return static_cast<double>(storedAs<std::int64_t>(from));
    if (dtype == "I32")
        return storedAs<std::int32_t>(from);
    if (dtype == "I16")
        return storedAs<std::int16_t>(from);
    if (dtype == "I8")
        return storedAs<std::int8_t>(from);
    return storedAs<std::uint8_t>(from);
}

/// In row-major order of the shape, whatever the strides. Every byte it reads lies inside `tensor.bytes` or
/// the address sanitizer objects.
inline std::vector<double> numbersOf(const files::StoredTensor& tensor) {
    const std::size_t item = files::sizeOfDtype(tensor.dtype);
    std::int64_t count = 1;
    for (const std::int64_t size : tensor.shape)
        count *= size;
    std::vector<double> numbers;
    std::vector<std::int64_t> index(tensor.shape.size(), 0);
    for (std::int64_t i = 0; i < count; ++i) {
        std::int64_t place = 0;
        for (std::size_t d = 0; d < index.size(); ++d)
            place += index[d] * tensor.strides[d];
        const auto from = tensor.bytes.subspan(static_cast<std::size_t>(place) * item, item);
        numbers.push_back(storedNumber(tensor.dtype, from.data()));
        for (std::size_t d = index.size(); d-- > 0;) {
            if (++index[d] < tensor.shape[d])
                break;
            index[d] = 0;
        }
    }
    return numbers;
}

} // namespace ld3m::tests
