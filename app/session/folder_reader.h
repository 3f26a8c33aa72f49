// What one run folder holds besides its metrics, read off the UI thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include <QObject>

#include "app/session/background.h"
#include "core/projects/run_folder.h"
#include "core/reports/image_sheet.h"

namespace ld3m::session {

class FolderReader : public QObject {
    Q_OBJECT
public:
    explicit FolderReader(std::filesystem::path runFolder, QObject* parent = nullptr);
    ~FolderReader() override;

    /// One stored sheet. The newest wish wins: sheets asked for before it are not delivered any more. One
    /// read before comes from memory while its file is the same. One that is gone (a resumed run drops what
    /// it will make again) is answered with the list of those that are there.
    void request(std::int64_t iteration);
    /// The iterations with a stored sheet; the first time with what run.toml says. Silent while there is no
    /// run.
    void requestList();

Q_SIGNALS:
    void loaded(const ld3m::reports::ImageSheet& sheet);
    void described(const ld3m::projects::RunFolder& run);
    void listed(const std::vector<std::int64_t>& iterations);
    void failed(const QString& sentence);

private:
    struct Kept {
        std::filesystem::file_time_type written;
        reports::ImageSheet sheet;
    };

    void work();
    void list();
    void load(std::int64_t iteration);
    const reports::ImageSheet& read(std::int64_t iteration, std::filesystem::file_time_type written);

    std::filesystem::path m_runFolder;
    std::int64_t m_newest = 0; ///< the newest wish, on this object's thread
    std::mutex m_mutex;
    std::optional<std::int64_t> m_wanted;
    bool m_listWanted = false;
    std::optional<projects::RunFolder> m_run; ///< on the background thread
    std::vector<Kept> m_recent;               ///< on the background thread, newest last
    std::unique_ptr<Background> m_background;
};

} // namespace ld3m::session
