#include "widgets/status/preflight_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kSign = 14;
constexpr int kSubject = 112; ///< so that findings stand below each other

QLabel* textLabel(const std::string& text, QWidget* parent) {
    auto* label = new QLabel(QString::fromStdString(text), parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setAttribute(Qt::WA_TransparentForMouseEvents);
    return label;
}

} // namespace

QString iconNameOf(reports::CheckLevel level) {
    switch (level) {
    case reports::CheckLevel::problem:
        return QStringLiteral("failure");
    case reports::CheckLevel::warning:
        return QStringLiteral("warning");
    case reports::CheckLevel::ok:
        break;
    }
    return QStringLiteral("check");
}

QColor colorOf(reports::CheckLevel level, const QPalette& palette) {
    const ThemeColours& colours = coloursOf(palette);
    return level == reports::CheckLevel::problem   ? colours.bad
           : level == reports::CheckLevel::warning ? colours.warning
                                                   : colours.good;
}

PreflightRow::PreflightRow(const reports::CheckLine& line, QWidget* parent)
    : QWidget(parent), m_line(line), m_sign(new QLabel(this)) {
    const bool leads = !line.key.empty();
    setFocusPolicy(leads ? Qt::TabFocus : Qt::NoFocus);
    if (leads) {
        setCursor(Qt::PointingHandCursor);
        setToolTip(tr("Show %1 in the recipe").arg(QString::fromStdString(line.key)));
    }
    setAccessibleName(
        QString::fromStdString(reports::nameOf(line.level) + ", " + line.subject + ": " + line.found));
    setAccessibleDescription(QString::fromStdString(line.fix));
    m_sign->setFixedSize(kSign, fontMetrics().height());
    m_sign->setAttribute(Qt::WA_TransparentForMouseEvents);
    QLabel* subject = textLabel(line.subject, this);
    subject->setProperty("role", "muted");
    subject->setFixedWidth(kSubject);
    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(textLabel(line.found, this));
    if (!line.fix.empty()) {
        QLabel* fix = textLabel(line.fix, this);
        fix->setProperty("role", "muted");
        words->addWidget(fix);
    }
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 4, 8, 4);
    row->setSpacing(8);
    row->addWidget(m_sign, 0, Qt::AlignTop);
    row->addWidget(subject, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    if (line.value) {
        const QString value = QString::fromStdString(settings::toText(*line.value));
        m_apply = new QPushButton(tr("Set to %1").arg(value), this);
        m_apply->setToolTip(tr("%1 = %2; Undo takes it back").arg(QString::fromStdString(line.key), value));
        row->addWidget(m_apply, 0, Qt::AlignTop);
        connect(m_apply, &QPushButton::clicked, this, &PreflightRow::fixAsked);
    }
    showSign();
}

void PreflightRow::showSign() {
    m_sign->setPixmap(icon(iconNameOf(m_line.level), colorOf(m_line.level, palette())).pixmap(kSign, kSign));
}

void PreflightRow::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showSign();
}

void PreflightRow::paintEvent(QPaintEvent*) {
    if (!hasFocus())
        return;
    QPainter painter(this);
    painter.setPen(coloursOf(palette()).accent);
    painter.drawRect(rect().adjusted(2, 0, -3, -1));
}

void PreflightRow::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint()) &&
        !m_line.key.empty())
        Q_EMIT settingAsked();
}

void PreflightRow::keyPressEvent(QKeyEvent* event) {
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter || event->key() == Qt::Key_Space) &&
        !m_line.key.empty())
        Q_EMIT settingAsked();
    else
        QWidget::keyPressEvent(event);
}

} // namespace ld3m::widgets
