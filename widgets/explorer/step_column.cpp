#include "widgets/explorer/step_column.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/reports/spoken.h"
#include "widgets/explorer/class_mosaic.h"
#include "widgets/explorer/norm_bars.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

StepColumn::StepColumn(std::int64_t steps, QWidget* parent)
    : QFrame(parent), m_steps(steps), m_title(new QLabel(tr("T = %1").arg(steps), this)),
      m_mark(new QLabel(tr("recipe"), this)), m_mosaic(new ClassMosaic(this)), m_bars(new NormBars(this)),
      m_seconds(new QLabel(this)), m_memory(new QLabel(this)),
      m_use(new QPushButton(tr("Use this T"), this)) {
    setObjectName(QStringLiteral("stepColumn%1").arg(steps));
    setAccessibleName(m_title->text());
    m_title->setProperty("role", "title");
    m_mark->setProperty("role", "muted");
    m_mark->setToolTip(tr("The recipe's T now"));
    m_use->setAccessibleName(tr("Use T = %1").arg(steps));
    m_use->setToolTip(
        tr("Sets prior.steps = %1 in the recipe; while a run is on it acts at the next iteration")
            .arg(steps));
    for (QLabel* label : {m_seconds, m_memory})
        label->setFont(tabularFont(label->font()));
    m_seconds->setToolTip(
        tr("<p>One iteration with the recipe's residual: synthesize, match and pull back. It "
           "grows with T (LD3M, Figure 4).</p>"));
    m_memory->setToolTip(
        tr("<p>What that iteration takes at its peak beyond weights and real images, and how: "
           "keep stores every graph, per_step one at a time.</p>"));
    auto* head = new QHBoxLayout;
    head->setSpacing(8);
    head->addWidget(m_title);
    head->addStretch(1);
    head->addWidget(m_mark);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addLayout(head);
    column->addWidget(m_mosaic, 1);
    column->addWidget(m_bars);
    column->addWidget(m_seconds);
    column->addWidget(m_memory);
    column->addWidget(m_use);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT useAsked(m_steps); });
    setCurrent(false);
    setPoint({});
}

void StepColumn::setPoint(const reports::StepPoint& point) {
    if (point.sheet.rgb)
        m_mosaic->setSheet(point.sheet);
    else
        m_mosaic->clear();
    m_bars->setNorms(point.with, point.without);
    if (point.reverse_steps > 0 && point.reverse_steps != m_steps)
        m_title->setToolTip(tr("The released timestep rule makes %1 steps of it").arg(point.reverse_steps));
    if (!point.whole()) {
        m_seconds->setText(point.sheet.rgb ? tr("measuring…") : tr("waiting…"));
        m_memory->setText(QStringLiteral(" "));
        return;
    }
    m_seconds->setText(
        tr("%1 an iteration").arg(QString::fromStdString(reports::spokenSeconds(point.seconds))));
    const QString bytes = QString::fromStdString(reports::spokenBytes(double(point.peak_bytes)));
    const QString of =
        m_memoryTotal > 0
            ? tr("%1 of %2").arg(bytes, QString::fromStdString(reports::spokenBytes(double(m_memoryTotal))))
            : bytes;
    m_memory->setText(QStringLiteral("%1 · %2").arg(of, QString::fromStdString(point.memory)));
}

void StepColumn::setScale(const NormScale& scale) {
    m_bars->setScale(scale);
}

void StepColumn::setCurrent(bool current) {
    m_current = current;
    m_mark->setVisible(current);
    m_use->setEnabled(m_usable && !current);
    update();
}

void StepColumn::setUsable(bool usable) {
    m_usable = usable;
    setCurrent(m_current);
}

QString StepColumn::costText() const {
    return QStringLiteral("%1, %2").arg(m_seconds->text(), m_memory->text());
}

void StepColumn::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    painter.setPen(m_current ? colours.accent : colours.border);
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (m_current)
        painter.fillRect(QRect(0, 0, width(), 2), colours.accent);
}

} // namespace ld3m::widgets
