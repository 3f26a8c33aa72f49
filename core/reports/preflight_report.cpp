#include "core/reports/preflight_report.h"

#include <algorithm>
#include <array>

#include "core/base/text.h"
#include "core/reports/spoken.h"

namespace ld3m::reports {
namespace {

constexpr std::array kLevels = {"ok", "warning", "problem"};

std::string countedLevel(const PreflightReport& report, CheckLevel level) {
    return counted(report.count(level), nameOf(level), nameOf(level) + "s");
}

} // namespace

std::string nameOf(CheckLevel level) {
    return kLevels[static_cast<std::size_t>(level)];
}

CheckLevel PreflightReport::level() const {
    CheckLevel worst = CheckLevel::ok;
    for (const CheckLine& line : lines)
        worst = std::max(worst, line.level);
    return worst;
}

std::int64_t PreflightReport::count(CheckLevel level) const {
    return std::ranges::count(lines, level, &CheckLine::level);
}

const CheckLine* PreflightReport::firstProblem() const {
    const auto found = std::ranges::find(lines, CheckLevel::problem, &CheckLine::level);
    return found == lines.end() ? nullptr : &*found;
}

std::string summaryOf(const PreflightReport& report) {
    if (const CheckLine* problem = report.firstProblem())
        return countedLevel(report, CheckLevel::problem) + ": " + problem->found;
    std::vector<std::string> parts;
    if (report.classes)
        parts.push_back(counted(*report.classes, "class", "classes"));
    if (report.images)
        parts.push_back(counted(*report.images, "image", "images"));
    if (report.peak_bytes)
        parts.push_back(spokenBytes(static_cast<double>(*report.peak_bytes)) + " of " +
                        spokenBytes(static_cast<double>(report.memory_total)));
    if (report.seconds)
        parts.push_back("about " + spokenSeconds(*report.seconds));
    if (report.count(CheckLevel::warning) > 0)
        parts.push_back(countedLevel(report, CheckLevel::warning));
    return (report.complete ? "Ready: " : "Files are sound: ") + base::join(parts, " · ");
}

std::string toText(const PreflightReport& report) {
    std::size_t widest = 0;
    for (const CheckLine& line : report.lines)
        widest = std::max(widest, line.subject.size());
    std::string out;
    for (const CheckLevel level : {CheckLevel::problem, CheckLevel::warning, CheckLevel::ok})
        for (const CheckLine& line : report.lines) {
            if (line.level != level)
                continue;
            const std::string name = nameOf(level);
            const std::string margin(widest - line.subject.size() + 2, ' ');
            out += name + std::string(9 - name.size(), ' ') + line.subject + margin + line.found + "\n";
            if (!line.fix.empty())
                out += std::string(9 + widest + 2, ' ') + "-> " + line.fix +
                       (line.key.empty() || line.fix.find(line.key) != std::string::npos
                            ? ""
                            : " (" + line.key + ")") +
                       "\n";
        }
    return out + summaryOf(report) + "\n";
}

} // namespace ld3m::reports
