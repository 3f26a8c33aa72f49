// Several runs held against each other: their numbers, read on a thread of its own and again as they grow,
// whoever writes them.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include <QObject>

#include "app/session/background.h"
#include "core/comparison/compared_run_reader.h"

namespace ld3m::session {

/// What is known of one of the runs.
struct ComparedFolder {
    std::filesystem::path folder;
    comparison::ComparedRun run;      ///< under a name that no other one has
    std::vector<std::int64_t> sheets; ///< iterations with stored images
    comparison::CurveBatch gain;      ///< the iterations that the last signal brought
};

class Comparison : public QObject {
    Q_OBJECT
public:
    explicit Comparison(QObject* parent = nullptr);

    /// The first is what the others are held against. Answered by told(); until then the answer before it
    /// stands.
    void ask(const std::vector<std::filesystem::path>& folders);
    /// Reads what the runs have written since; grown() where that is anything.
    void lookAgain() { m_background.wake(); }

    /// In the order asked for, without those that cannot be read.
    const std::vector<ComparedFolder>& runs() const { return m_runs; }
    /// The values that the tables of core/comparison are made of.
    std::vector<comparison::ComparedRun> compared() const;
    /// Iterations that all runs have stored images of, ascending.
    std::vector<std::int64_t> commonSheets() const;
    /// Why runs are missing, a sentence each.
    const std::vector<std::string>& problems() const { return m_problems; }

Q_SIGNALS:
    /// Other runs, or one was cut back or renamed: every `gain` holds its run's whole curves.
    void told();
    /// The same runs have gone on: every `gain` holds what was added.
    void grown();

private:
    struct Question {
        std::vector<std::filesystem::path> folders;
        int number = 0;
    };
    struct Answer {
        std::vector<ComparedFolder> runs;
        std::vector<std::string> problems;
        std::vector<std::filesystem::path> missing;
        bool anew = false;
        bool news = false;
    };
    void look();
    void read(Answer& answer, const std::filesystem::path& folder);
    void take(Answer answer, int number);
    bool isOvertaken(int number); ///< another question was asked since; any thread

    std::mutex m_mutex;
    Question m_question;                          ///< under m_mutex
    int m_answered = 0;                           ///< this and the next two: the background's
    std::vector<std::filesystem::path> m_missing; ///< that were told
    std::map<std::filesystem::path, std::unique_ptr<comparison::ComparedRunReader>> m_readers;
    std::vector<ComparedFolder> m_runs; ///< this and the next: this thread's
    std::vector<std::string> m_problems;
    Background m_background; ///< last: it uses the others
};

/// Iterations that all of these lists hold, ascending; none for no lists.
std::vector<std::int64_t> inAll(const std::vector<std::vector<std::int64_t>>& lists);

} // namespace ld3m::session
