#include "widgets/tables/upright_header.h"

#include <algorithm>

#include <QPainter>

namespace ld3m::widgets {
namespace {

constexpr int kMargin = 4;

} // namespace

UprightHeader::UprightHeader(QWidget* parent) : QHeaderView(Qt::Horizontal, parent) {
    setHighlightSections(false);
}

QString UprightHeader::textOf(int section) const {
    return model()->headerData(section, orientation(), Qt::DisplayRole).toString();
}

QSize UprightHeader::sectionSizeFromContents(int section) const {
    const QFontMetrics metrics = fontMetrics();
    const int length = std::min(metrics.horizontalAdvance(textOf(section)), kTallest);
    return {metrics.height() + 2 * kMargin, length + 2 * kMargin};
}

void UprightHeader::paintSection(QPainter* painter, const QRect& place, int section) const {
    painter->save();
    painter->setFont(font());
    painter->setPen(palette().color(QPalette::WindowText));
    painter->translate(place.left(), place.bottom());
    painter->rotate(-90);
    const QRect turned(kMargin, 0, place.height() - 2 * kMargin, place.width());
    painter->drawText(turned, Qt::AlignLeft | Qt::AlignVCenter,
                      fontMetrics().elidedText(textOf(section), Qt::ElideRight, turned.width()));
    painter->restore();
}

} // namespace ld3m::widgets
