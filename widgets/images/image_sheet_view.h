// All synthetic images at once: rows are classes with their names, columns are IPC.
#pragma once

#include <QAbstractScrollArea>
#include <QImage>

#include <optional>

#include "core/reports/image_sheet.h"
#include "widgets/images/sheet_layout.h"

namespace ld3m::widgets {

/// Paints visible tiles only, straight out of the sheet's bytes. Mouse: click selects, Ctrl+wheel zooms.
/// Keys: arrows move the selection, Enter opens, + and - zoom, 0 fits.
class ImageSheetView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ImageSheetView(QWidget* parent = nullptr);

    /// Shows these images; zoom, scroll position and selection stay where they still exist.
    void setSheet(const reports::ImageSheet& sheet);
    void clearSheet();
    const reports::ImageSheet& sheet() const { return m_sheet; }
    bool isEmpty() const;
    void setEmptyText(const QString& text);

    /// Screen pixels per image pixel now, fitted or not.
    double zoom() const;
    /// Leaves fit mode.
    void setZoom(double zoom);
    bool isFitted() const { return m_fitted; }
    /// Tiles as large as the view allows (but never too small to see; then the view scrolls). On by default.
    void setFitted(bool fitted);
    bool isSmooth() const { return m_smooth; }
    void setSmooth(bool smooth); ///< else nearest neighbour, the default
    void setNamesVisible(bool visible);

    /// Selects and scrolls to it; label -1 selects nothing. Does not signal.
    void select(std::int64_t label, std::int64_t k);
    std::int64_t selectedLabel() const { return m_selectedLabel; } ///< -1: nothing selected
    std::int64_t selectedIndex() const { return m_selectedIndex; }
    /// Where a tile is in the viewport; empty when there is no such tile.
    QRect tileRect(std::int64_t label, std::int64_t k) const;

    QSize sizeHint() const override { return {480, 360}; }

Q_SIGNALS:
    void imageSelected(qint64 label, qint64 k);  ///< by mouse or keyboard
    void imageActivated(qint64 label, qint64 k); ///< double click or Enter
    /// What is under the mouse: "cat 2 of 5 · (12, 7) · 183 120 64"; empty when nothing is.
    void hovered(const QString& text);
    void zoomChanged(double zoom, bool fitted);

protected:
    bool event(QEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

    /// What a tile shows; views of two sheets draw other things in it.
    virtual void paintTile(QPainter& painter, std::int64_t label, std::int64_t k) const;
    /// What the read-out says of a pixel: "183 120 64".
    virtual QString valuesAt(std::int64_t label, std::int64_t k, QPoint pixel) const;
    /// One of a sheet's images, without a copy of its bytes.
    static QImage imageOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k);
    static QString valuesOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k,
                            QPoint pixel);

private:
    void updateLayout();
    void zoomAround(double zoom, QPoint anchor);
    void choose(std::int64_t label, std::int64_t k);
    void scrollToSelection();
    QString describe(QPoint position) const;
    void updateHovered();
    QPoint scrollOffset() const;

    reports::ImageSheet m_sheet;
    SheetLayout m_layout;
    QString m_emptyText;
    std::optional<QPoint> m_mouse; ///< while it is over the viewport
    QString m_hovered;
    double m_zoom = 1;
    bool m_fitted = true;
    bool m_smooth = false;
    bool m_namesVisible = true;
    std::int64_t m_selectedLabel = -1;
    std::int64_t m_selectedIndex = -1;
};

} // namespace ld3m::widgets
