// What is wrong with a file, found where its name is not known; whoever opened the file makes the sentence.
#pragma once

#include <string>

namespace ld3m::files {

struct Unsound {
    std::string reason; ///< completes "<file> is not a sound ... file: "
};

} // namespace ld3m::files
