// How far two sheets are from each other: one number, and images of the distance.
#pragma once

#include <QImage>
#include <QString>

#include <vector>

#include "core/reports/image_sheet.h"

namespace ld3m::widgets {

/// Same classes in the same order, IPC and image size, and both have their bytes: only then image k of a
/// class can be held against image k.
bool comparable(const reports::ImageSheet& a, const reports::ImageSheet& b);

/// Root mean square of A - B over all pixels and channels, in grey levels (0 to 255). Of comparable sheets.
double rootMeanSquare(const reports::ImageSheet& a, const reports::ImageSheet& b);
/// The same of image k of one class.
double rootMeanSquare(const reports::ImageSheet& a, const reports::ImageSheet& b, std::int64_t label,
                      std::int64_t k);
/// Labels of comparable sheets, those whose images differ most first.
std::vector<std::int64_t> classesByDifference(const reports::ImageSheet& a, const reports::ImageSheet& b);
/// "RMS 7.30 · PSNR 30.9 dB"; "identical" for 0. PSNR is 20 log10(255 / RMS).
QString differenceText(double rms);

/// |A - B| * gain of each channel, cut off at 255.
QImage differenceImage(const reports::ImageSheet& a, const reports::ImageSheet& b, std::int64_t label,
                       std::int64_t k, int gain);

} // namespace ld3m::widgets
