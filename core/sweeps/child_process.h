// A program started by this one, which does not outlive it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ld3m::sweeps {

/// How a process ended.
struct Ending {
    bool killed = false; ///< by a signal
    int number = 0;      ///< of the signal, or the exit code
};

class ChildProcess {
public:
    using Variables = std::vector<std::pair<std::string, std::string>>;

    /// Starts at once, away from the terminal: what it says on standard output goes nowhere, on standard
    /// error into `log`, which is begun anew. `variables` are put into its environment. It is killed when the
    /// thread that starts it ends, however that ends. A program that cannot be started ends with code 127 and
    /// says why in the log. @throws base::RunError when there is no process to be had.
    ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                 const std::filesystem::path& log, const Variables& variables = {});
    /// Kills it and waits.
    ~ChildProcess();
    ChildProcess(ChildProcess&& other) noexcept;
    ChildProcess& operator=(ChildProcess&&) = delete;

    int id() const { return m_process; }
    /// How it ended; nothing while it runs. Returns at once.
    std::optional<Ending> ending();
    /// As Ctrl-C does; the first time only, since a second one would not let it save.
    void interrupt();
    bool interrupted() const { return m_interrupted; }

private:
    int m_process = -1;
    bool m_interrupted = false;
    std::optional<Ending> m_ending;
};

} // namespace ld3m::sweeps
