#include "app/bench/measurement.h"

#include <algorithm>
#include <iomanip>
#include <sstream>

namespace ld3m::bench {
namespace {

void row(std::ostream& out, const Phase& phase, double whole) {
    const double median = medianOf(phase.seconds);
    out << "  " << std::left << std::setw(20) << phase.name << std::right << std::fixed << std::setw(8)
        << std::setprecision(1) << phase.calls << std::setw(12) << std::setprecision(3) << 1e3 * median
        << std::setw(12) << 1e3 * leastOf(phase.seconds) << std::setw(9) << std::setprecision(1)
        << 100 * phase.calls * median / whole;
    if (phase.flops > 0)
        out << std::setw(12) << std::setprecision(3) << phase.flops / 1e9 << std::setw(11)
            << std::setprecision(1) << phase.flops / median / 1e9;
    out << '\n';
}

void head(std::ostream& out, const std::string& title) {
    out << std::left << std::setw(22) << title << std::right << std::setw(8) << "calls" << std::setw(12)
        << "median ms" << std::setw(12) << "min ms" << std::setw(9) << "share %" << std::setw(12) << "GFLOP"
        << std::setw(11) << "GFLOP/s" << '\n';
}

std::string megabytes(std::int64_t bytes) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(1) << static_cast<double>(bytes) / 1048576.0 << " MiB";
    return out.str();
}

} // namespace

double medianOf(std::vector<double> values) {
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const std::size_t middle = values.size() / 2;
    return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

double leastOf(const std::vector<double>& values) {
    return values.empty() ? 0 : *std::ranges::min_element(values);
}

std::string toText(const Measurement& measurement) {
    std::ostringstream out;
    const double whole = medianOf(measurement.iteration.seconds);
    out << measurement.model << '\n' << measurement.device << "; " << measurement.setup << '\n';
    out << "memory mode " << measurement.mode << ", " << measurement.batch << " images at a time, "
        << measurement.output_batch << " through the decoder\n\n";
    head(out, "One iteration");
    row(out, measurement.iteration, whole);
    for (const Phase& phase : measurement.sections)
        row(out, phase, whole);
    out << '\n';
    head(out, "Its parts, timed alone");
    for (const Phase& phase : measurement.parts)
        row(out, phase, whole);
    out << '\n'
        << std::fixed << std::setprecision(1) << "Needed: " << measurement.needed_flops / 1e9
        << " GFLOP an iteration, done at " << measurement.flopsPerSecond() / 1e9 << " GFLOP/s\n";

    const Memory& memory = measurement.memory;
    out << "Kept by graph: " << megabytes(memory.step_kept) << " a step, " << megabytes(memory.output_kept)
        << " for decoder and output, of one image\n"
        << "Before the iteration: " << megabytes(memory.resident) << ", " << megabytes(memory.weights)
        << " of them weights\n"
        << "Predicted peak: " << megabytes(memory.predicted_peak) << '\n'
        << "Measured peak:  " << megabytes(memory.measured_peak) << " (predicted / measured "
        << std::setprecision(2)
        << static_cast<double>(memory.predicted_peak) / static_cast<double>(memory.measured_peak) << ")\n";
    if (memory.reserved_peak > 0)
        out << "Reserved peak:  " << megabytes(memory.reserved_peak) << '\n';
    return out.str();
}

} // namespace ld3m::bench
