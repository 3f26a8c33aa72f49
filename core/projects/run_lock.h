// One writer per run folder: an advisory lock that the system drops when its process ends, however it ends.
#pragma once

#include <filesystem>
#include <string>

namespace ld3m::projects {

class RunLock {
public:
    /// @throws base::InputError naming the process that holds it.
    explicit RunLock(const std::filesystem::path& file);
    ~RunLock();
    RunLock(RunLock&& other) noexcept;
    RunLock& operator=(RunLock&&) = delete;

    /// Some process (this one included) is writing here.
    static bool held(const std::filesystem::path& file);

private:
    int m_descriptor = -1;
};

} // namespace ld3m::projects
