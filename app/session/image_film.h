// The history of one image: that image out of every stored sheet of a run, read off the UI thread.
#pragma once

#include <filesystem>
#include <vector>

#include <QObject>
#include <QPointer>

#include "app/session/background_task.h"
#include "core/reports/image_study.h"

namespace ld3m::session {

class ImageFilm : public QObject {
    Q_OBJECT
public:
    struct Frame {
        std::int64_t iteration = 0;
        reports::Picture picture;
    };
    using QObject::QObject;
    ~ImageFilm() override;

    /// Reads the image of these iterations. Frames that are there already are kept, so a list that has grown
    /// costs its end only; a sheet that is gone (a resumed run drops what it makes again) is left out.
    void request(const std::filesystem::path& runFolder, const std::vector<std::int64_t>& iterations,
                 std::int64_t label, std::int64_t image);
    /// Forgets all and stops reading.
    void clear();
    const std::vector<Frame>& frames() const { return m_frames; }

Q_SIGNALS:
    /// More frames, or all of them.
    void changed();

private:
    void take(std::vector<Frame> part);

    std::filesystem::path m_runFolder;
    std::int64_t m_label = -1;
    std::int64_t m_image = -1;
    std::vector<Frame> m_frames; ///< by iteration
    QPointer<BackgroundTask> m_task;
};

} // namespace ld3m::session
