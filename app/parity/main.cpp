// ld3m-parity: recomputes reference tensors and says how far the results are off.
#include <exception>
#include <iostream>

#include "app/parity/parity_options.h"
#include "app/parity/report.h"
#include "core/base/error.h"
#include "core/tensor/cores.h"
#include "core/tensor/device.h"

namespace {

using namespace ld3m;

c10::TensorOptions optionsFor(const parity::ParityOptions& options) {
    tensor::useThreads(options.threads);
    tensor::makeDeterministic();
    parity::allowTf32(options.judgement.precision == parity::Precision::tf32);
    settings::DeviceSettings device;
    device.kind = options.device == "cuda" ? settings::DeviceKind::cuda : settings::DeviceKind::cpu;
    return tensor::optionsFor(device).dtype(parity::typeOf(options.judgement.precision));
}

void write(const parity::ParityOptions& options, const parity::CaseResult& result) {
    switch (options.format) {
    case parity::Format::text:
        return writeText(std::cout, result);
    case parity::Format::json:
        return writeJson(std::cout, result);
    case parity::Format::markdown:
        return writeMarkdown(std::cout, result);
    }
}

int compareAll(const parity::ParityOptions& options) {
    const auto files = parity::referenceFiles(options.paths);
    const c10::TensorOptions where = optionsFor(options);
    if (options.judgement.precision == parity::Precision::fp64 && !options.judgement.tolerance)
        std::cerr
            << "ld3m-parity: the files store fp32 results, so fp64 is held to the tolerances of fp32.\n";
    if (options.format == parity::Format::markdown)
        parity::writeMarkdownHead(std::cout);
    std::vector<parity::CaseResult> results;
    for (const parity::ReferenceFile& file : files) {
        results.push_back(checkFile(file, where, options.judgement));
        const parity::CaseResult& result = results.back();
        if (!result.problem.empty() && result.outcome != parity::Outcome::skipped)
            std::cerr << "ld3m-parity: " << result.problem << std::endl;
        write(options, result);
    }
    std::ostream& total = options.format == parity::Format::json ? std::cerr : std::cout;
    if (options.format != parity::Format::json)
        std::cout << "\n";
    if (options.format == parity::Format::text)
        writeSummary(std::cout, results);
    writeTotal(total, results);
    return exitCode(results);
}

} // namespace

int main(int argc, char** argv) {
    constexpr int kFailed = 1, kBadInput = 2;
    try {
        const auto options = parity::readOptions(argc, argv);
        return options ? compareAll(*options) : 0;
    } catch (const base::InputError& problem) {
        std::cerr << "ld3m-parity: " << problem.what() << std::endl;
        return kBadInput;
    } catch (const std::exception& problem) {
        std::cerr << "ld3m-parity: " << problem.what() << std::endl;
        return kFailed;
    }
}
