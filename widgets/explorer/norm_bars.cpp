#include "widgets/explorer/norm_bars.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kRows = 4;
constexpr int kBar = 6;
constexpr int kGap = 4;
constexpr int kHeading = 2; ///< between the bars of Z and those of c
constexpr int kValue = 56;  ///< room for a number
constexpr double kLeast = 0.04;

} // namespace

void NormScale::include(const std::optional<reports::StepNorms>& norms) {
    if (!norms)
        return;
    for (const double norm : {norms->latents, norms->conditioning.value_or(0)}) {
        if (!(norm > 0) || !std::isfinite(norm))
            continue;
        const double below = std::pow(10, std::floor(std::log10(norm)));
        const double above = std::pow(10, std::ceil(std::log10(norm)));
        smallest = smallest > 0 ? std::min(smallest, below) : below;
        largest = std::max({largest, above, smallest * 10});
    }
}

double NormScale::share(double norm) const {
    if (!(norm > 0) || !(smallest > 0))
        return 0;
    const double decades = std::log10(largest / smallest);
    return std::clamp(std::log10(norm / smallest) / decades, 0.0, 1.0) * (1 - kLeast) + kLeast;
}

QString spokenNorm(double norm) {
    return QString::number(norm, 'g', 3);
}

NormBars::NormBars(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAccessibleName(tr("Gradient norms"));
}

void NormBars::setNorms(const std::optional<reports::StepNorms>& with,
                        const std::optional<reports::StepNorms>& without) {
    m_with = with;
    m_without = without;
    const auto text = [](const std::optional<double>& norm) { return norm ? spokenNorm(*norm) : tr("none"); };
    setAccessibleDescription(m_with && m_without
                                 ? tr("Z %1 with residual, %2 without; c %3 and %4")
                                       .arg(text(norm(0)), text(norm(1)), text(norm(2)), text(norm(3)))
                                 : QString());
    update();
}

void NormBars::setScale(const NormScale& scale) {
    m_scale = scale;
    update();
}

std::optional<double> NormBars::norm(int row) const {
    const std::optional<reports::StepNorms>& norms = row % 2 == 0 ? m_with : m_without;
    if (!norms)
        return {};
    return row < 2 ? std::optional(norms->latents) : norms->conditioning;
}

QSize NormBars::sizeHint() const {
    return {180, rowTop(kRows - 1) + fontMetrics().height()};
}

int NormBars::rowTop(int row) const {
    const int line = fontMetrics().height();
    return line * (row < 2 ? 1 : 2) + row * (line + kGap - 2) + (row < 2 ? 0 : kHeading + kGap);
}

QRectF NormBars::barRect(int row) const {
    const std::optional<double> value = norm(row);
    const double room = width() - kValue;
    const double middle = rowTop(row) + fontMetrics().height() / 2.0;
    return {0, middle - kBar / 2.0, value ? room * m_scale.share(*value) : 0, double(kBar)};
}

void NormBars::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    const int line = fontMetrics().height();
    painter.setPen(colours.muted);
    painter.drawText(QRect(0, rowTop(0) - line, width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("‖∂L/∂Z‖"));
    painter.drawText(QRect(0, rowTop(2) - line, width(), line), Qt::AlignLeft | Qt::AlignVCenter,
                     QStringLiteral("‖∂L/∂c‖"));
    painter.setFont(tabularFont(font()));
    for (int row = 0; row < kRows; ++row) {
        const std::optional<double> value = norm(row);
        const QRect number(width() - kValue, rowTop(row), kValue, line);
        painter.fillRect(QRectF(0, barRect(row).top(), width() - kValue, kBar), colours.field);
        if (value)
            painter.fillRect(barRect(row), seriesColor(row % 2, palette()));
        painter.setPen(value ? colours.text : colours.muted);
        painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter,
                         value ? spokenNorm(*value) : QStringLiteral("–"));
    }
}

bool NormBars::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    QToolTip::showText(
        static_cast<QHelpEvent*>(event)->globalPos(),
        tr("<p>Norms of one iteration's gradient on a logarithmic scale that all columns share: above with "
           "the "
           "residual, below without it, on equal noise, network and batches.</p><p>Without the residual the "
           "gradient of Z vanishes as T grows (LD3M, Table 1).</p>"),
        this);
    return true;
}

} // namespace ld3m::widgets
