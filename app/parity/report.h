// What was found, for people, for programs and for a document.
#pragma once

#include <iosfwd>
#include <vector>

#include "app/parity/check_file.h"

namespace ld3m::parity {

/// Every quantity of one case with its errors.
void writeText(std::ostream& out, const CaseResult& result);
/// One object a line for each quantity.
void writeJson(std::ostream& out, const CaseResult& result);
/// A table row: case, kind, quantities, worst relative error, where.
void writeMarkdownHead(std::ostream& out);
void writeMarkdown(std::ostream& out, const CaseResult& result);

/// One line a case with its worst error.
void writeSummary(std::ostream& out, const std::vector<CaseResult>& results);
/// Cases, quantities, failures, what was unknown, unreadable and skipped.
void writeTotal(std::ostream& out, const std::vector<CaseResult>& results);

/// 0 all ok, 1 any failure, 2 something unknown or unreadable.
int exitCode(const std::vector<CaseResult>& results);

} // namespace ld3m::parity
