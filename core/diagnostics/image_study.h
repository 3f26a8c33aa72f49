// Looks into single images of a run's stored checkpoint. No Torch in this header.
#pragma once

#include <memory>

#include "core/reports/image_study.h"

namespace ld3m::diagnostics {

/// Keeps what it loaded (prior, real images, features), so that the next image is answered at once. Any
/// thread, one question at a time; others wait. Works beside a run that is on: it reads what the run has
/// stored.
class ImageStudy {
public:
    ImageStudy();
    ~ImageStudy();

    /// Blocks. @throws base::InputError: no checkpoint yet, no such image, a prior without reverse steps
    /// (denoising); jobs::Stopped out of the watch's checkpoint.
    void ask(const reports::StudyQuestion& question, const reports::StudyWatch& watch);
    /// Frees what is kept.
    void forget();

private:
    struct Kept;
    std::unique_ptr<Kept> m_kept;
};

} // namespace ld3m::diagnostics
