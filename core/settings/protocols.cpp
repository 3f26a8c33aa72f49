#include "core/settings/protocols.h"

#include "core/settings/field_file.h"

namespace ld3m::settings {
namespace {

std::vector<Field> fieldsOf(EvaluationSettings& evaluation) {
    std::vector<Field> fields;
    Section section("evaluation", fields);
    describe(section, evaluation);
    return fields;
}

} // namespace

void applyProtocol(EvaluationSettings& evaluation) {
    readFields(fieldsOf(evaluation), protocolText(evaluation.protocol),
               "protocol " + nameOf(evaluation.protocol));
}

std::vector<Difference> deviations(const EvaluationSettings& evaluation) {
    EvaluationSettings published = evaluation;
    applyProtocol(published);
    EvaluationSettings here = evaluation;
    return difference(fieldsOf(published), fieldsOf(here));
}

} // namespace ld3m::settings
