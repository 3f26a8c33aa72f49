// ld3m-bench: how long each phase of an iteration takes, how much memory, how many operations;
// or the memory of trajectory matching by student steps.
#include <exception>
#include <iostream>

#include "app/bench/bench_options.h"
#include "app/bench/iteration_bench.h"
#include "app/bench/trajectory_bench.h"
#include "core/base/error.h"
#include "core/base/process_memory.h"
#include "core/base/thread_waiting.h"

int main(int argc, char** argv) {
    using namespace ld3m;
    constexpr int kFailed = 1, kBadInput = 2;
    base::spinBriefly(argv);
    base::keepFreedMemory(); // as the programs that it speaks of
    try {
        const auto options = bench::readOptions(argc, argv);
        if (!options)
            return 0;
        if (options->trajectories) {
            const auto rows = bench::measureTrajectories(*options);
            std::cout << (options->json ? bench::toJson(rows) + "\n" : bench::toText(rows));
            return 0;
        }
        const bench::Measurement measurement = bench::measureIterations(*options);
        std::cout << (options->json ? bench::toJson(measurement) + "\n" : bench::toText(measurement));
        return 0;
    } catch (const base::InputError& problem) {
        std::cerr << "ld3m-bench: " << problem.what() << std::endl;
        return kBadInput;
    } catch (const std::exception& problem) {
        std::cerr << "ld3m-bench: " << problem.what() << std::endl;
        return kFailed;
    }
}
