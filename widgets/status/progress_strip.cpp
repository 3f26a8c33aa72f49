#include "widgets/status/progress_strip.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include <algorithm>
#include <cmath>

#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kSteps = 10000; ///< QProgressBar counts in int; iterations are 64 bit

QLabel* numberLabel(QWidget* parent, const char* role) {
    auto* label = new QLabel(parent);
    label->setProperty("role", role);
    label->setFont(tabularFont(label->font()));
    return label;
}

} // namespace

ProgressStrip::ProgressStrip(QWidget* parent)
    : QWidget(parent), m_progress(numberLabel(this, "value")), m_bar(new QProgressBar(this)),
      m_speed(numberLabel(this, "value")), m_state(numberLabel(this, "muted")) {
    m_bar->setTextVisible(false);
    m_bar->setMinimumWidth(96);
    m_bar->setAccessibleName(tr("Progress of the run"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(8, 0, 8, 0);
    row->setSpacing(16);
    row->addWidget(m_progress);
    row->addWidget(m_bar, 1);
    row->addWidget(m_speed);
    row->addWidget(m_state);
    clear();
}

void ProgressStrip::setProgress(std::int64_t done, std::int64_t total) {
    m_done = done;
    m_total = total;
    refresh();
}

void ProgressStrip::setRate(double perSecond) {
    m_rate = perSecond;
    refresh();
}

void ProgressStrip::setState(const QString& text) {
    m_state->setText(text);
    m_state->setVisible(!text.isEmpty());
}

void ProgressStrip::clear() {
    m_done = m_total = 0;
    m_rate = 0;
    setState({});
    refresh();
    m_progress->setFont(font());
    m_progress->setText(tr("no run"));
    m_bar->setRange(0, kSteps);
    m_bar->setValue(0);
}

QString ProgressStrip::progressText() const {
    return m_progress->text();
}
QString ProgressStrip::speedText() const {
    return m_speed->text();
}

void ProgressStrip::refresh() {
    m_progress->setFont(m_speed->font());
    if (m_total > 0) {
        m_progress->setText(tr("%1 / %2").arg(grouped(m_done), grouped(m_total)));
        m_bar->setRange(0, kSteps);
        m_bar->setValue(static_cast<int>(
            std::clamp(static_cast<double>(m_done) / static_cast<double>(m_total), 0.0, 1.0) * kSteps));
    } else {
        m_progress->setText(grouped(m_done));
        m_bar->setRange(0, 0);
    }
    QStringList speed;
    if (m_rate > 0) {
        speed.append(m_rate >= 1 ? tr("%1 it/s").arg(m_rate, 0, 'f', 1)
                                 : tr("%1 s/it").arg(1 / m_rate, 0, 'f', 1));
        if (m_total > m_done)
            speed.append(tr("ETA %1").arg(spokenDuration(static_cast<double>(m_total - m_done) / m_rate)));
    }
    m_speed->setText(speed.join(QStringLiteral(" · ")));
    m_speed->setVisible(!speed.isEmpty());
}

QString spokenDuration(double seconds) {
    const auto whole = static_cast<std::int64_t>(std::llround(std::max(0.0, seconds)));
    const std::int64_t minutes = (whole + 30) / 60;
    if (whole < 60)
        return ProgressStrip::tr("%1 s").arg(whole);
    if (minutes < 60)
        return ProgressStrip::tr("%1 min").arg(minutes);
    if (minutes < 24 * 60)
        return ProgressStrip::tr("%1 h %2 min").arg(minutes / 60).arg(minutes % 60);
    return ProgressStrip::tr("%1 d %2 h").arg(minutes / (24 * 60)).arg(minutes / 60 % 24);
}

QString grouped(std::int64_t number) {
    return QLocale(QLocale::English).toString(qlonglong{number});
}

} // namespace ld3m::widgets
