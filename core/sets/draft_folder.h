// A folder that appears whole or not at all: filled under a temporary name beside the target, then renamed.
#pragma once

#include <filesystem>

namespace ld3m::sets {

class DraftFolder {
public:
    /// @throws base::InputError when `target` is there and is not an empty folder; base::RunError when
    /// nothing can be written beside it.
    explicit DraftFolder(const std::filesystem::path& target);
    /// Removes what was not finished.
    ~DraftFolder();
    DraftFolder(const DraftFolder&) = delete;
    DraftFolder& operator=(const DraftFolder&) = delete;

    const std::filesystem::path& path() const { return m_draft; }

    /// @throws base::RunError
    void takePlace();

private:
    std::filesystem::path m_target;
    std::filesystem::path m_draft;
};

} // namespace ld3m::sets
