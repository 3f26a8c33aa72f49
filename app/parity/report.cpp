#include "app/parity/report.h"

#include <algorithm>
#include <iomanip>
#include <ostream>
#include <sstream>

#include <nlohmann/json.hpp>

namespace ld3m::parity {
namespace {

std::string shortNumber(double value) {
    std::ostringstream out;
    out << std::setprecision(2) << value;
    return out.str();
}

const char* wordFor(Verdict verdict) {
    switch (verdict) {
    case Verdict::ok:
        return "ok";
    case Verdict::failed:
        return "FAIL";
    case Verdict::not_compared:
        return "not compared";
    case Verdict::left_out:
        return "left out";
    }
    return "";
}

std::size_t compared(const CaseResult& result) {
    return result.count(Verdict::ok) + result.count(Verdict::failed);
}

std::string verdictOf(const CaseResult& result) {
    return result.failed() ? "FAIL" : "ok";
}

std::size_t countOf(const std::vector<CaseResult>& results, Outcome outcome) {
    return static_cast<std::size_t>(std::ranges::count(results, outcome, &CaseResult::outcome));
}

bool isShown(const CaseResult& result) {
    return result.outcome == Outcome::compared || result.outcome == Outcome::broken;
}

std::string counted(std::size_t count, const char* one, const char* many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

} // namespace

void writeText(std::ostream& out, const CaseResult& result) {
    if (!isShown(result))
        return;
    out << result.name << " (" << result.kind << ")\n";
    for (const Quantity& quantity : result.quantities) {
        out << "  " << std::left << std::setw(13) << wordFor(quantity.verdict) << std::setw(44)
            << quantity.label();
        if (quantity.reason.empty())
            out << " absolute " << std::setw(9) << shortNumber(quantity.absolute) << " relative "
                << std::setw(9) << shortNumber(quantity.relative) << " 2-norm " << std::setw(9)
                << shortNumber(quantity.norm) << " allowed " << shortNumber(quantity.tolerance);
        else
            out << " " << quantity.reason;
        out << "\n";
    }
    if (!result.problem.empty())
        out << "  FAIL         " << result.problem << "\n";
}

void writeJson(std::ostream& out, const CaseResult& result) {
    for (const Quantity& quantity : result.quantities)
        out << nlohmann::ordered_json{{"file", result.file.string()},  {"case", result.name},
                                      {"kind", result.kind},           {"quantity", quantity.name},
                                      {"route", quantity.route},       {"absolute", quantity.absolute},
                                      {"relative", quantity.relative}, {"norm", quantity.norm},
                                      {"allowed", quantity.tolerance}, {"result", wordFor(quantity.verdict)},
                                      {"reason", quantity.reason}}
                   .dump()
            << "\n";
}

void writeMarkdownHead(std::ostream& out) {
    out << "| case | kind | quantities | worst relative error | where | |\n| --- | --- | --- | --- | --- | "
           "--- |\n";
}

void writeMarkdown(std::ostream& out, const CaseResult& result) {
    if (!isShown(result))
        return;
    const Quantity* worst = result.worst();
    out << "| " << result.name << " | " << result.kind << " | " << compared(result) << " | "
        << (worst ? shortNumber(worst->relative) : "-") << " | " << (worst ? worst->label() : "-") << " | "
        << verdictOf(result) << " |\n";
}

void writeSummary(std::ostream& out, const std::vector<CaseResult>& results) {
    for (const CaseResult& result : results) {
        if (!isShown(result))
            continue;
        const Quantity* worst = result.worst();
        out << std::left << std::setw(5) << verdictOf(result) << std::setw(26) << result.name << " "
            << std::setw(16) << counted(compared(result), "quantity", "quantities");
        if (worst)
            out << " worst " << std::setw(9) << shortNumber(worst->relative) << " " << worst->label();
        out << "\n";
    }
}

void writeTotal(std::ostream& out, const std::vector<CaseResult>& results) {
    std::size_t quantities = 0, left_out = 0, failures = 0, cases = 0, failed_cases = 0;
    for (const CaseResult& result : results) {
        quantities += compared(result);
        left_out += result.count(Verdict::left_out);
        failures += result.count(Verdict::failed) + result.count(Verdict::not_compared) +
                    (result.outcome == Outcome::broken);
        cases += isShown(result);
        failed_cases += result.failed();
    }
    out << counted(cases, "case", "cases") << ", " << counted(quantities, "quantity", "quantities")
        << " compared: "
        << (failed_cases == 0
                ? std::string("all ok")
                : counted(failures, "failure", "failures") + " in " + counted(failed_cases, "case", "cases"))
        << "; " << left_out << " left out with a reason.\n"
        << counted(countOf(results, Outcome::skipped), "file", "files") << " skipped that name no kind, "
        << countOf(results, Outcome::unknown) << " of kinds that nothing here recomputes, "
        << countOf(results, Outcome::unreadable) << " unreadable.\n";
}

int exitCode(const std::vector<CaseResult>& results) {
    if (std::ranges::any_of(results, &CaseResult::failed))
        return 1;
    return countOf(results, Outcome::unknown) + countOf(results, Outcome::unreadable) > 0 ? 2 : 0;
}

} // namespace ld3m::parity
