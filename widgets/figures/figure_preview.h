// A sheet of white paper with a figure on it, as large as it will be printed or as there is room for.
#pragma once

#include <QImage>
#include <QSizeF>
#include <QWidget>

namespace ld3m::widgets {

class FigurePreview : public QWidget {
    Q_OBJECT

public:
    explicit FigurePreview(QWidget* parent = nullptr);

    /// `image` shows a figure of this size.
    void setImage(const QImage& image, QSizeF inches);
    /// Where the paper is in the widget.
    QRectF paper() const;

    QSize sizeHint() const override { return {480, 360}; }
    QSize minimumSizeHint() const override { return {240, 180}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QImage m_image;
    QSizeF m_inches;
};

} // namespace ld3m::widgets
