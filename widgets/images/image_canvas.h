// Paints one image as large as it fits and says which pixel is under the mouse.
#pragma once

#include <QImage>
#include <QWidget>

namespace ld3m::widgets {

class ImageCanvas : public QWidget {
    Q_OBJECT

public:
    explicit ImageCanvas(QWidget* parent = nullptr);

    void setImage(const QImage& image); ///< a null image shows the empty text
    const QImage& image() const { return m_image; }
    void setEmptyText(const QString& text);
    void setSmooth(bool smooth);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override { return {240, 240}; }
    QSize minimumSizeHint() const override { return {96, 96}; }

Q_SIGNALS:
    void hovered(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect imageRect() const;

    QImage m_image;
    QString m_emptyText;
    bool m_smooth = false;
};

} // namespace ld3m::widgets
