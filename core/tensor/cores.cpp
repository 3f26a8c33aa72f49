#include "core/tensor/cores.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <thread>

#include <ATen/Parallel.h>

namespace ld3m::tensor {
namespace {

/// Guards LibTorch's thread count, one for the process.
std::mutex& threadCount() {
    static std::mutex mutex;
    return mutex;
}

/// One thread for each operator while this lives. oneDNN plans a convolution for as many threads as LibTorch
/// set, and run inside a parallel region such a plan waits for threads that never come.
class SingleThreaded {
public:
    SingleThreaded() : m_lock(threadCount()), m_before(at::get_num_threads()) { at::set_num_threads(1); }
    ~SingleThreaded() { at::set_num_threads(m_before); }
    SingleThreaded(const SingleThreaded&) = delete;
    SingleThreaded& operator=(const SingleThreaded&) = delete;

    int before() const { return m_before; }

private:
    std::lock_guard<std::mutex> m_lock;
    int m_before;
};

/// Whoever starts several processes side by side says how many cores each may take.
int allCores() {
    const char* share = std::getenv("LD3M_THREADS");
    const int granted = share ? std::atoi(share) : 0;
    return granted > 0 ? granted : static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
}

} // namespace

void useThreads(std::int64_t threads) {
    const std::lock_guard lock(threadCount());
    at::set_num_threads(threads > 0 ? static_cast<int>(threads) : allCores());
}

void sideBySide(std::int64_t count, const std::function<void(std::int64_t)>& body) {
    if (count == 1) // has all cores to itself
        return body(0);
    const SingleThreaded operators;
    const int cores = std::max(1, static_cast<int>(std::min<std::int64_t>(operators.before(), count)));
    std::atomic<std::int64_t> next = 0;
    std::exception_ptr problem;
    std::mutex problemMutex;
#pragma omp parallel num_threads(cores)
    for (std::int64_t i = next++; i < count; i = next++) {
        try {
            body(i);
        } catch (...) {
            const std::lock_guard lock(problemMutex);
            problem = std::current_exception();
            next = count;
        }
    }
    if (problem)
        std::rethrow_exception(problem);
}

} // namespace ld3m::tensor
