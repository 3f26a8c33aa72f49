#include "core/settings/recipe.h"

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"

namespace ld3m::settings {

std::vector<Field> fieldsOf(Recipe& recipe) {
    std::vector<Field> fields;
    const auto add = [&fields](const char* name, auto& settings) {
        Section section(name, fields);
        describe(section, settings);
    };
    add("dataset", recipe.dataset);
    add("prior", recipe.prior);
    add("distillation", recipe.distillation);
    add("objective", recipe.objective);
    add("evaluation", recipe.evaluation);
    add("run", recipe.run);
    add("device", recipe.device);
    return fields;
}

const Field& fieldNamed(const std::vector<Field>& fields, const std::string& key) {
    std::vector<std::string> keys;
    for (const Field& field : fields) {
        if (field.key() == key)
            return field;
        keys.push_back(field.key());
    }
    const std::string near = base::nearestName(key, keys);
    throw base::InputError(base::text("There is no setting ", key,
                                      near.empty() ? "; ld3m describe lists them all." : "; did you mean " + near + "?"));
}

void applyOverride(Recipe& recipe, const std::string& assignment) {
    const auto equals = assignment.find('=');
    if (equals == std::string::npos || equals == 0)
        throw base::InputError(base::text("--set wants KEY=VALUE, as in prior.steps=20, not \"", assignment, "\"."));
    const std::vector<Field> fields = fieldsOf(recipe);
    fieldNamed(fields, assignment.substr(0, equals)).setText(assignment.substr(equals + 1));
}

std::vector<Difference> difference(const Recipe& before, const Recipe& after) {
    Recipe left = before;
    Recipe right = after;
    const std::vector<Field> leftFields = fieldsOf(left);
    const std::vector<Field> rightFields = fieldsOf(right);
    std::vector<Difference> differences;
    for (std::size_t i = 0; i < leftFields.size(); ++i)
        if (leftFields[i].value() != rightFields[i].value())
            differences.push_back({leftFields[i].key(), leftFields[i].value(), rightFields[i].value()});
    return differences;
}

} // namespace ld3m::settings
