#include "core/projects/run_notes.h"

#include <algorithm>
#include <sstream>

#include "core/files/atomic_file.h"
#include "core/settings/toml_document.h"

namespace ld3m::projects {
namespace {

toml::table documentOf(const std::filesystem::path& file) {
    return std::filesystem::exists(file) ? settings::parseToml(files::readText(file), file.string())
                                         : toml::table();
}

} // namespace

std::filesystem::path notesFile(const std::filesystem::path& runFolder) {
    return runFolder / "notes.toml";
}

RunNotes readNotes(const std::filesystem::path& runFolder) {
    const toml::table document = documentOf(notesFile(runFolder));
    RunNotes notes;
    notes.name = document["name"].value_or(std::string());
    notes.note = document["note"].value_or(std::string());
    notes.archived = document["archived"].value_or(false);
    if (const toml::array* tags = document["tags"].as_array())
        for (const auto& tag : *tags)
            if (const auto text = tag.value<std::string>())
                notes.tags.push_back(*text);
    return notes;
}

void writeNotes(const std::filesystem::path& runFolder, const RunNotes& notes) {
    toml::table document = documentOf(notesFile(runFolder));
    toml::array tags;
    for (const std::string& tag : notes.tags)
        tags.push_back(tag);
    document.insert_or_assign("name", notes.name);
    document.insert_or_assign("tags", std::move(tags));
    document.insert_or_assign("note", notes.note);
    document.insert_or_assign("archived", notes.archived);
    std::ostringstream out;
    out << document << "\n";
    files::writeAtomically(notesFile(runFolder), out.str());
}

std::vector<std::string> tagsFrom(const std::string& typed) {
    std::vector<std::string> tags;
    std::istringstream in(typed);
    for (std::string word; std::getline(in, word, ',');) {
        const auto first = word.find_first_not_of(" \t");
        if (first == std::string::npos)
            continue;
        word = word.substr(first, word.find_last_not_of(" \t") - first + 1);
        if (std::ranges::find(tags, word) == tags.end())
            tags.push_back(word);
    }
    return tags;
}

} // namespace ld3m::projects
