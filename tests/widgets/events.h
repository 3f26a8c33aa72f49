// Mouse and wheel events as a person makes them, where QTest has none for widgets.
#pragma once

#include <QApplication>
#include <QWheelEvent>
#include <QWidget>
#include <QtTest>

namespace ld3m::tests {

/// One notch of a wheel; a touchpad sends less.
constexpr int kNotch = QWheelEvent::DefaultDeltasPerStep;

inline bool showActive(QWidget& window) {
    window.show();
    return QTest::qWaitForWindowActive(&window);
}

/// `turned` is vertical: away from the person is positive.
inline void turnWheel(QWidget* widget, QPoint position, int turned, Qt::KeyboardModifiers modifiers = {}) {
    QWheelEvent event(position, widget->mapToGlobal(position), {}, {0, turned}, Qt::NoButton, modifiers,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(widget, &event);
}

/// QTest's own sends the second press only.
inline void doubleClick(QWidget* widget, QPoint position, Qt::MouseButton button = Qt::LeftButton) {
    QTest::mouseClick(widget, button, {}, position);
    QTest::mouseDClick(widget, button, {}, position);
    QTest::mouseRelease(widget, button, {}, position);
}

inline void drag(QWidget* widget, QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = {}) {
    QTest::mousePress(widget, Qt::LeftButton, modifiers, from);
    QMouseEvent move(QEvent::MouseMove, to, widget->mapToGlobal(to), Qt::NoButton, Qt::LeftButton, modifiers);
    QApplication::sendEvent(widget, &move);
    QTest::mouseRelease(widget, Qt::LeftButton, modifiers, to);
}

/// Takes the pointer out of every window.
inline void moveMouseAway() {
    QCursor::setPos(QGuiApplication::primaryScreen()->geometry().bottomRight());
    QCoreApplication::processEvents();
}

} // namespace ld3m::tests
