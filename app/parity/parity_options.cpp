#include "app/parity/parity_options.h"

#include <CLI/CLI.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "generated/version.h"

namespace ld3m::parity {
namespace {

void require(const ParityOptions& options) {
    if (options.device != "cpu" && options.device != "cuda")
        throw base::InputError(base::text("--device ", options.device, " is unknown: choose cpu or cuda."));
    if (options.judgement.precision == Precision::tf32 && options.device != "cuda")
        throw base::InputError("--precision tf32 exists on CUDA devices only: add --device cuda.");
    if (options.judgement.tolerance && !(*options.judgement.tolerance >= 0))
        throw base::InputError("--tolerance must be 0 or more.");
    if (options.threads < 0)
        throw base::InputError("--threads must be 0 (all cores) or more.");
}

} // namespace

std::optional<ParityOptions> readOptions(int argc, const char* const* argv) {
    ParityOptions options;
    std::string precision = "fp32";
    bool json = false, markdown = false;
    CLI::App app("Recomputes files of reference tensors and compares every stored result.");
    app.set_version_flag("--version", std::string("ld3m-parity ") + kVersion);
    app.add_option("paths", options.paths, "Reference files, or folders of them")->required();
    app.add_option("--device", options.device, "cpu or cuda")->capture_default_str();
    app.add_option("--precision", precision, "fp64, fp32, tf32 or bf16")->capture_default_str();
    app.add_option(
        "--tolerance", options.judgement.tolerance,
        "Relative error to allow in place of each quantity's own (schedule numbers and indices keep theirs)");
    app.add_option("--threads", options.threads, "Threads on the CPU; 0: all cores")->capture_default_str();
    app.add_flag("--json", json, "One JSON object a line for each quantity");
    app.add_flag("--markdown", markdown, "A table of cases with their worst errors");
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        if (problem.get_exit_code() != 0)
            throw base::InputError(base::text(problem.what(), "; ld3m-parity --help lists the options."));
        app.exit(problem);
        return std::nullopt;
    }
    if (json && markdown)
        throw base::InputError("--json and --markdown are two formats: give one of them.");
    options.format = json ? Format::json : markdown ? Format::markdown : Format::text;
    options.judgement.precision = precisionNamed(precision);
    require(options);
    return options;
}

} // namespace ld3m::parity
