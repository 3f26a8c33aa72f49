#include "widgets/status/iteration_slider.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "widgets/status/iteration_track.h"
#include "widgets/status/progress_strip.h"
#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

IterationSlider::IterationSlider(QWidget* parent)
    : QWidget(parent), m_track(new IterationTrack(this)), m_number(new QLabel(this)),
      m_live(new QPushButton(this)) {
    auto* name = new QLabel(tr("iteration"), this);
    name->setProperty("role", "muted");
    m_number->setProperty("role", "title");
    QFont number = tabularFont(font());
    number.setBold(true);
    m_number->setFont(number);
    m_number->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_live->setText(tr("live"));
    m_live->setIcon(icon(QStringLiteral("live")));
    m_live->setIconSize({14, 14});
    m_live->setCheckable(true);
    m_live->setToolTip(tr("Follow the newest iteration"));
    setFocusProxy(m_track);

    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(name);
    row->addWidget(m_track, 1);
    row->addWidget(m_number);
    row->addWidget(m_live);
    connect(m_track, &IterationTrack::moved, this, &IterationSlider::moved);
    connect(m_live, &QPushButton::toggled, this, [this](bool on) {
        Q_EMIT liveChanged(on);
        if (on && m_track->index() != m_track->count() - 1) {
            m_track->setIndex(m_track->count() - 1);
            showNumber();
            Q_EMIT iterationChanged(iteration());
        }
    });
    showNumber();
}

void IterationSlider::setIterations(const std::vector<std::int64_t>& iterations) {
    const std::int64_t before = iteration();
    m_track->setIterations(iterations);
    if (isLive())
        m_track->setIndex(m_track->count() - 1);
    showNumber();
    if (iteration() != before && iteration() >= 0)
        Q_EMIT iterationChanged(iteration());
}

void IterationSlider::setTotal(std::int64_t total) {
    m_track->setTotal(total);
    // As wide as the largest number, so that nothing moves while numbers run.
    m_number->setMinimumWidth(QFontMetrics(m_number->font()).horizontalAdvance(grouped(total)) + 4);
}

void IterationSlider::addMark(std::int64_t iteration, const QString& label) {
    auto marks = m_track->marks();
    marks.emplace_back(iteration, label);
    m_track->setMarks(std::move(marks));
}

void IterationSlider::clearMarks() {
    m_track->setMarks({});
}

void IterationSlider::setIteration(std::int64_t iteration) {
    m_track->setIndex(m_track->nearestIndex(iteration));
    if (m_track->index() != m_track->count() - 1)
        setLive(false);
    showNumber();
}

std::int64_t IterationSlider::iteration() const {
    return m_track->index() < 0 ? -1 : m_track->iterationAt(m_track->index());
}

bool IterationSlider::isLive() const {
    return m_live->isChecked();
}
void IterationSlider::setLive(bool live) {
    m_live->setChecked(live);
}

void IterationSlider::moved(std::int64_t iteration) {
    if (m_track->index() != m_track->count() - 1)
        setLive(false);
    showNumber();
    Q_EMIT iterationChanged(iteration);
}

void IterationSlider::showNumber() {
    m_number->setText(iteration() < 0 ? QStringLiteral("–") : grouped(iteration()));
}

} // namespace ld3m::widgets
