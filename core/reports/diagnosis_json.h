// A diagnosis as JSON, as it is stored in a run folder and printed for programs.
#pragma once

#include <string>

#include "core/reports/diagnosis.h"

namespace ld3m::reports {

inline constexpr int kDiagnosisFormat = 1;

/// One object; numbers read back to the same bits.
std::string toJson(const Diagnosis& diagnosis);
/// @throws base::InputError: no diagnosis, or of another format.
Diagnosis diagnosisFromJson(const std::string& text);

} // namespace ld3m::reports
