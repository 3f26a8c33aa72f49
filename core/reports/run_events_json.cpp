#include "core/reports/run_events_json.h"

#include <limits>

#include <nlohmann/json.hpp>

namespace ld3m::reports {
namespace {

using Json = nlohmann::ordered_json;

// A line may lack what an older version did not write; then the member keeps its default.
template<typename T>
void read(const Json& json, const char* key, T& target) {
    if (json.contains(key))
        target = json.at(key).get<T>();
}

double numberOf(const Json& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

void read(const Json& json, const char* key, double& target) {
    if (json.contains(key))
        target = numberOf(json.at(key));
}

void read(const Json& json, const char* key, std::vector<double>& target) {
    if (!json.contains(key))
        return;
    target.clear();
    for (const Json& number : json.at(key))
        target.push_back(numberOf(number));
}

Json toJson(const settings::Value& value) {
    return std::visit([](const auto& held) { return Json(held); }, value);
}

settings::Value valueOf(const Json& json) {
    if (json.is_boolean())
        return json.get<bool>();
    if (json.is_number_integer())
        return json.get<std::int64_t>();
    if (json.is_string())
        return json.get<std::string>();
    if (json.is_array())
        return json.get<std::vector<std::string>>();
    return numberOf(json);
}

Json toJson(const IterationReport& report) {
    Json json = {{"event", "iteration"},
                 {"iteration", report.iteration},
                 {"loss", report.loss},
                 {"class_losses", report.class_losses},
                 {"latent_grad_norm", report.latent_grad_norm},
                 {"conditioning_grad_norm", report.conditioning_grad_norm},
                 {"latent_rate", report.latent_rate},
                 {"conditioning_rate", report.conditioning_rate},
                 {"seconds", report.seconds},
                 {"phases",
                  {{"synthesize", report.phases.synthesize},
                   {"match", report.phases.match},
                   {"pull_back", report.phases.pull_back},
                   {"update", report.phases.update}}}};
    if (report.student_rate)
        json["student_rate"] = *report.student_rate;
    if (report.memory.host > 0)
        json["memory"]["host"] = report.memory.host;
    if (report.memory.device > 0)
        json["memory"]["device"] = report.memory.device;
    return json;
}

IterationReport iterationReportOf(const Json& json) {
    IterationReport report;
    report.iteration = json.at("iteration").get<std::int64_t>();
    read(json, "loss", report.loss);
    read(json, "class_losses", report.class_losses);
    read(json, "latent_grad_norm", report.latent_grad_norm);
    read(json, "conditioning_grad_norm", report.conditioning_grad_norm);
    read(json, "latent_rate", report.latent_rate);
    read(json, "conditioning_rate", report.conditioning_rate);
    if (json.contains("student_rate"))
        report.student_rate = numberOf(json.at("student_rate"));
    read(json, "seconds", report.seconds);
    if (json.contains("memory")) {
        read(json.at("memory"), "host", report.memory.host);
        read(json.at("memory"), "device", report.memory.device);
    }
    if (json.contains("phases")) {
        const Json& phases = json.at("phases");
        read(phases, "synthesize", report.phases.synthesize);
        read(phases, "match", report.phases.match);
        read(phases, "pull_back", report.phases.pull_back);
        read(phases, "update", report.phases.update);
    }
    return report;
}

Json toJson(const EvaluationTable& table) {
    Json rows = Json::array();
    for (const EvaluationRow& row : table.rows) {
        Json& json = rows.emplace_back(Json{{"set", row.set},
                                            {"network", row.network},
                                            {"mean", row.mean()},
                                            {"deviation", row.deviation()},
                                            {"accuracies", row.accuracies},
                                            {"class_accuracies", row.class_accuracies}});
        if (!row.confusion.empty())
            json["confusion"] = row.confusion;
    }
    return {{"event", "evaluation"},
            {"iteration", table.iteration},
            {"protocol", table.protocol},
            {"distilled_with", table.distilled_with},
            {"classes", table.classes},
            {"seconds", table.seconds},
            {"rows", rows}};
}

EvaluationTable evaluationTableOf(const Json& json) {
    EvaluationTable table;
    table.iteration = json.at("iteration").get<std::int64_t>();
    read(json, "protocol", table.protocol);
    read(json, "distilled_with", table.distilled_with);
    read(json, "classes", table.classes);
    read(json, "seconds", table.seconds);
    for (const Json& each : json.at("rows")) {
        EvaluationRow& row = table.rows.emplace_back();
        read(each, "set", row.set);
        read(each, "network", row.network);
        read(each, "accuracies", row.accuracies);
        read(each, "class_accuracies", row.class_accuracies);
        read(each, "confusion", row.confusion);
    }
    return table;
}

Json toJson(const SettingChange& change) {
    return {{"event", "setting"},
            {"iteration", change.iteration},
            {"key", change.key},
            {"before", toJson(change.before)},
            {"after", toJson(change.after)}};
}

SettingChange settingChangeOf(const Json& json) {
    return {json.at("iteration").get<std::int64_t>(), json.at("key").get<std::string>(),
            valueOf(json.at("before")), valueOf(json.at("after"))};
}

Json toJson(const CheckpointWritten& checkpoint) {
    return {{"event", "checkpoint"}, {"iteration", checkpoint.iteration}, {"file", checkpoint.file}};
}

CheckpointWritten checkpointWrittenOf(const Json& json) {
    return {json.at("iteration").get<std::int64_t>(), json.at("file").get<std::string>()};
}

Json toJson(const StateChange& change) {
    return {{"event", "state"},
            {"state", nameOf(change.state)},
            {"iteration", change.iteration},
            {"message", change.message}};
}

std::optional<Event> stateChangeOf(const Json& json) {
    StateChange change;
    change.iteration = json.at("iteration").get<std::int64_t>();
    read(json, "message", change.message);
    const auto name = json.at("state").get<std::string>();
    for (const RunState state :
         {RunState::preparing, RunState::running, RunState::paused, RunState::evaluating, RunState::finished,
          RunState::stopped, RunState::failed}) {
        change.state = state;
        if (nameOf(state) == name)
            return change;
    }
    return std::nullopt;
}

Json toJson(const std::vector<Figure>& figures) {
    Json list = Json::array();
    for (const Figure& figure : figures)
        list.push_back({{"name", figure.name}, {"value", figure.value}, {"unit", figure.unit}});
    return list;
}

std::vector<Figure> figuresOf(const Json& json) {
    std::vector<Figure> figures;
    for (const Json& each : json)
        figures.push_back(
            {each.at("name").get<std::string>(), numberOf(each.at("value")), each.value("unit", "")});
    return figures;
}

Json toJson(const TrainingReport& report) {
    return {{"event", "training"},           {"iteration", report.iteration}, {"part", report.part},
            {"step", report.step},           {"steps", report.steps},         {"loss", report.loss},
            {"terms", toJson(report.terms)}, {"rate", report.rate},           {"seconds", report.seconds}};
}

TrainingReport trainingReportOf(const Json& json) {
    TrainingReport report;
    report.iteration = json.at("iteration").get<std::int64_t>();
    report.part = json.at("part").get<std::string>();
    read(json, "step", report.step);
    read(json, "steps", report.steps);
    read(json, "loss", report.loss);
    if (json.contains("terms"))
        report.terms = figuresOf(json.at("terms"));
    read(json, "rate", report.rate);
    read(json, "seconds", report.seconds);
    return report;
}

Json toJson(const FiguresReport& report) {
    return {{"event", "figures"},
            {"iteration", report.iteration},
            {"part", report.part},
            {"figures", toJson(report.figures)}};
}

FiguresReport figuresReportOf(const Json& json) {
    return {json.at("iteration").get<std::int64_t>(), json.at("part").get<std::string>(),
            figuresOf(json.at("figures"))};
}

std::optional<Event> eventOf(const Json& json) {
    const auto kind = json.at("event").get<std::string>();
    if (kind == "iteration")
        return iterationReportOf(json);
    if (kind == "evaluation")
        return evaluationTableOf(json);
    if (kind == "setting")
        return settingChangeOf(json);
    if (kind == "checkpoint")
        return checkpointWrittenOf(json);
    if (kind == "state")
        return stateChangeOf(json);
    if (kind == "training")
        return trainingReportOf(json);
    if (kind == "figures")
        return figuresReportOf(json);
    return std::nullopt;
}

} // namespace

std::string toJsonLine(const Event& event) {
    const Json json = std::visit([](const auto& held) { return toJson(held); }, event);
    // A file name that is not UTF-8 must not stop a run: its odd bytes are replaced.
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Event> fromJsonLine(const std::string& line) {
    const Json json = Json::parse(line, nullptr, false);
    try {
        return json.is_object() ? eventOf(json) : std::nullopt;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

} // namespace ld3m::reports
