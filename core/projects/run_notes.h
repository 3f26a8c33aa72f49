// What people say about a run: notes.toml in its folder, written by whoever looks at the run, never by the
// run.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace ld3m::projects {

struct RunNotes {
    std::string name;              ///< instead of the one it was made with; empty: that one
    std::vector<std::string> tags; ///< "paper", "keep"
    std::string note;              ///< free text, several lines
    bool archived = false;         ///< out of the way, still there

    bool operator==(const RunNotes&) const = default;
};

std::filesystem::path notesFile(const std::filesystem::path& runFolder);

/// Empty ones while there is no file. @throws base::InputError when the file is broken.
RunNotes readNotes(const std::filesystem::path& runFolder);

/// Atomic; entries that this version does not know stay. @throws base::RunError; base::InputError when
/// somebody broke the file meanwhile (it is left alone).
void writeNotes(const std::filesystem::path& runFolder, const RunNotes& notes);

/// What a person typed, "paper, keep": words between commas, trimmed, each once.
std::vector<std::string> tagsFrom(const std::string& typed);

} // namespace ld3m::projects
