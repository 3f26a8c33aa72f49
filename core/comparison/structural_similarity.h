// How alike two images look: SSIM, after Wang, Bovik, Sheikh and Simoncelli, "Image Quality Assessment: From
// Error Visibility to Structural Similarity", 2004, Eq. 13.
#pragma once

#include <cstdint>

namespace ld3m::comparison {

/// Of two RGB images of height x width x 3 packed bytes: 1 for equal ones, near 0 for unrelated ones,
/// negative where one is the other's negative. Gaussian windows of 11 x 11 pixels (sigma 1.5) that lie wholly
/// inside; smaller images get the largest odd window that fits. K1 = 0.01, K2 = 0.03, L = 255; mean over
/// windows and the three channels. 1 for images without pixels.
double structuralSimilarity(const std::uint8_t* a, const std::uint8_t* b, std::int64_t height,
                            std::int64_t width);

} // namespace ld3m::comparison
