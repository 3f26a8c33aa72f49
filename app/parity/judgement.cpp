#include "app/parity/judgement.h"

#include <algorithm>

#include <ATen/Context.h>

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::parity {
namespace {

constexpr const char* kNames[] = {"fp64", "fp32", "tf32", "bf16"};

}

Precision precisionNamed(const std::string& name) {
    for (std::size_t i = 0; i < std::size(kNames); ++i)
        if (name == kNames[i])
            return static_cast<Precision>(i);
    throw base::InputError(base::text("--precision ", name, " is unknown: choose fp64, fp32, tf32 or bf16."));
}

std::string nameOf(Precision precision) {
    return kNames[static_cast<std::size_t>(precision)];
}

c10::ScalarType typeOf(Precision precision) {
    switch (precision) {
    case Precision::fp64:
        return c10::ScalarType::Double;
    case Precision::bf16:
        return c10::ScalarType::BFloat16;
    default:
        return c10::ScalarType::Float;
    }
}

void allowTf32(bool allowed) {
    at::globalContext().setAllowTF32CuBLAS(allowed);
    at::globalContext().setAllowTF32CuDNN(allowed);
}

double Judgement::allowed(double fp32_tolerance) const {
    if (tolerance)
        return *tolerance;
    if (!byNorm())
        return fp32_tolerance;
    return std::min(0.5, fp32_tolerance * (precision == Precision::tf32 ? 1000 : 5000));
}

} // namespace ld3m::parity
