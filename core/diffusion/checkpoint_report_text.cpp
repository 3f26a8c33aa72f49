#include "core/diffusion/checkpoint_report.h"

#include "core/base/text.h"

namespace ld3m::diffusion {
namespace {

constexpr std::size_t kNamesShown = 5;

std::string row(std::string title, const std::string& words) {
    constexpr std::size_t kTitle = 16;
    title.resize(std::max(kTitle, title.size() + 1), ' ');
    return words.empty() ? std::string() : base::text("  ", title, words, "\n");
}

/// "12: a, b, c, d, e and 7 more"
std::string counted(const std::vector<std::string>& names) {
    if (names.empty())
        return {};
    const std::size_t shown = std::min(kNamesShown, names.size());
    const std::string first =
        base::join(std::vector(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(shown)), ", ");
    return base::text(names.size(), ": ", first,
                      names.size() > shown ? base::text(" and ", names.size() - shown, " more")
                                           : std::string());
}

} // namespace

std::string toText(const CheckpointReport& report) {
    std::string text = base::text("Checkpoint ", report.file.string(), "\n");
    text += row("is", report.kind);
    text += row("known as", report.known);
    text +=
        row("file", base::text(report.container, ", ", report.tensors, " tensors, ", report.bytes, " bytes"));
    text += row("precision", report.precision);
    text += row("SHA-256", report.sha256);
    for (const auto& [title, words] : report.architecture)
        text += row(title, words);
    text += row("missing", counted(report.missing));
    text += row("too much", counted(report.surplus));
    text += row("other shape", counted(report.misshapen));
    text += row("not used", base::join(report.unused, ", "));
    text += row("left out", base::join(report.left_out, ", "));
    return text + (report.mix_up.empty() ? "" : report.mix_up + "\n") + report.verdict + "\n";
}

} // namespace ld3m::diffusion
