#include "core/images/image_file.h"

#include <cstring>
#include <span>

#include <opencv2/core.hpp>
#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "core/base/error.h"
#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/images/integrity.h"

namespace ld3m::images {
namespace {

/// Callers decode many images in parallel: threads inside one image would only get in their way. What goes
/// wrong is told by our own errors, not on stderr.
void prepareOpenCv() {
    static const bool once = [] {
        cv::setNumThreads(1);
        cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT);
        return true;
    }();
    static_cast<void>(once);
}

} // namespace

bool canReadImages() {
    return true;
}

Rgb8 readImage(const std::filesystem::path& file) {
    prepareOpenCv();
    const std::string bytes = files::readText(file);
    if (bytes.empty())
        throw base::InputError(base::text("The image ", file.string(), " is empty: replace it."));
    if (!isWhole(bytes))
        throw base::InputError(base::text("The image ", file.string(), " is cut off: copy it again."));
    cv::Mat bgr;
    try {
        const cv::Mat encoded(1, static_cast<int>(bytes.size()), CV_8UC1, const_cast<char*>(bytes.data()));
        bgr = cv::imdecode(encoded, cv::IMREAD_COLOR);
    } catch (const cv::Exception&) {
        bgr.release();
    }
    if (bgr.empty())
        throw base::InputError(
            base::text("The image ", file.string(),
                       " cannot be decoded: it is damaged, or not a JPEG, PNG, BMP or WebP."));
    Rgb8 image{bgr.rows, bgr.cols, std::vector<std::uint8_t>(bgr.total() * 3)};
    cv::Mat rgb(bgr.rows, bgr.cols, CV_8UC3, image.bytes.data());
    cv::cvtColor(bgr, rgb, cv::COLOR_BGR2RGB);
    return image;
}

void writePng(const std::filesystem::path& file, const Rgb8& image) {
    prepareOpenCv();
    const cv::Mat rgb(static_cast<int>(image.height), static_cast<int>(image.width), CV_8UC3,
                      const_cast<std::uint8_t*>(image.bytes.data()));
    cv::Mat bgr;
    cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
    std::vector<std::uint8_t> encoded;
    cv::imencode(".png", bgr, encoded);
    files::writeAtomically(file,
                           std::string_view(reinterpret_cast<const char*>(encoded.data()), encoded.size()));
}

} // namespace ld3m::images
