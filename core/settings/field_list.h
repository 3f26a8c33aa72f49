// What every list of settings can do, whichever recipe it belongs to: find a field, take a typed assignment,
// compare.
#pragma once

#include <string>
#include <vector>

#include "core/settings/field.h"

namespace ld3m::settings {

/// The field with this key.
/// @throws base::InputError naming the nearest key.
const Field& fieldNamed(const std::vector<Field>& fields, const std::string& key);

/// Applies "prior.steps=20" as typed after --set. @throws base::InputError
void applyAssignment(const std::vector<Field>& fields, const std::string& assignment);

/// The same for all of them: presets first, then the others, each in their order. @throws base::InputError
void applyAssignments(const std::vector<Field>& fields, const std::vector<std::string>& assignments);

struct Difference {
    std::string key;
    Value before;
    Value after;
};

/// Settings whose values differ between two lists of the same kind of recipe, in their order.
std::vector<Difference> difference(const std::vector<Field>& before, const std::vector<Field>& after);

/// One sentence for each required text that is empty.
std::vector<std::string> emptyOnes(const std::vector<Field>& fields);

} // namespace ld3m::settings
