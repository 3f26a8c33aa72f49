// resources/imagenet/classes.tsv as it is, made part of the library by CMake.
#pragma once

namespace ld3m::base {

/// A line a class, in order: index, synset, name, parted by tabulators.
const char* imagenetText();

} // namespace ld3m::base
