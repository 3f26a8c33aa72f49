#include "core/base/host_usage.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <sstream>

namespace ld3m::base {
namespace {

/// user + system of this process, in clock ticks; -1 when unknown. The name in brackets may hold anything.
std::int64_t processTicks(const std::string& file) {
    std::string line;
    std::getline(std::ifstream(file), line);
    const std::size_t behind = line.rfind(')');
    if (behind == std::string::npos)
        return -1;
    std::istringstream rest(line.substr(behind + 1));
    std::string word;
    for (int field = 3; field < 14; ++field)
        rest >> word;
    std::int64_t user = 0;
    std::int64_t system = 0;
    return rest >> user >> system ? user + system : -1;
}

/// All processors' ticks: busy, and together with idle ones.
std::pair<std::int64_t, std::int64_t> machineTicks(const std::string& file) {
    std::ifstream stat(file);
    std::string word;
    std::int64_t user = 0, nice = 0, system = 0, idle = 0, waiting = 0, interrupt = 0, soft = 0, stolen = 0;
    stat >> word >> user >> nice >> system >> idle >> waiting >> interrupt >> soft >> stolen;
    const std::int64_t busy = user + nice + system + interrupt + soft + stolen;
    return {busy, busy + idle + waiting};
}

std::int64_t bytesIn(const std::string& file, const std::string& name) {
    std::ifstream lines(file);
    std::string word;
    for (std::int64_t kilobytes = 0; lines >> word;
         lines.ignore(std::numeric_limits<std::streamsize>::max(), '\n'))
        if (word == name + ':' && lines >> kilobytes)
            return kilobytes * 1024;
    return 0;
}

double share(std::int64_t part, std::int64_t whole) {
    return whole > 0 ? std::clamp(static_cast<double>(part) / static_cast<double>(whole), 0.0, 1.0) : 0;
}

} // namespace

HostUsage HostWatch::look() {
    HostUsage usage;
    const std::int64_t process = processTicks(m_proc + "/self/stat");
    const auto [busy, all] = machineTicks(m_proc + "/stat");
    if (m_processTicks >= 0) {
        usage.process_load = share(process - m_processTicks, all - m_allTicks);
        usage.machine_load = share(busy - m_busyTicks, all - m_allTicks);
    }
    m_processTicks = process;
    m_busyTicks = busy;
    m_allTicks = all;

    usage.process_memory = bytesIn(m_proc + "/self/status", "VmRSS");
    usage.total_memory = bytesIn(m_proc + "/meminfo", "MemTotal");
    usage.machine_memory = usage.total_memory - bytesIn(m_proc + "/meminfo", "MemAvailable");
    return usage;
}

} // namespace ld3m::base
