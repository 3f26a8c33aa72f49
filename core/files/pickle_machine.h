// A machine that reads pickles as data. It knows ordered dictionaries, tensors, parameters, their storages
// and plain Python values by exact name; every other class or function becomes an opaque value, and its
// arguments are dropped. There is nothing in it that could import, call or write.
#pragma once

#include <cstddef>
#include <span>

#include "core/files/pickle_value.h"

namespace ld3m::files {

/// Reads the pickle (protocols 0 to 5) at the start of `bytes`, which must outlive the result. Time and
/// memory are proportional to its length, up to a fixed number of values. @throws Unsound
Unpickled unpickle(std::span<const std::byte> bytes);

} // namespace ld3m::files
