#include "app/session/image_film.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/projects/run_folder.h"
#include "core/projects/sheet_file.h"

namespace ld3m::session {
namespace {

constexpr std::size_t kBytes = std::size_t{128} << 20; ///< for all frames; larger films are reduced
constexpr std::size_t kPart = 16;                      ///< frames handed over at a time

/// Every n-th pixel of every n-th row.
reports::Picture reduced(const reports::Picture& picture, std::int64_t n) {
    if (n <= 1)
        return picture;
    reports::Picture small{picture.height / n, picture.width / n};
    auto rgb = std::make_shared<std::vector<std::uint8_t>>();
    for (std::int64_t y = 0; y < small.height; ++y)
        for (std::int64_t x = 0; x < small.width; ++x) {
            const auto* pixel = picture.rgb->data() + ((y * picture.width + x) * n) * 3;
            rgb->insert(rgb->end(), pixel, pixel + 3);
        }
    small.rgb = std::move(rgb);
    return small;
}

/// By how much pictures of this size must shrink for `count` of them to fit.
std::int64_t reductionOf(const reports::Picture& picture, std::size_t count) {
    std::int64_t n = 1;
    while (picture.rgb->size() * count / static_cast<std::size_t>(n * n) > kBytes && n < picture.width / 8)
        ++n;
    return n;
}

} // namespace

ImageFilm::~ImageFilm() {
    if (m_task)
        m_task->abandon();
}

void ImageFilm::clear() {
    if (m_task)
        m_task->abandon();
    m_task.clear();
    m_frames.clear();
    m_label = m_image = -1;
}

void ImageFilm::request(const std::filesystem::path& runFolder, const std::vector<std::int64_t>& iterations,
                        std::int64_t label, std::int64_t image) {
    if (runFolder != m_runFolder || label != m_label || image != m_image)
        clear();
    else if (m_task)
        m_task->abandon(); // what it has read is kept, the rest is in the new list
    m_runFolder = runFolder;
    m_label = label;
    m_image = image;
    std::erase_if(m_frames, [&](const Frame& frame) {
        return std::ranges::find(iterations, frame.iteration) == iterations.end();
    });
    std::vector<std::int64_t> missing;
    for (const std::int64_t iteration : iterations)
        if (std::ranges::find(m_frames, iteration, &Frame::iteration) == m_frames.end())
            missing.push_back(iteration);
    if (missing.empty()) {
        Q_EMIT changed();
        return;
    }
    m_task = new BackgroundTask(
        tr("Reading the history"),
        [this, runFolder, missing, label, image, count = iterations.size()](TaskContext& context) {
            const projects::RunFolder run = projects::RunFolder::open(runFolder);
            std::vector<Frame> part;
            const auto hand = [&] {
                context.deliver([this, part] { take(part); });
                part.clear();
            };
            for (const std::int64_t iteration : missing) {
                context.control.checkpoint();
                try {
                    const reports::Picture picture =
                        projects::readSheetImage(run.sheetFile(iteration), label, image);
                    part.push_back({iteration, reduced(picture, reductionOf(picture, count))});
                } catch (const base::InputError&) {
                    // The sheet is gone, or will be whole when the list is read again.
                }
                if (part.size() >= kPart)
                    hand();
            }
            hand();
        },
        this);
    connect(m_task, &BackgroundTask::ended, m_task, &QObject::deleteLater);
}

void ImageFilm::take(std::vector<Frame> part) {
    for (Frame& frame : part) {
        const auto place = std::ranges::lower_bound(m_frames, frame.iteration, {}, &Frame::iteration);
        if (place == m_frames.end() || place->iteration != frame.iteration)
            m_frames.insert(place, std::move(frame));
    }
    Q_EMIT changed();
}

} // namespace ld3m::session
