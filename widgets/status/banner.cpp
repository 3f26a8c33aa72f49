#include "widgets/status/banner.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>

#include "widgets/theme/icons.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

Banner::Banner(QWidget* parent)
    : QFrame(parent), m_icon(new QLabel(this)), m_sentence(new QLabel(this)), m_action(new QPushButton(this)),
      m_close(new QToolButton(this)) {
    setObjectName(QStringLiteral("banner"));
    setFocusPolicy(Qt::ClickFocus);
    m_sentence->setWordWrap(true);
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
    applyColours();
    show();
}

QString Banner::message() const {
    return m_sentence->text();
}

void Banner::dismiss() {
    hide();
    Q_EMIT dismissed();
}

void Banner::applyColours() {
    const ThemeColours& colours = coloursOf(palette());
    const bool failure = m_kind == BannerKind::failure;
    const QColor color = failure                         ? colours.bad
                         : m_kind == BannerKind::warning ? colours.warning
                                                         : colours.accent;
    const QString name = failure                         ? QStringLiteral("failure")
                         : m_kind == BannerKind::warning ? QStringLiteral("warning")
                                                         : QStringLiteral("notice");
    m_icon->setPixmap(icon(name, color).pixmap(18, 18));
    setStyleSheet(QStringLiteral("#banner { background: rgba(%1, %2, %3, 36); border: none; "
                                 "border-left: 3px solid %4; }")
                      .arg(color.red())
                      .arg(color.green())
                      .arg(color.blue())
                      .arg(color.name()));
}

void Banner::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && isVisible())
        applyColours();
}

void Banner::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Escape)
        dismiss();
    else
        QFrame::keyPressEvent(event);
}

} // namespace ld3m::widgets
