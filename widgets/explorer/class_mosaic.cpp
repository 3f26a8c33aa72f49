#include "widgets/explorer/class_mosaic.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

#include "core/base/imagenet_classes.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {
namespace {

constexpr int kGap = 2;

QString displayed(const std::string& name) {
    return QString::fromStdString(base::displayName(name));
}

} // namespace

ClassMosaic::ClassMosaic(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Images, one of each class"));
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void ClassMosaic::setSheet(const reports::ImageSheet& sheet) {
    m_sheet = sheet;
    if (m_label >= classes())
        m_label = -1;
    update();
}

void ClassMosaic::clear() {
    m_sheet = {};
    update();
}

void ClassMosaic::showClass(std::int64_t label) {
    m_label = label < classes() ? label : -1;
    update();
}

QRect ClassMosaic::tileRect(std::int64_t label) const {
    if (isEmpty() || label < 0 || label >= classes() || (m_label >= 0 && label != m_label))
        return {};
    const int edge = std::min(width(), height());
    if (m_label >= 0)
        return {(width() - edge) / 2, 0, edge, edge};
    const int columns = std::max(1, int(std::ceil(std::sqrt(double(classes())))));
    const int rows = int((classes() + columns - 1) / columns);
    const int tile = std::max(
        1, std::min((width() - kGap * (columns - 1)) / columns, (height() - kGap * (rows - 1)) / rows));
    const int left = (width() - columns * tile - (columns - 1) * kGap) / 2;
    return {left + int(label % columns) * (tile + kGap), int(label / columns) * (tile + kGap), tile, tile};
}

std::int64_t ClassMosaic::classAt(QPoint point) const {
    for (std::int64_t label = 0; label < classes(); ++label)
        if (tileRect(label).contains(point))
            return label;
    return -1;
}

void ClassMosaic::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const ThemeColours& colours = coloursOf(palette());
    if (isEmpty()) {
        const int edge = std::min(width(), height());
        painter.fillRect((width() - edge) / 2, 0, edge, edge, colours.field);
        return;
    }
    for (std::int64_t label = 0; label < classes(); ++label) {
        const QRect place = tileRect(label);
        if (place.isEmpty())
            continue;
        const QImage image(m_sheet.image(label, 0), int(m_sheet.width), int(m_sheet.height),
                           3 * m_sheet.width, QImage::Format_RGB888);
        painter.setRenderHint(QPainter::SmoothPixmapTransform, place.width() < image.width());
        painter.drawImage(place, image);
    }
    if (hasFocus()) {
        painter.setPen(colours.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

bool ClassMosaic::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    auto* help = static_cast<QHelpEvent*>(event);
    const std::int64_t label = classAt(help->pos());
    if (label < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(
            help->globalPos(),
            m_label >= 0
                ? tr("%1; click for all classes").arg(displayed(m_sheet.class_names[std::size_t(label)]))
                : tr("%1; click to see it large at every T")
                      .arg(displayed(m_sheet.class_names[std::size_t(label)])),
            this);
    return true;
}

void ClassMosaic::choose(std::int64_t label) {
    Q_EMIT classChosen(label);
}

void ClassMosaic::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    setFocus(Qt::MouseFocusReason);
    if (m_label >= 0)
        choose(-1);
    else if (const std::int64_t label = classAt(event->position().toPoint()); label >= 0)
        choose(label);
}

void ClassMosaic::keyPressEvent(QKeyEvent* event) {
    const std::int64_t last = classes() - 1;
    if (event->key() == Qt::Key_Right && last >= 0)
        choose(std::min(m_label + 1, last));
    else if (event->key() == Qt::Key_Left && m_label >= 0)
        choose(m_label - 1);
    else if (event->key() == Qt::Key_Escape && m_label >= 0)
        choose(-1);
    else
        QWidget::keyPressEvent(event);
}

} // namespace ld3m::widgets
