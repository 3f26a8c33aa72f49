// Reference tensors (tests/golden) and how close a result must come to them.
#pragma once

#include <ATen/ATen.h>

#include <QString>
#include <QtTest>

#include "core/tensor/state_dict.h"

namespace ld3m::tests {

inline tensor::StateDict golden(const std::string& file) {
    return tensor::readStateDict(std::filesystem::path(LD3M_SOURCE_FOLDER) / "tests/golden" / file);
}

/// Largest absolute difference over the largest magnitude of `expected` (the goldens' measure).
inline double relativeError(const at::Tensor& actual, const at::Tensor& expected) {
    if (actual.sizes() != expected.sizes())
        return std::numeric_limits<double>::infinity();
    const at::Tensor wanted = expected.to(at::kDouble);
    const double largest = wanted.abs().max().item<double>();
    const double difference =
        (actual.detach().to(at::kCPU).to(at::kDouble) - wanted).abs().max().item<double>();
    return largest > 0 ? difference / largest : difference;
}

} // namespace ld3m::tests

/// Fails the test with both numbers when `actual` is farther from `expected` than `tolerance` (relative to
/// its largest magnitude).
#define LD3M_COMPARE(actual, expected, tolerance)                                                            \
    do {                                                                                                     \
        const double ld3mError = ld3m::tests::relativeError((actual), (expected));                           \
        QVERIFY2(ld3mError <= (tolerance), qPrintable(QString("%1 differs from %2 by %3, allowed %4")        \
                                                          .arg(#actual, #expected)                           \
                                                          .arg(ld3mError)                                    \
                                                          .arg(double(tolerance))));                         \
    } while (false)
