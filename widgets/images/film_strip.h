// A row of small pictures with captions: a film, the steps of a process, neighbours of an image.
#pragma once

#include <QAbstractScrollArea>
#include <QImage>
#include <QList>

#include <optional>

namespace ld3m::widgets {

struct FilmFrame {
    QImage image;
    QString caption; ///< one short line below it
    QString toolTip;
};

/// As tall as the widget allows (up to 96 px), scrolled sideways; only frames that are seen are painted.
/// Mouse: click chooses, wheel scrolls. Keys: left, right, Home, End choose, Enter and a double click open.
class FilmStrip : public QAbstractScrollArea {
    Q_OBJECT

public:
    explicit FilmStrip(QWidget* parent = nullptr);

    /// The current frame stays where its number still exists.
    void setFrames(const QList<FilmFrame>& frames);
    const QList<FilmFrame>& frames() const { return m_frames; }
    void setEmptyText(const QString& text);
    /// Chooses a frame and scrolls to it; -1 none. Does not signal.
    void setCurrent(int index);
    int current() const { return m_current; }
    QRect frameRect(int index) const; ///< of picture and caption, in the viewport

    QSize sizeHint() const override { return {240, 112}; }
    QSize minimumSizeHint() const override { return {96, 80}; }

Q_SIGNALS:
    void chosen(int index); ///< by mouse or keyboard
    void opened(int index);

protected:
    bool viewportEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void updateScrollBar();
    void choose(int index);
    int frameAt(QPoint position) const; ///< -1: none
    QSize pictureSize() const;
    int pitch() const; ///< from one frame to the next

    QList<FilmFrame> m_frames;
    QString m_emptyText;
    int m_current = -1;
};

} // namespace ld3m::widgets
