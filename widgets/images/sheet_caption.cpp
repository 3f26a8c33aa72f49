#include "widgets/images/sheet_caption.h"

namespace ld3m::widgets {

QString sheetCaption(const QColor& color, const QString& name, bool strong) {
    const QString text = name.toHtmlEscaped();
    return QStringLiteral("<span style='color:%1'>■</span>&nbsp; %2")
        .arg(color.name(), strong ? QStringLiteral("<b>%1</b>").arg(text) : text);
}

QLabel* sheetCaptionLabel(QWidget* parent, Qt::Alignment side) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::RichText);
    label->setAlignment(side | Qt::AlignVCenter);
    label->setMinimumWidth(32);
    label->setContentsMargins(8, 4, 8, 4);
    return label;
}

} // namespace ld3m::widgets
