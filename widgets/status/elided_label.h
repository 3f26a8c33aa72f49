// One line of text that ends in "…" where it has not the room.
#pragma once

#include <QLabel>

namespace ld3m::widgets {

/// Plain text; text() is the whole, and what hovering shows where it is cut and no tool tip is set. It never
/// widens what it stands in: a few letters are its least.
class ElidedLabel : public QLabel {
public:
    explicit ElidedLabel(QWidget* parent = nullptr) : ElidedLabel(QString(), parent) {}
    explicit ElidedLabel(const QString& text, QWidget* parent = nullptr);

    bool isElided() const;
    QSize minimumSizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
};

} // namespace ld3m::widgets
