// The figures of a run as files: curves as PDF and PNG, first and last image sheet as PNG.
#pragma once

#include <filesystem>

#include <QImage>

#include "core/reports/image_sheet.h"

namespace ld3m::workbench {

/// Writes loss, class_losses, latent_gradient, conditioning_gradient, gradient_snr, rates, accuracy, time and
/// memory
/// (.pdf and .png; empty ones are left out), images_first.png and images_last.png into `target`. Needs a
/// QApplication; reads the run before it returns.
/// @throws base::InputError when the folder is no run or holds no iteration; base::RunError when a figure
/// cannot be written.
void renderFigures(const std::filesystem::path& runFolder, const std::filesystem::path& target);

/// All images on white with the class names at the left, each image pixel `scale` pixels wide.
QImage contactSheet(const reports::ImageSheet& sheet, int scale);

} // namespace ld3m::workbench
