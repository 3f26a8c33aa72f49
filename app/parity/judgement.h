// Precisions to compute in, and how close a result must come in each.
#pragma once

#include <optional>
#include <string>

#include <c10/core/TensorOptions.h>

namespace ld3m::parity {

enum class Precision { fp64, fp32, tf32, bf16 };

/// @throws base::InputError listing the four names.
Precision precisionNamed(const std::string& name);
std::string nameOf(Precision precision);

/// Floating type of inputs and weights.
c10::ScalarType typeOf(Precision precision);
/// For products and convolutions on CUDA devices, process-wide.
void allowTf32(bool allowed);

/// Which error decides, and how large it may be.
///   fp32  the tolerance that each case states, on the largest difference over the largest magnitude
///   fp64  the same: the files store fp32 results
///   tf32  1,000 times that, bf16 5,000 times, at most 0.5, on the relative difference in the 2-norm: a
///   latent
///         that falls to another code moves single pixels by any amount. (A product's rounding is 2^13 and
///         2^16 times fp32's, and an fp32 tolerance is ten to twenty times fp32's error.)
struct Judgement {
    Precision precision = Precision::fp32;
    std::optional<double> tolerance; ///< in place of all of these

    bool byNorm() const { return precision == Precision::tf32 || precision == Precision::bf16; }
    double allowed(double fp32_tolerance) const;
    /// Share of whole numbers (codes) that may differ: none; a tenth in tf32 and bf16.
    double allowedMismatches() const { return byNorm() ? 0.1 : 0; }
};

} // namespace ld3m::parity
