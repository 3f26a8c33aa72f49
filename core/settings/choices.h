// Names of an enumeration's values, in order: the words that a recipe uses.
#pragma once

#include <string>
#include <vector>

namespace ld3m::settings {

/// Specialised beside each enumeration: `names` lists one word per value, starting with value 0.
template<typename Enum>
struct Choices;

template<typename Enum>
std::string nameOf(Enum value) {
    return Choices<Enum>::names[static_cast<std::size_t>(value)];
}

template<typename Enum>
std::vector<std::string> namesOf() {
    return {std::begin(Choices<Enum>::names), std::end(Choices<Enum>::names)};
}

} // namespace ld3m::settings
