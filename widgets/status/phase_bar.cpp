#include "widgets/status/phase_bar.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kAbove = 8; ///< and below; left and right are the margins of whoever holds it
constexpr int kBarHeight = 8;
constexpr int kTotalWidth = 64;
constexpr int kSwatch = 8;
/// Blue, green, purple, orange, as everywhere time is split.
constexpr int kPhaseColors[] = {0, 3, 2, 1, 7, 4, 5, 6};

QString spokenSeconds(double seconds) {
    if (seconds < 1)
        return PhaseBar::tr("%1 ms").arg(seconds * 1000, 0, 'f', seconds < 0.01 ? 1 : 0);
    return PhaseBar::tr("%1 s").arg(seconds, 0, 'f', seconds < 10 ? 2 : 1);
}

} // namespace

PhaseBar::PhaseBar(QWidget* parent) : QWidget(parent) {
    setAccessibleName(tr("Time of an iteration by phase"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void PhaseBar::setPhases(const reports::PhaseSeconds& phases, double wholeSeconds) {
    std::vector<Part> parts{{tr("synthesize"), phases.synthesize},
                            {tr("match"), phases.match},
                            {tr("pull back"), phases.pull_back},
                            {tr("update"), phases.update}};
    const double rest = wholeSeconds - phases.synthesize - phases.match - phases.pull_back - phases.update;
    if (rest > 0.01 * wholeSeconds)
        parts.push_back({tr("other"), rest});
    setParts(std::move(parts));
}

void PhaseBar::setParts(std::vector<Part> parts) {
    m_parts = std::move(parts);
    setAccessibleDescription(total() > 0 ? totalText() : QString());
    update();
}

void PhaseBar::clear() {
    setParts({});
}

double PhaseBar::total() const {
    double sum = 0;
    for (const Part& part : m_parts)
        sum += part.seconds;
    return sum;
}

QString PhaseBar::totalText() const {
    return spokenSeconds(total());
}

QSize PhaseBar::sizeHint() const {
    return {320, 2 * fontMetrics().height() + 2 * kAbove + 4};
}
QSize PhaseBar::minimumSizeHint() const {
    return {160, sizeHint().height()};
}

QRectF PhaseBar::barRect() const {
    const double middle = kAbove + fontMetrics().height() / 2.0;
    return {0, middle - kBarHeight / 2.0, double(width() - kTotalWidth), double(kBarHeight)};
}

std::pair<double, double> PhaseBar::extent(std::size_t part) const {
    const double whole = total();
    if (whole <= 0)
        return {barRect().left(), 0};
    double before = 0;
    for (std::size_t i = 0; i < part; ++i)
        before += m_parts[i].seconds;
    return {barRect().left() + barRect().width() * before / whole,
            barRect().width() * m_parts[part].seconds / whole};
}

void PhaseBar::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    const int line = fontMetrics().height();
    const QRect second(0, kAbove + line + 4, width(), line);
    painter.fillRect(barRect(), colours.border);
    if (total() <= 0) {
        painter.setPen(colours.muted);
        painter.drawText(second, Qt::AlignLeft | Qt::AlignVCenter, tr("time by phase, once a run is on"));
        return;
    }
    int x = second.left();
    for (std::size_t i = 0; i < m_parts.size(); ++i) {
        const QColor color = seriesColor(kPhaseColors[i % std::size(kPhaseColors)], palette());
        const auto [left, length] = extent(i);
        painter.fillRect(QRectF(left, barRect().top(), length, kBarHeight), color);
        const int room = second.right() - x - kSwatch - 4;
        if (room < fontMetrics().averageCharWidth() * 3)
            continue; // the tool tip has them all
        painter.fillRect(QRect(x, second.center().y() - kSwatch / 2 + 1, kSwatch, kSwatch), color);
        painter.setPen(colours.muted);
        const QString name = fontMetrics().elidedText(m_parts[i].name, Qt::ElideRight, room);
        const int nameWidth = fontMetrics().horizontalAdvance(name);
        painter.drawText(QRect(x + kSwatch + 4, second.top(), nameWidth + 1, line), Qt::AlignVCenter, name);
        x += kSwatch + 4 + nameWidth + 12;
    }
    painter.setPen(colours.text);
    painter.setFont(tabularFont(font()));
    painter.drawText(QRect(width() - kTotalWidth, kAbove, kTotalWidth, line),
                     Qt::AlignRight | Qt::AlignVCenter, totalText());
}

bool PhaseBar::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    QStringList lines;
    for (const Part& part : m_parts)
        lines.append(tr("%1: %2 (%3 %)")
                         .arg(part.name, spokenSeconds(part.seconds))
                         .arg(total() > 0 ? 100 * part.seconds / total() : 0, 0, 'f', 0));
    QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), lines.join(QLatin1Char('\n')), this);
    return true;
}

} // namespace ld3m::widgets
