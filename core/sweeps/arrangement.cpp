#include "core/sweeps/arrangement.h"

#include <algorithm>
#include <unordered_set>

#include "core/base/error.h"
#include "core/base/log.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/settings/toml_document.h"

namespace ld3m::sweeps {
namespace {

std::vector<std::string> textsOf(const toml::table& document, const char* key) {
    std::vector<std::string> texts;
    if (const toml::array* list = document[key].as_array())
        for (const toml::node& each : *list)
            texts.push_back(each.value_or(std::string()));
    return texts;
}

std::string list(const std::vector<std::string>& ids) {
    std::string lines;
    for (const std::string& id : ids)
        lines += base::text("    \"", id, "\",\n"); // ids need no escaping
    return lines.empty() ? "[]\n" : "[\n" + lines + "]\n";
}

} // namespace

std::vector<std::string> inOrder(const std::vector<std::string>& wanted,
                                 const std::vector<std::string>& ids) {
    std::unordered_set<std::string> left(ids.begin(), ids.end());
    std::vector<std::string> order;
    for (const auto* each : {&wanted, &ids})
        for (const std::string& id : *each)
            if (left.erase(id) > 0)
                order.push_back(id);
    return order;
}

Arrangement readArrangement(const std::filesystem::path& file, const std::vector<std::string>& ids) {
    Arrangement arrangement;
    arrangement.order = ids;
    if (!std::filesystem::exists(file))
        return arrangement;
    try {
        const toml::table document = settings::parseToml(files::readText(file), file.string());
        arrangement.order = inOrder(textsOf(document, "order"), ids);
        for (const std::string& id : textsOf(document, "cancelled"))
            if (std::ranges::find(ids, id) != ids.end())
                arrangement.cancelled.insert(id);
        arrangement.paused = document["paused"].value_or(false);
    } catch (const base::InputError& broken) {
        base::log::warning(base::text(broken.what(), " The sweep's own order is used."));
    }
    return arrangement;
}

void writeArrangement(const std::filesystem::path& file, const Arrangement& arrangement) {
    files::writeAtomically(
        file, base::text("format = 1\npaused = ", arrangement.paused ? "true" : "false",
                         "\ncancelled = ", list({arrangement.cancelled.begin(), arrangement.cancelled.end()}),
                         "order = ", list(arrangement.order)));
}

} // namespace ld3m::sweeps
