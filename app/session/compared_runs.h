// The runs that were compared last in each project, remembered in the user's settings.
#pragma once

#include <filesystem>
#include <vector>

#include <QSettings>

namespace ld3m::session {

class ComparedRuns {
public:
    /// `settings` must outlive this object.
    explicit ComparedRuns(QSettings& settings) : m_settings(settings) {}

    void remember(const std::filesystem::path& project, const std::vector<std::filesystem::path>& runs);
    /// Those that are still runs; nothing where fewer than two are, which is no comparison.
    std::vector<std::filesystem::path> of(const std::filesystem::path& project) const;

private:
    QSettings& m_settings;
};

} // namespace ld3m::session
