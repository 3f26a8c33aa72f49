#include "core/settings/field_list.h"

#include <utility>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"

namespace ld3m::settings {
namespace {

std::pair<const Field&, std::string> parted(const std::vector<Field>& fields, const std::string& assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
        throw base::InputError(
            base::text("--set wants KEY=VALUE, as in prior.steps=20, not \"", assignment, "\"."));
    return {fieldNamed(fields, assignment.substr(0, equals)), assignment.substr(equals + 1)};
}

} // namespace

const Field& fieldNamed(const std::vector<Field>& fields, const std::string& key) {
    std::vector<std::string> keys;
    for (const Field& field : fields) {
        if (field.key() == key)
            return field;
        keys.push_back(field.key());
    }
    const std::string near = base::nearestName(key, keys);
    throw base::InputError(
        base::text("There is no setting ", key,
                   near.empty() ? "; ld3m describe lists them all." : "; did you mean " + near + "?"));
}

void applyAssignment(const std::vector<Field>& fields, const std::string& assignment) {
    const auto [field, typed] = parted(fields, assignment);
    field.setText(typed);
}

void applyAssignments(const std::vector<Field>& fields, const std::vector<std::string>& assignments) {
    for (const bool presets : {true, false})
        for (const std::string& assignment : assignments) {
            const auto [field, typed] = parted(fields, assignment);
            if (field.about().preset == presets)
                field.setText(typed);
        }
}

std::vector<Difference> difference(const std::vector<Field>& before, const std::vector<Field>& after) {
    std::vector<Difference> differences;
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].value() != after[i].value())
            differences.push_back({before[i].key(), before[i].value(), after[i].value()});
    return differences;
}

std::vector<std::string> emptyOnes(const std::vector<Field>& fields) {
    std::vector<std::string> problems;
    for (const Field& field : fields)
        if (field.about().required && toText(field.value()).empty())
            problems.push_back(base::text(field.key(), " is empty: ", field.about().help));
    return problems;
}

} // namespace ld3m::settings
