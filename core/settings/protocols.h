// Named evaluation protocols. Each is a fragment of a recipe (resources/protocols), built into the library.
#pragma once

#include <string>

#include "core/settings/evaluation_settings.h"
#include "core/settings/field_list.h"

namespace ld3m::settings {

/// The fragment as TOML: an [evaluation] section with the settings that the protocol fixes.
std::string protocolText(Protocol protocol);

/// Gives the settings that `evaluation.protocol` fixes their published values; the others stay.
void applyProtocol(EvaluationSettings& evaluation);

/// Where `evaluation` leaves its protocol: key, the protocol's value, the value here.
std::vector<Difference> deviations(const EvaluationSettings& evaluation);

} // namespace ld3m::settings
