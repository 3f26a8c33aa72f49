// The command line of ld3m-parity.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "app/parity/judgement.h"

namespace ld3m::parity {

enum class Format { text, json, markdown };

struct ParityOptions {
    std::vector<std::string> paths;
    std::string device = "cpu";
    Judgement judgement;
    std::int64_t threads = 1;
    Format format = Format::text;
};

/// Nothing when the command line asked for help or the version, which are then printed.
/// @throws base::InputError: unknown option, a value out of range, options that exclude each other.
std::optional<ParityOptions> readOptions(int argc, const char* const* argv);

} // namespace ld3m::parity
