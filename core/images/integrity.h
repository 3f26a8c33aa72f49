// Is a compressed image whole? Decoders fill the missing part of a cut-off JPEG with gray and say nothing.
#pragma once

#include <string_view>

namespace ld3m::images {

/// Walks the file's own structure up to its end mark (JPEG EOI, PNG IEND) or announced length (WebP, BMP).
/// Kinds that it does not know count as whole: their decoder decides.
bool isWhole(std::string_view bytes);

} // namespace ld3m::images
