#include "core/sets/draft_folder.h"

#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::sets {
namespace {

namespace fs = std::filesystem;

fs::path cleaned(const fs::path& folder) {
    const fs::path path = fs::absolute(folder).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

[[noreturn]] void refuse(const fs::path& folder, const std::error_code& problem) {
    throw base::RunError(base::text("Cannot write ", folder.string(), ": ", problem.message(),
                                    "; make room there, or choose a folder that you may write to."));
}

} // namespace

DraftFolder::DraftFolder(const fs::path& target)
    : m_target(cleaned(target)),
      m_draft(m_target.parent_path() /
              base::text(".", m_target.filename().string(), ".", getpid(), ".unfinished")) {
    std::error_code problem;
    if (fs::exists(m_target, problem) &&
        !(fs::is_directory(m_target, problem) && fs::is_empty(m_target, problem)))
        throw base::InputError(base::text(
            m_target.string(), " exists already and is kept: give a new folder, or empty it first."));
    fs::create_directories(m_draft, problem);
    if (problem)
        refuse(m_target, problem);
}

DraftFolder::~DraftFolder() {
    std::error_code ignored;
    fs::remove_all(m_draft, ignored);
}

void DraftFolder::takePlace() {
    std::error_code problem;
    fs::rename(m_draft, m_target, problem);
    if (problem)
        refuse(m_target, problem);
}

} // namespace ld3m::sets
