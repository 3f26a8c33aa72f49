// The results of one case held against the stored ones, quantity by quantity.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "app/parity/case_file.h"
#include "app/parity/judgement.h"

namespace ld3m::parity {

enum class Verdict { ok, failed, not_compared, left_out };

struct Quantity {
    std::string name;    ///< the stored tensor
    std::string route;   ///< how it was computed, where there are several ways
    double absolute = 0; ///< largest difference
    double relative =
        0;           ///< the same over the largest stored magnitude; of whole numbers the share that differs
    double norm = 0; ///< relative difference in the 2-norm
    double tolerance = 0;
    Verdict verdict = Verdict::ok;
    std::string reason; ///< of what was left out

    /// "grad.Z (per_step)"
    std::string label() const { return route.empty() ? name : name + " (" + route + ")"; }
};

class Comparison {
public:
    Comparison(const CaseFile& file, const Judgement& judgement) : m_file(file), m_judgement(judgement) {}

    /// `tolerance` is that of fp32 (see Judgement). An undefined result, another shape or not-a-number fails.
    void check(const std::string& name, const at::Tensor& actual, double tolerance,
               const std::string& route = {});
    /// The same by the 2-norm: for gradients of which rounding may move single numbers, where an input of a
    /// ReLU or of a maximum lies within rounding of its kink.
    void checkByNorm(const std::string& name, const at::Tensor& actual, double tolerance);
    /// Numbers that do not depend on the precision (schedules, rates).
    void checkNumbers(const std::string& name, const at::Tensor& actual, double tolerance);
    /// Whole numbers.
    void checkCodes(const std::string& name, const at::Tensor& actual);
    /// What is zero but for rounding: the result's largest magnitude must stay under `tolerance`.
    void checkZero(const std::string& name, const at::Tensor& actual, double tolerance);
    /// A stored result that the engine has no counterpart for, and why.
    void leaveOut(const std::string& name, const std::string& reason);
    /// Every result of the file that nobody mentioned becomes a failure.
    void finish();

    const std::vector<Quantity>& quantities() const { return m_quantities; }

private:
    void add(const std::string& name, const at::Tensor& actual, double tolerance, bool by_norm,
             const std::string& route);

    const CaseFile& m_file;
    Judgement m_judgement;
    std::vector<Quantity> m_quantities;
    std::set<std::string> m_mentioned;
};

} // namespace ld3m::parity
