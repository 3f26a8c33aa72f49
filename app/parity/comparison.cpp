#include "app/parity/comparison.h"

#include <limits>

#include <ATen/ATen.h>

namespace ld3m::parity {
namespace {

constexpr double kInfinite = std::numeric_limits<double>::infinity();

at::Tensor plain(const at::Tensor& tensor) {
    return tensor.detach().to(at::kCPU, at::kDouble);
}

double largest(const at::Tensor& tensor) {
    return tensor.numel() ? tensor.abs().max().item<double>() : 0;
}

double over(double difference, double magnitude) {
    return magnitude > 0 ? difference / magnitude : difference;
}

bool isGiven(const std::string& name) {
    return name.starts_with("weight.") || name.starts_with("in.");
}

} // namespace

void Comparison::add(const std::string& name, const at::Tensor& actual, double tolerance, bool by_norm,
                     const std::string& route) {
    m_mentioned.insert(name);
    Quantity quantity{.name = name, .route = route, .tolerance = tolerance, .reason = {}};
    const at::Tensor stored = m_file.stored(name).to(at::kDouble);
    if (!actual.defined() || actual.sizes() != stored.sizes()) {
        quantity.absolute = quantity.relative = quantity.norm = kInfinite;
    } else {
        const at::Tensor difference = plain(actual) - stored;
        quantity.absolute = largest(difference);
        quantity.relative = over(quantity.absolute, largest(stored));
        quantity.norm = over(difference.norm().item<double>(), stored.norm().item<double>());
    }
    const double error = by_norm ? quantity.norm : quantity.relative;
    quantity.verdict = error <= tolerance ? Verdict::ok : Verdict::failed;
    m_quantities.push_back(quantity);
}

void Comparison::check(const std::string& name, const at::Tensor& actual, double tolerance,
                       const std::string& route) {
    add(name, actual, m_judgement.allowed(tolerance), m_judgement.byNorm(), route);
}

void Comparison::checkByNorm(const std::string& name, const at::Tensor& actual, double tolerance) {
    add(name, actual, m_judgement.allowed(tolerance), true, "by 2-norm");
}

void Comparison::checkNumbers(const std::string& name, const at::Tensor& actual, double tolerance) {
    add(name, actual, tolerance, false, {});
}

void Comparison::checkCodes(const std::string& name, const at::Tensor& actual) {
    add(name, actual, m_judgement.allowedMismatches(), false, {});
    Quantity& quantity = m_quantities.back();
    if (quantity.absolute < kInfinite) {
        const at::Tensor differs = plain(actual) != m_file.stored(name).to(at::kDouble);
        quantity.relative = differs.to(at::kDouble).mean().item<double>();
    }
    quantity.verdict = quantity.relative <= quantity.tolerance ? Verdict::ok : Verdict::failed;
}

void Comparison::checkZero(const std::string& name, const at::Tensor& actual, double tolerance) {
    add(name, actual, m_judgement.allowed(tolerance), false, "zero but for rounding, absolute");
    Quantity& quantity = m_quantities.back();
    if (quantity.absolute < kInfinite)
        quantity.relative = quantity.norm = quantity.absolute = largest(plain(actual));
    quantity.verdict = quantity.absolute <= quantity.tolerance ? Verdict::ok : Verdict::failed;
}

void Comparison::leaveOut(const std::string& name, const std::string& reason) {
    m_mentioned.insert(name);
    if (m_file.has(name))
        m_quantities.push_back({.name = name, .route = {}, .verdict = Verdict::left_out, .reason = reason});
}

void Comparison::finish() {
    for (const auto& [name, tensor] : m_file.tensors())
        if (!isGiven(name) && !m_mentioned.contains(name))
            m_quantities.push_back({.name = name,
                                    .route = {},
                                    .verdict = Verdict::not_compared,
                                    .reason = "nothing recomputes it"});
}

} // namespace ld3m::parity
