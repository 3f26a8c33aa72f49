#include "core/sweeps/child_process.h"

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/descriptor.h"

extern char** environ;

namespace ld3m::sweeps {
namespace {

std::vector<std::string> environmentWith(const ChildProcess::Variables& variables) {
    std::vector<std::string> all;
    for (char** each = environ; *each; ++each) {
        const std::string entry = *each;
        bool replaced = false;
        for (const auto& [name, value] : variables)
            replaced = replaced || entry.starts_with(name + "=");
        if (!replaced)
            all.push_back(entry);
    }
    for (const auto& [name, value] : variables)
        all.push_back(name + "=" + value);
    return all;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (std::string& text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

// Between fork and exec: system calls only, since other threads may have held any lock.
[[noreturn]] void become(char* const* arguments, char* const* environment, int nowhere, int log,
                         pid_t parent) {
    ::setpgid(0, 0); // Ctrl-C in the terminal is for the sweep, which passes it on once
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) // it ended before it was asked for
        ::_exit(127);
    // A program in the background of a shell ignores Ctrl-C, and so would this one until it asks for it: an
    // interrupt() in its first moments would be lost for ever.
    ::signal(SIGINT, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::pthread_sigmask(SIG_SETMASK, &none, nullptr); // what came since the fork comes now
    ::dup2(nowhere, STDIN_FILENO);
    ::dup2(nowhere, STDOUT_FILENO);
    ::dup2(log, STDERR_FILENO);
    ::execve(arguments[0], arguments, environment);
    const char* why = ::strerrordesc_np(errno);
    for (const char* piece : {"Cannot start ", static_cast<const char*>(arguments[0]), ": ", why, ".\n"})
        if (::write(STDERR_FILENO, piece, ::strlen(piece)) < 0)
            break;
    ::_exit(127);
}

} // namespace

ChildProcess::ChildProcess(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                           const std::filesystem::path& log, const Variables& variables) {
    std::error_code exists;
    std::filesystem::create_directories(log.parent_path(), exists);
    const files::Descriptor nowhere("/dev/null", O_RDWR);
    const files::Descriptor errors(log, O_WRONLY | O_CREAT | O_TRUNC);
    if (!nowhere.valid() || !errors.valid())
        throw base::RunError(base::text("Cannot write ", log.string(), ": ", files::reasonOf(errno), "."));
    std::vector<std::string> words = {program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<std::string> settings = environmentWith(variables);
    const std::vector<char*> wordPointers = pointersTo(words);
    const std::vector<char*> settingPointers = pointersTo(settings);
    const pid_t self = ::getpid();
    sigset_t all, before;
    ::sigfillset(&all);
    ::pthread_sigmask(SIG_SETMASK, &all, &before); // held back until the child has its own dispositions
    m_process = ::fork();
    if (m_process == 0)
        become(wordPointers.data(), settingPointers.data(), nowhere.number(), errors.number(), self);
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    if (m_process < 0)
        throw base::RunError(base::text("Cannot start another process: ", files::reasonOf(errno),
                                        "; run fewer jobs at once."));
}

ChildProcess::ChildProcess(ChildProcess&& other) noexcept
    : m_process(std::exchange(other.m_process, -1)), m_interrupted(other.m_interrupted),
      m_ending(other.m_ending) {}

ChildProcess::~ChildProcess() {
    if (m_process < 0 || m_ending)
        return;
    ::kill(m_process, SIGKILL);
    while (::waitpid(m_process, nullptr, 0) < 0 && errno == EINTR) {
    }
}

std::optional<Ending> ChildProcess::ending() {
    int status = 0;
    if (!m_ending && ::waitpid(m_process, &status, WNOHANG) == m_process) {
        const bool killed = WIFSIGNALED(status);
        m_ending = Ending{killed, killed ? WTERMSIG(status) : WEXITSTATUS(status)};
    }
    return m_ending;
}

void ChildProcess::interrupt() {
    if (!m_interrupted && !ending())
        ::kill(m_process, SIGINT);
    m_interrupted = true;
}

} // namespace ld3m::sweeps
