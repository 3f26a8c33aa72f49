// The polynomial that lies nearest to measured points: the dashed line through a noisy curve.
#pragma once

#include <vector>

namespace ld3m::base {

/// Least squares in polynomials that are orthogonal over the points themselves (Forsythe 1957), with x scaled
/// to [-1, 1]: the normal equations of plain powers lose all digits from degree 6 or so on.
class PolynomialFit {
public:
    /// Points that are no numbers are left out. The degree is lowered to what the different x can carry; with
    /// no points there is no fit.
    PolynomialFit(const std::vector<double>& x, const std::vector<double>& y, int degree);

    /// NaN where there is no fit. Beyond the points a polynomial says nothing of worth.
    double at(double x) const;
    /// -1 where there is no fit.
    int degree() const { return static_cast<int>(m_terms.size()) - 1; }
    /// Root of the mean squared distance of the points from the curve.
    double deviation() const { return m_deviation; }

private:
    /// p_0 = 1, p_1 = x - centre_0, p_{j+1} = (x - centre_j) p_j - back_j p_{j-1}; the curve is the sum of
    /// weight_j p_j.
    struct Term {
        double centre = 0;
        double back = 0;
        double weight = 0;
    };
    double scaled(double x) const { return (x - m_middle) / m_half; }

    std::vector<Term> m_terms;
    double m_middle = 0;
    double m_half = 1;
    double m_deviation = 0;
};

} // namespace ld3m::base
