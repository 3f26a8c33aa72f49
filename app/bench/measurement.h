// What a benchmark measures: plain values, and their two forms of output.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ld3m::bench {

struct Phase {
    std::string name = {};            ///< "U-Net forward"
    double calls = 1;                 ///< in one iteration (a smaller last batch counts as a part of one)
    std::vector<double> seconds = {}; ///< of one call, one entry an iteration
    double flops = 0;                 ///< of one call: convolutions, linear layers, attention
};

double medianOf(std::vector<double> values);
double leastOf(const std::vector<double>& values);

/// Bytes. "Peak" is of the process on the CPU, of the allocator on a CUDA device.
struct Memory {
    std::int64_t step_kept = 0;   ///< by the graph of one reverse step of one image
    std::int64_t output_kept = 0; ///< by the graph of decoder and image output of one image
    std::int64_t weights = 0;     ///< as used; within `resident`
    std::int64_t resident = 0;    ///< before the first iteration
    std::int64_t predicted_peak = 0;
    std::int64_t measured_peak = 0;
    std::int64_t reserved_peak = 0; ///< CUDA's allocator; 0 on the CPU
};

struct Measurement {
    std::string model = {};  ///< one line
    std::string device = {}; ///< "cpu, 1 threads, fp32"
    std::string setup = {};  ///< "10 classes, IPC 1, 32 px, ..."
    std::string mode = {};   ///< memory mode that was used, never automatic
    std::int64_t batch = 1;
    std::int64_t output_batch = 1;
    Phase iteration = {};             ///< the whole of it
    std::vector<Phase> sections = {}; ///< synthesize, match, pull_back, update: they make the iteration up
    std::vector<Phase> parts = {};    ///< timed alone, each with the sizes that it has within the iteration
    double needed_flops = 0;          ///< of an iteration that computes nothing twice
    Memory memory = {};

    double flopsPerSecond() const { return needed_flops / medianOf(iteration.seconds); }
};

std::string toText(const Measurement& measurement);
/// One object, one line.
std::string toJson(const Measurement& measurement);

} // namespace ld3m::bench
