#include "widgets/status/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QToolButton>

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kStripe = 3;
constexpr int kGroundAlpha = 36;

} // namespace

Banner::Banner(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_sentence(new QLabel(this)), m_action(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    setFocusPolicy(Qt::ClickFocus);
    m_sentence->setWordWrap(true);
    m_sentence->setTextFormat(Qt::PlainText); // sentences quote what people typed
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close->setProperty("flat", true);
    m_close->setIcon(icon(QStringLiteral("close")));
    m_close->setToolTip(tr("Close"));
    m_close->setAccessibleName(tr("Close this message"));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 8, 8, 8);
    row->setSpacing(12);
    row->addWidget(m_icon);
    row->addWidget(m_sentence, 1);
    row->addWidget(m_action);
    row->addWidget(m_close);
    m_action->hide();
    connect(m_action, &QPushButton::clicked, this, &Banner::actionTriggered);
    connect(m_close, &QToolButton::clicked, this, &Banner::dismiss);
    hide();
}

void Banner::showMessage(BannerKind kind, const QString& sentence, const QString& action) {
    m_kind = kind;
    m_sentence->setText(sentence);
    m_action->setText(action);
    m_action->setVisible(!action.isEmpty());
    setAccessibleName(sentence);
    showIcon();
    show();
}

QString Banner::message() const {
    return m_sentence->text();
}

void Banner::dismiss() {
    hide();
    Q_EMIT dismissed();
}

QColor Banner::color() const {
    const ThemeColours& colours = coloursOf(palette());
    switch (m_kind) {
    case BannerKind::failure:
        return colours.bad;
    case BannerKind::warning:
        return colours.warning;
    case BannerKind::notice:
        return colours.accent;
    }
    return colours.accent;
}

void Banner::showIcon() {
    const QString name = m_kind == BannerKind::failure   ? QStringLiteral("failure")
                         : m_kind == BannerKind::warning ? QStringLiteral("warning")
                                                         : QStringLiteral("notice");
    m_icon->setPixmap(icon(name, color()).pixmap(18, 18));
    update();
}

void Banner::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    QColor ground = color();
    ground.setAlpha(kGroundAlpha);
    painter.fillRect(rect(), ground);
    painter.fillRect(QRect(0, 0, kStripe, height()), color());
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showIcon();
}

void Banner::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace ld3m::widgets
