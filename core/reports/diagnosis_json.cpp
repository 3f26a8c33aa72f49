#include "core/reports/diagnosis_json.h"

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::reports {
namespace {

using Json = nlohmann::ordered_json;

Json toJson(const FlowPoint& point) {
    return {{"arm", point.arm},
            {"steps", point.steps},
            {"latent_norms", point.latent_norms},
            {"conditioning_norms", point.conditioning_norms}};
}

FlowPoint flowFrom(const Json& json) {
    return {.arm = json.at("arm"),
            .steps = json.at("steps"),
            .latent_norms = json.at("latent_norms"),
            .conditioning_norms = json.at("conditioning_norms")};
}

Json toJson(const GradientChain& chain) {
    Json steps = Json::array();
    for (const ChainStep& step : chain.chain)
        steps.push_back({{"timestep", step.timestep},
                         {"weight", step.weight},
                         {"network", step.network},
                         {"residual", step.residual}});
    return {{"arm", chain.arm},
            {"steps", chain.steps},
            {"chain", std::move(steps)},
            {"images", chain.images},
            {"latents", chain.latents},
            {"latents_network", chain.latents_network},
            {"latents_residual", chain.latents_residual}};
}

GradientChain chainFrom(const Json& json) {
    GradientChain chain{.arm = json.at("arm"),
                        .steps = json.at("steps"),
                        .chain = {},
                        .images = json.at("images"),
                        .latents = json.at("latents"),
                        .latents_network = json.at("latents_network"),
                        .latents_residual = json.at("latents_residual")};
    for (const Json& step : json.at("chain"))
        chain.chain.push_back({.timestep = step.at("timestep"),
                               .weight = step.at("weight"),
                               .network = step.at("network"),
                               .residual = step.at("residual")});
    return chain;
}

template<typename Results>
Json listOf(const Results& results) {
    Json list = Json::array();
    for (const auto& each : results)
        list.push_back(toJson(each));
    return list;
}

} // namespace

std::string toJson(const Diagnosis& diagnosis) {
    return Json{{"format", kDiagnosisFormat},     {"iteration", diagnosis.iteration},
                {"draws", diagnosis.draws},       {"identity", diagnosis.identity},
                {"flow", listOf(diagnosis.flow)}, {"chains", listOf(diagnosis.chains)}}
               .dump(1) +
           "\n";
}

Diagnosis diagnosisFromJson(const std::string& text) {
    try {
        const Json json = Json::parse(text);
        if (json.at("format") != kDiagnosisFormat)
            throw base::InputError(base::text("a diagnosis of format ", json.at("format").dump(),
                                              ", this version reads ", kDiagnosisFormat, "."));
        Diagnosis diagnosis{.iteration = json.at("iteration"),
                            .draws = json.at("draws"),
                            .identity = json.at("identity"),
                            .flow = {},
                            .chains = {}};
        for (const Json& point : json.at("flow"))
            diagnosis.flow.push_back(flowFrom(point));
        for (const Json& chain : json.at("chains"))
            diagnosis.chains.push_back(chainFrom(chain));
        return diagnosis;
    } catch (const nlohmann::json::exception&) {
        throw base::InputError("no diagnosis: it was cut short or written by something else.");
    }
}

} // namespace ld3m::reports
