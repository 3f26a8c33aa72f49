#include "core/experts/describe_experts.h"

#include <cmath>
#include <iomanip>
#include <map>
#include <numeric>
#include <set>
#include <sstream>

#include "core/base/statistics.h"
#include "core/base/text.h"
#include "core/experts/expert_folder.h"
#include "core/experts/expert_records.h"
#include "core/experts/expert_store.h"

namespace ld3m::experts {
namespace {

namespace fs = std::filesystem;

constexpr double kMegabyte = 1e6;

std::string grouped(std::int64_t number) {
    std::string digits = std::to_string(number);
    for (auto at = static_cast<std::int64_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string fixed(double number, int digits) {
    std::ostringstream out;
    out << std::fixed << std::setprecision(digits) << number;
    return out.str();
}

std::string percent(double share) {
    return fixed(100 * share, 1) + " %";
}

std::int64_t valuesIn(const std::vector<std::vector<std::int64_t>>& shapes) {
    std::int64_t values = 0;
    for (const auto& shape : shapes)
        values += std::accumulate(shape.begin(), shape.end(), std::int64_t{1}, std::multiplies<>());
    return values;
}

std::string describeNetwork(const std::vector<std::vector<std::int64_t>>& shapes) {
    const auto guess = guessConvNet(shapes);
    if (!guess)
        return "Network: no ConvNet";
    std::string text = base::text("Network: looks like a ConvNet of depth ", guess->depth, ", width ",
                                  guess->width, ", ", guess->norm, ", ", guess->classes, " classes");
    if (guess->resolution > 0)
        text += base::text(", for images of ", guess->resolution, " px");
    return text;
}

/// One line per trajectory, or all in one where they are alike and many.
std::string describeTrajectories(const ExpertStore& store) {
    constexpr std::int64_t kFew = 12;
    std::set<std::int64_t> lengths;
    for (std::int64_t t = 0; t < store.trajectories(); ++t)
        lengths.insert(store.epochs(t));
    if (lengths.size() == 1 && store.trajectories() > kFew)
        return base::text("Each of ", *lengths.begin(), " epochs\n");
    std::string text;
    for (std::int64_t t = 0; t < store.trajectories(); ++t)
        text += base::text("  trajectory ", t, ": ", store.epochs(t), " epochs, ",
                           store.file(t).filename().string(), "\n");
    return text;
}

struct EpochFigures {
    std::vector<double> train;
    std::vector<double> test;
};

std::string describeRecords(const std::vector<ExpertRecord>& records) {
    if (records.empty())
        return {};
    std::map<std::int64_t, EpochFigures> by_epoch;
    for (const ExpertRecord& record : records) {
        EpochFigures& figures = by_epoch[record.epoch];
        figures.test.push_back(record.test_accuracy);
        if (record.training)
            figures.train.push_back(record.training->accuracy);
    }
    std::string text = "Accuracy after each epoch, mean over the experts (training: of augmented images):\n";
    for (const auto& [epoch, figures] : by_epoch) {
        text += base::text("  epoch ", std::setw(3), epoch, "  test ",
                           percent(base::statisticsOf(figures.test).mean));
        if (!figures.train.empty())
            text += base::text("  training ", percent(base::statisticsOf(figures.train).mean));
        text +=
            base::text("  (", figures.test.size(), figures.test.size() == 1 ? " expert)\n" : " experts)\n");
    }
    return text;
}

bool hasTrajectories(const fs::path& folder) {
    for (const auto& entry : fs::directory_iterator(folder))
        if (const std::string name = entry.path().filename().string();
            name.starts_with("replay_buffer_") && name.ends_with(".pt"))
            return true;
    return false;
}

} // namespace

bool looksLikeExperts(const fs::path& path) {
    if (fs::is_directory(path))
        return ExpertFolder(path).begun() || hasTrajectories(path);
    const std::string name = path.filename().string();
    return name.starts_with("replay_buffer_") && name.ends_with(".pt");
}

std::string describeExperts(const fs::path& path) {
    const ExpertFolder folder(fs::is_directory(path) ? path : path.parent_path());
    const bool none = fs::is_directory(path) && !hasTrajectories(path);
    std::string text;
    if (none) {
        text = base::text("Training of experts, none of ", folder.recipe().experts.count, " is whole yet\n");
    } else {
        const ExpertStore store(path);
        const std::int64_t values = valuesIn(store.shapes());
        text = base::text("Expert trajectories: ", store.trajectories(), "\n", describeTrajectories(store),
                          "Parameters: ", grouped(values), " values in ", store.shapes().size(), " tensors, ",
                          fixed(4 * static_cast<double>(values) / kMegabyte, 2), " MB an epoch in fp32\n",
                          describeNetwork(store.shapes()), "\n");
    }
    std::vector<ExpertRecord> records = readRecords(folder.recordsFile());
    if (!fs::is_directory(path))
        std::erase_if(records, [&](const ExpertRecord& record) {
            return folder.trajectoryFile(record.trajectory).filename() != path.filename();
        });
    return text + describeRecords(records);
}

std::optional<GuessedConvNet> guessConvNet(const std::vector<std::vector<std::int64_t>>& shapes) {
    GuessedConvNet guess;
    std::size_t per_block = 0;
    for (std::size_t i = 0; i < shapes.size(); ++i) {
        if (shapes[i].size() != 4)
            continue;
        if (shapes[i][2] != 3 || shapes[i][3] != 3 || (guess.depth > 0 && shapes[i][0] != guess.width))
            return {};
        guess.width = shapes[i][0];
        per_block = guess.depth == 1 ? i : per_block;
        ++guess.depth;
    }
    if (guess.depth == 0 || shapes.size() < 4 || shapes[shapes.size() - 2].size() != 2)
        return {};
    if (per_block == 0)
        per_block = shapes.size() - 2;
    if (shapes.size() != per_block * static_cast<std::size_t>(guess.depth) + 2 ||
        (per_block != 2 && per_block != 4))
        return {};
    guess.norm = per_block == 2 ? "no norm" : shapes[2].size() == 3 ? "layer norm" : "instance or group norm";
    guess.classes = shapes[shapes.size() - 2][0];
    const std::int64_t places = shapes[shapes.size() - 2][1] / guess.width;
    const auto side = static_cast<std::int64_t>(std::llround(std::sqrt(static_cast<double>(places))));
    guess.resolution = side * side == places ? side << guess.depth : 0;
    return guess;
}

} // namespace ld3m::experts
