#include "app/bench/measurement.h"

#include <nlohmann/json.hpp>

#include "generated/version.h"

namespace ld3m::bench {
namespace {

nlohmann::ordered_json toJson(const Phase& phase) {
    return {{"name", phase.name},
            {"calls", phase.calls},
            {"median_seconds", medianOf(phase.seconds)},
            {"min_seconds", leastOf(phase.seconds)},
            {"flops", phase.flops}};
}

nlohmann::ordered_json toJson(const std::vector<Phase>& phases) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Phase& phase : phases)
        list.push_back(toJson(phase));
    return list;
}

} // namespace

std::string toJson(const Measurement& measurement) {
    const Memory& memory = measurement.memory;
    const nlohmann::ordered_json json = {{"version", kVersion},
                                         {"model", measurement.model},
                                         {"device", measurement.device},
                                         {"setup", measurement.setup},
                                         {"memory_mode", measurement.mode},
                                         {"batch", measurement.batch},
                                         {"output_batch", measurement.output_batch},
                                         {"iteration", toJson(measurement.iteration)},
                                         {"sections", toJson(measurement.sections)},
                                         {"parts", toJson(measurement.parts)},
                                         {"needed_flops", measurement.needed_flops},
                                         {"flops_per_second", measurement.flopsPerSecond()},
                                         {"memory",
                                          {{"step_kept", memory.step_kept},
                                           {"output_kept", memory.output_kept},
                                           {"weights", memory.weights},
                                           {"resident", memory.resident},
                                           {"predicted_peak", memory.predicted_peak},
                                           {"measured_peak", memory.measured_peak},
                                           {"reserved_peak", memory.reserved_peak}}}};
    return json.dump();
}

} // namespace ld3m::bench
