// Errors that a user can cause. Their text is one sentence: what, where, what to do.
#pragma once

#include <stdexcept>
#include <string>

namespace ld3m::base {

/// Wrong input: a file, a folder, a recipe or an option. Programs end with exit code 2.
class InputError : public std::runtime_error {
public:
    explicit InputError(const std::string& sentence) : std::runtime_error(sentence) {}
};

/// A run that began and could not go on (memory, disk, not-a-number). Programs end with exit code 1.
class RunError : public std::runtime_error {
public:
    explicit RunError(const std::string& sentence) : std::runtime_error(sentence) {}
};

} // namespace ld3m::base
