#include "app/parity/check_file.h"

#include <algorithm>

#include "app/parity/kinds.h"
#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::parity {
namespace {

std::string firstLine(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

void recompute(const CaseFile& file, const Judgement& judgement, CaseResult& result) {
    const auto found = kinds().find(result.kind);
    if (found == kinds().end())
        throw UnknownCase("kind " + result.kind);
    Comparison comparison(file, judgement);
    try {
        found->second(file, comparison);
        comparison.finish();
    } catch (...) {
        result.quantities = comparison.quantities();
        throw;
    }
    result.quantities = comparison.quantities();
}

void describeFile(const CaseFile& file, bool named, CaseResult& result) {
    result.name = file.caseName();
    result.kind = file.kind();
    if (!result.kind.empty())
        return;
    result.outcome = named ? Outcome::unreadable : Outcome::skipped;
    result.problem =
        base::text(file.path().string(),
                   " has no setting kind in its metadata, so it is no reference file: add it there.");
}

} // namespace

bool CaseResult::failed() const {
    return outcome == Outcome::broken || count(Verdict::failed) + count(Verdict::not_compared) > 0;
}

const Quantity* CaseResult::worst() const {
    const Quantity* found = nullptr;
    for (const Quantity& quantity : quantities)
        if (quantity.verdict == Verdict::ok || quantity.verdict == Verdict::failed)
            if (!found || !(quantity.relative <= found->relative))
                found = &quantity;
    return found;
}

std::size_t CaseResult::count(Verdict verdict) const {
    return static_cast<std::size_t>(std::ranges::count(quantities, verdict, &Quantity::verdict));
}

CaseResult checkFile(const ReferenceFile& file, const c10::TensorOptions& options,
                     const Judgement& judgement) {
    CaseResult result{
        .file = file.path, .name = file.path.stem().string(), .kind = {}, .problem = {}, .quantities = {}};
    try {
        const CaseFile opened(file.path, options);
        describeFile(opened, file.named, result);
        if (!result.kind.empty())
            recompute(opened, judgement, result);
    } catch (const UnknownCase& unknown) {
        result.outcome = Outcome::unknown;
        result.problem =
            base::text("Nothing here recomputes ", unknown.what(), " of ", file.path.string(), ".");
    } catch (const base::InputError& problem) {
        result.outcome = Outcome::unreadable;
        result.problem = problem.what();
    } catch (const std::exception& problem) {
        result.outcome = Outcome::broken;
        result.problem =
            base::text(file.path.string(), " could not be recomputed: ", firstLine(problem.what()));
    }
    return result;
}

} // namespace ld3m::parity
