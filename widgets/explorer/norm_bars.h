// Gradient norms of Z and c, with and without the residual, as bars on one logarithmic scale.
#pragma once

#include <QWidget>

#include <optional>

#include "core/reports/step_exploration.h"

namespace ld3m::widgets {

/// A decade range that several bars share.
struct NormScale {
    double smallest = 0; ///< power of ten; both 0: nothing to draw
    double largest = 0;

    /// Grows so that these norms fit.
    void include(const std::optional<reports::StepNorms>& norms);
    /// Length of a bar as a share of the whole; a little for the smallest, so that it is seen.
    double share(double norm) const;
    bool operator==(const NormScale&) const = default;
};

/// "27.9", "0.113", "4.1e-05"
QString spokenNorm(double norm);

class NormBars : public QWidget {
    Q_OBJECT
public:
    explicit NormBars(QWidget* parent = nullptr);

    void setNorms(const std::optional<reports::StepNorms>& with,
                  const std::optional<reports::StepNorms>& without);
    void setScale(const NormScale& scale);
    /// The bar of a row: 0 and 1 are Z with and without the residual, 2 and 3 the same of c.
    QRectF barRect(int row) const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {120, sizeHint().height()}; }

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    std::optional<double> norm(int row) const;
    int rowTop(int row) const;

    std::optional<reports::StepNorms> m_with;
    std::optional<reports::StepNorms> m_without;
    NormScale m_scale;
};

} // namespace ld3m::widgets
