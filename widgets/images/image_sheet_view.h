// All synthetic images at once: rows are classes with their names, columns are IPC.
#pragma once

#include <QAbstractScrollArea>
#include <QElapsedTimer>
#include <QImage>

#include <functional>
#include <optional>

#include "core/reports/image_sheet.h"
#include "widgets/images/display_mapping.h"
#include "widgets/images/sheet_layout.h"
#include "widgets/images/sheet_rows.h"
#include "widgets/images/sheet_selection.h"
#include "widgets/images/tile_cache.h"

namespace ld3m::widgets {

/// Paints visible tiles only; what a frame has no time for is drawn in the next ones. Names stay at the left
/// and pinned classes at the top while the rest scrolls. Pixels of 32 screen pixels and more show their
/// levels. Mouse: click selects, with Ctrl one more, with Shift all up to it; Ctrl+wheel zooms. Keys: arrows
/// move the selection (Shift: extend it), Ctrl+A selects all, Escape one, Enter opens, P pins the class, +
/// and - zoom, 0 fits.
class ImageSheetView : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit ImageSheetView(QWidget* parent = nullptr);

    /// Shows these images; zoom, scroll position, selection, filter and pins stay where they still exist.
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
    DisplayMapping mapping() const { return m_mapping; }
    void setMapping(DisplayMapping mapping);

    // Which classes are shown, see SheetRows.
    const SheetRows& rows() const { return m_rows; }
    void setFilter(const QString& filter);
    void setPinned(const QStringList& folderNames);
    void setClassOrder(const std::vector<std::int64_t>& labels);
    void togglePin(std::int64_t label);

    /// Selects this image alone and scrolls to it; label -1 selects nothing. Does not signal.
    void select(std::int64_t label, std::int64_t k);
    std::int64_t selectedLabel() const; ///< of the current image; -1: nothing selected
    std::int64_t selectedIndex() const;
    std::vector<SheetTile> selection() const { return m_selection.tiles(); } ///< class-major
    /// Every image that filter and pins show.
    void selectAll();
    /// Where a tile is in the viewport; empty when there is no such tile or its class is not shown.
    QRect tileRect(std::int64_t label, std::int64_t k) const;
    /// The tile under a point of the viewport, if any.
    std::optional<SheetTile> tileAt(QPoint position) const;
    /// The class whose row or name is under a point of the viewport, or -1.
    std::int64_t labelAt(QPoint position) const;

    QSize sizeHint() const override { return {480, 360}; }

Q_SIGNALS:
    void imageSelected(qint64 label, qint64 k);  ///< the current one, by mouse or keyboard
    void imageActivated(qint64 label, qint64 k); ///< double click or Enter
    void selectionChanged();                     ///< which images, by mouse or keyboard
    void pinnedChanged(const QStringList& folderNames);
    void rowsChanged(); ///< other classes are shown
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
    virtual void paintTile(QPainter& painter, std::int64_t label, std::int64_t k);
    /// What the read-out says of a pixel: "183 120 64".
    virtual QString valuesAt(std::int64_t label, std::int64_t k, QPoint pixel) const;
    /// Tiles must be made anew: other images or another way to draw them.
    virtual void invalidateTiles() { m_tiles.invalidate(); }

    /// Draws the image that `make` gives, out of the cache where it is there, and not in this frame where
    /// there is no time left.
    void paintCached(QPainter& painter, TileCache& tiles, std::int64_t label, std::int64_t k,
                     const std::function<QImage()>& make);
    /// A sheet's image under the view's mapping, as small as its tile allows.
    QImage displayed(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k) const;
    static QString valuesOf(const reports::ImageSheet& sheet, std::int64_t label, std::int64_t k,
                            QPoint pixel);

private:
    void updateLayout();
    void updateNamesWidth();
    void arranged();
    int reduction() const;
    void zoomAround(double zoom, QPoint anchor);
    void choose(std::int64_t row, std::int64_t column, Qt::KeyboardModifiers modifiers);
    std::vector<SheetTile> between(const SheetTile& one, const SheetTile& other) const;
    void scrollToSelection();
    void paintRow(QPainter& painter, std::int64_t row, const SheetLayout::Visible& visible);
    void paintNames(QPainter& painter, std::int64_t first, std::int64_t last, const QRect& area);
    void paintSelection(QPainter& painter, const QRect& area, std::int64_t first, std::int64_t last);
    QString describe(QPoint position) const;
    void updateHovered();
    QPoint scrollOffset() const;
    /// Height of the pinned rows on top, when they leave room for others.
    int frozenHeight() const;
    QPoint toContent(QPoint position) const;
    QRect nameRect(std::int64_t row) const; ///< in the viewport

    reports::ImageSheet m_sheet;
    SheetLayout m_layout;
    SheetRows m_rows;
    SheetSelection m_selection;
    TileCache m_tiles;
    QElapsedTimer m_frame; ///< since the frame that is painted began
    bool m_unfinished = false;
    QString m_emptyText;
    std::optional<QPoint> m_mouse; ///< while it is over the viewport
    QString m_hovered;
    double m_zoom = 1;
    int m_namesWidth = 0; ///< that the names want
    int m_reduction = 1;
    bool m_fitted = true;
    bool m_smooth = false;
    bool m_namesVisible = true;
    DisplayMapping m_mapping = DisplayMapping::raw;
};

} // namespace ld3m::widgets
