#include "core/experts/expert_records.h"

#include <algorithm>
#include <fstream>
#include <limits>
#include <string>

#include <nlohmann/json.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"

namespace ld3m::experts {
namespace {

using Json = nlohmann::ordered_json;

std::string lineOf(const ExpertRecord& record) {
    Json json = {{"trajectory", record.trajectory}, {"epoch", record.epoch}};
    if (record.training) {
        json["loss"] = record.training->loss;
        json["train_accuracy"] = record.training->accuracy;
        json["rate"] = record.training->rate;
        json["seconds"] = record.training->seconds;
    }
    json["test_accuracy"] = record.test_accuracy;
    return json.dump() + "\n";
}

double numberOf(const Json& json) {
    return json.is_null() ? std::numeric_limits<double>::quiet_NaN() : json.get<double>();
}

std::optional<ExpertRecord> recordOf(const std::string& line) {
    try {
        const Json json = Json::parse(line);
        ExpertRecord record{.trajectory = json.at("trajectory").get<std::int64_t>(),
                            .epoch = json.at("epoch").get<std::int64_t>(),
                            .training = {},
                            .test_accuracy = numberOf(json.at("test_accuracy"))};
        if (json.contains("loss"))
            record.training = {.loss = numberOf(json.at("loss")),
                               .accuracy = numberOf(json.at("train_accuracy")),
                               .rate = numberOf(json.at("rate")),
                               .seconds = numberOf(json.at("seconds"))};
        return record;
    } catch (const Json::exception&) {
        return {};
    }
}

} // namespace

std::vector<ExpertRecord> readRecords(const std::filesystem::path& file) {
    std::vector<ExpertRecord> records;
    std::ifstream in(file);
    for (std::string line; std::getline(in, line) && !in.eof();)
        if (const auto record = recordOf(line))
            records.push_back(*record);
    return records;
}

void appendRecord(const std::filesystem::path& file, const ExpertRecord& record) {
    std::ofstream out(file, std::ios::app);
    out << lineOf(record) << std::flush;
    if (!out)
        throw base::RunError(base::text("Cannot write ", file.string(),
                                        ": make room there, or choose a folder that you may write to."));
}

void keepRecords(const std::filesystem::path& file, const std::function<bool(const ExpertRecord&)>& wanted) {
    if (!std::filesystem::exists(file))
        return;
    std::string kept;
    for (const ExpertRecord& record : readRecords(file))
        if (wanted(record))
            kept += lineOf(record);
    if (kept != files::readText(file))
        files::writeAtomically(file, kept);
}

} // namespace ld3m::experts
