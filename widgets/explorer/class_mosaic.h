// One small image a class in a near-square grid, or one class's image large.
#pragma once

#include <QWidget>

#include "core/reports/image_sheet.h"

namespace ld3m::widgets {

/// A click on a class asks for it alone, a second click for all; the owner decides and calls showClass().
class ClassMosaic : public QWidget {
    Q_OBJECT
public:
    explicit ClassMosaic(QWidget* parent = nullptr);

    /// The first image of each class is shown.
    void setSheet(const reports::ImageSheet& sheet);
    void clear();
    bool isEmpty() const { return !m_sheet.rgb; }
    /// -1: all classes.
    void showClass(std::int64_t label);
    std::int64_t shownClass() const { return m_label; }
    /// Where a class is painted; empty when it is not.
    QRect tileRect(std::int64_t label) const;

    QSize sizeHint() const override { return {160, 160}; }
    QSize minimumSizeHint() const override { return {96, 96}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override { return width; }

Q_SIGNALS:
    /// -1: all of them.
    void classChosen(qint64 label);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    std::int64_t classes() const { return static_cast<std::int64_t>(m_sheet.class_names.size()); }
    std::int64_t classAt(QPoint point) const;
    void choose(std::int64_t label);

    reports::ImageSheet m_sheet;
    std::int64_t m_label = -1;
};

} // namespace ld3m::widgets
