#include "core/sweeps/point_id.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "core/base/seeds.h"

namespace ld3m::sweeps {
namespace {

constexpr std::size_t kLongest = 60;

std::string nameOf(const std::string& key) {
    return key.substr(key.find('.') + 1);
}

std::string shortKey(const std::string& key, const std::vector<std::string>& keys) {
    const std::string name = nameOf(key);
    const auto alike =
        std::ranges::count_if(keys, [&](const std::string& each) { return nameOf(each) == name; });
    return alike > 1 ? key : name;
}

bool isSafe(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9') || letter == '.' || letter == '_' || letter == '-' ||
           letter == '+';
}

// Six hexadecimal digits of the whole point.
std::string mark(const std::vector<projects::Change>& varied) {
    std::string all;
    for (const projects::Change& change : varied)
        all += change.key + "=" + settings::toToml(change.value) + "\n";
    char digits[8] = {};
    std::snprintf(digits, sizeof digits, "%06x", static_cast<unsigned>(base::streamSeed(0, all) & 0xFFFFFFU));
    return digits;
}

} // namespace

std::string pointId(const std::vector<projects::Change>& varied, const std::vector<std::string>& keys) {
    if (varied.empty())
        return "run";
    std::string id;
    bool lossy = false;
    for (const projects::Change& change : varied) {
        std::string value = settings::toText(change.value);
        if (value.find('/') != std::string::npos) {
            value = std::filesystem::path(value).filename().string();
            lossy = true;
        }
        // A dash within a word could be the one between two settings; in a number it is a sign.
        const bool number = change.value.index() < 3;
        lossy = lossy || value.empty();
        for (char& letter : value)
            if (!isSafe(letter) || (letter == '-' && !number)) {
                letter = '-';
                lossy = true;
            }
        id += (id.empty() ? "" : "-") + shortKey(change.key, keys) + "-" + value;
    }
    if (id.size() <= kLongest && !lossy)
        return id;
    return id.substr(0, kLongest - 7) + "-" + mark(varied);
}

} // namespace ld3m::sweeps
