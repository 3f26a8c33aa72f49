// A recipe describes a run completely.
#pragma once

#include "core/settings/dataset_settings.h"
#include "core/settings/distillation_settings.h"
#include "core/settings/evaluation_settings.h"
#include "core/settings/field_list.h"
#include "core/settings/objective_settings.h"
#include "core/settings/prior_settings.h"
#include "core/settings/run_settings.h"

namespace ld3m::settings {

struct Recipe {
    DatasetSettings dataset;
    DistillationSettings distillation;
    PriorSettings prior;
    ObjectiveSettings objective;
    EvaluationSettings evaluation;
    RunSettings run;
    DeviceSettings device;
};

/// All settings of `recipe`, bound to it (keep it alive), in the order of the form and the option table.
std::vector<Field> fieldsOf(Recipe& recipe);

/// Applies "prior.steps=20" as typed after --set. @throws base::InputError
void applyOverride(Recipe& recipe, const std::string& assignment);

/// The same for all of them, presets (evaluation.protocol) first: what is set beside them wins in any order.
void applyOverrides(Recipe& recipe, const std::vector<std::string>& assignments);

/// Settings whose values differ, in the order of fieldsOf().
std::vector<Difference> difference(const Recipe& before, const Recipe& after);

} // namespace ld3m::settings
