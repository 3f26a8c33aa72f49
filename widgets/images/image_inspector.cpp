#include "widgets/images/image_inspector.h"

#include <QGridLayout>
#include <QLabel>
#include <QTabWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <numeric>

#include "core/base/imagenet_classes.h"
#include "widgets/images/image_canvas.h"
#include "widgets/theme/theme.h"

namespace ld3m::widgets {

ImageInspector::ImageInspector(QWidget* parent)
    : QWidget(parent), m_canvas(new ImageCanvas(this)), m_title(new QLabel(this)) {
    setAccessibleName(tr("Selected image"));
    m_title->setProperty("role", "title");
    m_title->setTextFormat(Qt::PlainText); // class names are folder names
    buildSections();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(8);
    column->addWidget(m_title);
    m_canvas->setSizePolicy(QSizePolicy::Expanding,
                            QSizePolicy::Expanding); // shares the height with sections
    column->addWidget(m_canvas, 3);
    column->addWidget(m_sections, 2);
    setEmptyText(tr("Click an image to see it large."));
    connect(m_canvas, &ImageCanvas::hovered, this, &ImageInspector::hovered);
    clear();
}

void ImageInspector::setImage(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k) {
    if (!sheet.rgb || label < 0 || k < 0 || k >= sheet.ipc ||
        label >= static_cast<std::int64_t>(sheet.class_names.size())) {
        clear();
        return;
    }
    const bool another = label != m_label || k != m_k;
    m_label = label;
    m_k = k;
    const std::uint8_t* first = sheet.image(label, k);
    const std::uint8_t* last = first + sheet.width * sheet.height * 3;
    // The sheet's bytes may go away with the next sheet: keep a copy.
    m_image = QImage(first, static_cast<int>(sheet.width), static_cast<int>(sheet.height), sheet.width * 3,
                     QImage::Format_RGB888)
                  .copy();
    if (!isPlaying())
        showOwn();
    m_title->setText(tr("%1 · %2 of %3")
                         .arg(QString::fromStdString(
                             base::displayName(sheet.class_names[static_cast<std::size_t>(label)])))
                         .arg(k + 1)
                         .arg(sheet.ipc));
    const auto [low, high] = std::minmax_element(first, last);
    const double mean = std::accumulate(first, last, 0.0) / static_cast<double>(last - first);
    m_statistics = {{tr("size"), tr("%1 × %2 px").arg(sheet.width).arg(sheet.height)},
                    {tr("minimum"), QString::number(*low)},
                    {tr("maximum"), QString::number(*high)},
                    {tr("mean"), QString::number(mean, 'f', 1)}};
    fillRows();
    if (!another)
        return;
    play(false);
    showOwn();
    emptyStrips();
}

void ImageInspector::clear() {
    play(false);
    m_image = {};
    m_label = m_k = -1;
    showOwn();
    m_title->setText(tr("No image selected"));
    m_statistics.clear();
    m_details.clear();
    fillRows();
    emptyStrips();
}

void ImageInspector::setEmptyText(const QString& text) {
    m_canvas->setEmptyText(text);
}
void ImageInspector::setSmooth(bool smooth) {
    m_canvas->setSmooth(smooth);
}

void ImageInspector::setDetails(const QList<QPair<QString, QString>>& details) {
    m_details = details;
    fillRows();
}

QString ImageInspector::title() const {
    return m_title->text();
}

QString ImageInspector::detail(const QString& name) const {
    for (const auto& [each, value] : m_statistics + m_details)
        if (each == name)
            return value;
    return {};
}

void ImageInspector::fillRows() {
    const auto rows = m_statistics + m_details;
    while (m_grid->count() > 2 * rows.size()) {
        const auto* item = m_grid->takeAt(m_grid->count() - 1);
        delete item->widget();
        delete item;
    }
    for (int row = 0; row < rows.size(); ++row) {
        for (int column = 0; column < 2; ++column) {
            auto* item = m_grid->itemAtPosition(row, column);
            auto* label = item ? qobject_cast<QLabel*>(item->widget()) : new QLabel(this);
            if (!item) {
                label->setProperty("role", column == 0 ? "muted" : "value");
                if (column == 1) {
                    label->setFont(tabularFont(font()));
                    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
                }
                m_grid->addWidget(label, row, column);
            }
            label->setText(column == 0 ? rows[row].first : rows[row].second);
        }
    }
}

} // namespace ld3m::widgets
