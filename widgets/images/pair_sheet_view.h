// Two sheets in one view: either of them, both on the two sides of a line, or their difference.
#pragma once

#include "widgets/images/image_sheet_view.h"

namespace ld3m::widgets {

/// The first sheet is the view's own (setSheet); the second must be comparable to it, else only the first is
/// drawn. Zoom, scrolling and selection are the view's.
class PairSheetView : public ImageSheetView {
    Q_OBJECT

public:
    enum class Showing { first, second, both, difference };

    explicit PairSheetView(QWidget* parent = nullptr);

    void setSheets(const reports::ImageSheet& first, const reports::ImageSheet& second);
    void setShowing(Showing showing);
    Showing showing() const { return m_showing; }
    /// |A - B| is multiplied by this before it is drawn.
    void setGain(int gain);
    int gain() const { return m_gain; }

    /// Where the line stands, as a share of the viewport's width: the first sheet is left of it.
    double line() const { return m_line; }
    void setLine(double share);

Q_SIGNALS:
    void lineMoved(double share); ///< by mouse or keyboard

protected:
    void paintEvent(QPaintEvent* event) override;
    void paintTile(QPainter& painter, std::int64_t label, std::int64_t k) override;
    void invalidateTiles() override;
    QString valuesAt(std::int64_t label, std::int64_t k, QPoint pixel) const override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int lineX() const;
    bool isOnLine(QPoint position) const;
    void moveLine(double share);

    void paintSecond(QPainter& painter, std::int64_t label, std::int64_t k);

    reports::ImageSheet m_second;
    TileCache m_secondTiles;
    TileCache m_differences;
    Showing m_showing = Showing::first;
    int m_gain = 4;
    double m_line = 0.5;
    bool m_isComparable = false;
    bool m_dragging = false;
};

} // namespace ld3m::widgets
