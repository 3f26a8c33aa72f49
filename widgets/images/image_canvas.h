// Paints one image as large as it fits and says which pixel is under the mouse.
#pragma once

#include <QImage>
#include <QWidget>

#include <optional>

namespace ld3m::widgets {

class ImageCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ImageCanvas(QWidget* parent = nullptr);

    void setImage(const QImage& image); ///< a null image shows the empty text
    const QImage& image() const { return m_image; }
    void setEmptyText(const QString& text);
    void setSmooth(bool smooth);

    bool hasHeightForWidth() const override { return sizePolicy().hasHeightForWidth(); }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {240, 240}; }
    QSize minimumSizeHint() const override { return {96, 96}; }

Q_SIGNALS:
    void hovered(const QString& text); ///< "(12, 7) · 183 120 64"; empty when no pixel is under the mouse

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect imageRect() const;
    QString describe(QPoint point) const;
    void updateHovered();

    QImage m_image;
    QString m_emptyText;
    std::optional<QPoint> m_mouse; ///< while it is over the widget
    QString m_hovered;
    bool m_smooth = false;
};

} // namespace ld3m::widgets
