#include "app/workbench/monkey.h"

#include <QAction>
#include <QApplication>
#include <QCloseEvent>
#include <QDesktopServices>
#include <QDialog>
#include <QFileDialog>
#include <QMenu>
#include <QMenuBar>
#include <QMouseEvent>
#include <QWheelEvent>

namespace ld3m::workbench {
namespace {

constexpr int kDeepest = 3; ///< nested questions, before the monkey only presses Escape
constexpr QSize kSmallest{640, 480};
constexpr QSize kLargest{1920, 1200};
constexpr Qt::Key kKeys[] = {Qt::Key_Tab,    Qt::Key_Backtab,   Qt::Key_Up,       Qt::Key_Down,
                             Qt::Key_Left,   Qt::Key_Right,     Qt::Key_Space,    Qt::Key_Home,
                             Qt::Key_End,    Qt::Key_PageUp,    Qt::Key_PageDown, Qt::Key_Return,
                             Qt::Key_Escape, Qt::Key_Backspace, Qt::Key_A,        Qt::Key_X};

void sendMouse(QWidget& widget, QEvent::Type type, QPoint at, Qt::MouseButton button, Qt::MouseButtons held) {
    QMouseEvent event(type, at, widget.mapToGlobal(QPointF(at)), button, held, Qt::NoModifier);
    QApplication::sendEvent(&widget, &event);
}

void sendKey(QWidget& widget, Qt::Key key, Qt::KeyboardModifiers modifiers) {
    const QString text =
        key >= Qt::Key_A && key <= Qt::Key_Z ? QString(QChar('a' + (key - Qt::Key_A))) : QString();
    const QPointer<QWidget> kept = &widget;
    QKeyEvent press(QEvent::KeyPress, key, modifiers, text);
    QApplication::sendEvent(&widget, &press);
    if (!kept)
        return;
    QKeyEvent release(QEvent::KeyRelease, key, modifiers, text);
    QApplication::sendEvent(kept, &release);
}

void collect(const QList<QAction*>& actions, QList<QAction*>& all) {
    for (QAction* action : actions) {
        if (action->menu())
            collect(action->menu()->actions(), all);
        else if (action->isEnabled() && !action->isSeparator())
            all << action;
    }
}

} // namespace

Monkey::Monkey(QMainWindow& window, std::uint32_t seed, QStringList forbidden, QObject* parent)
    : QObject(parent), m_window(window), m_forbidden(std::move(forbidden)), m_random(seed) {
    qApp->installEventFilter(this);
    for (const char* scheme : {"file", "http", "https"})
        QDesktopServices::setUrlHandler(scheme, this, "ignoreUrl");
    // A repeating timer is silent inside its own slot, so for as long as a dialog that an act opened is
    // there.
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.start();
        act();
    });
}

Monkey::~Monkey() {
    for (const char* scheme : {"file", "http", "https"})
        QDesktopServices::unsetUrlHandler(scheme);
}

void Monkey::start(int milliseconds) {
    m_timer.start(milliseconds);
}

void Monkey::act() {
    ++m_acts;
    if (m_depth >= kDeepest) {
        closeTop();
        return;
    }
    const QPointer<Monkey> self = this;
    ++m_depth;
    const int choice = below(100);
    QWidget* widget = anyWidget();
    if (choice < 4)
        resizeWindow();
    else if (choice < 14)
        triggerAction();
    else if (!widget || choice < 18)
        closeTop();
    else if (choice < 58)
        click(*widget, choice < 22);
    else if (choice < 72)
        drag(*widget);
    else if (choice < 86)
        wheel(*widget);
    else
        type(*widget);
    if (self)
        --m_depth;
}

/// Of the popup or dialog on top, else of the window: as for a person, nothing behind it can be reached.
QWidget* Monkey::anyWidget() {
    QWidget* top = QApplication::activePopupWidget();
    if (!top)
        top = QApplication::activeModalWidget();
    if (!top)
        top = &m_window;
    QList<QWidget*> reachable = {top};
    for (QWidget* widget : top->findChildren<QWidget*>())
        if (widget->isVisible() && widget->isEnabled() && !widget->size().isEmpty() &&
            !widget->testAttribute(Qt::WA_TransparentForMouseEvents))
            reachable << widget;
    return reachable[below(int(reachable.size()))];
}

QPoint Monkey::anyPoint(const QWidget& widget) {
    return {below(std::max(1, widget.width())), below(std::max(1, widget.height()))};
}

void Monkey::click(QWidget& widget, bool twice) {
    const QPointer<QWidget> kept = &widget;
    const QPoint at = anyPoint(widget);
    const Qt::MouseButton button = below(8) == 0 ? Qt::RightButton : Qt::LeftButton;
    for (const QEvent::Type press : {QEvent::MouseButtonPress, QEvent::MouseButtonDblClick}) {
        if (press == QEvent::MouseButtonDblClick && !twice)
            break;
        if (kept)
            sendMouse(*kept, press, at, button, button);
        if (kept)
            sendMouse(*kept, QEvent::MouseButtonRelease, at, button, Qt::NoButton);
    }
    if (kept && button == Qt::RightButton) {
        QContextMenuEvent event(QContextMenuEvent::Mouse, at, kept->mapToGlobal(at));
        QApplication::sendEvent(kept, &event);
    }
}

void Monkey::drag(QWidget& widget) {
    const QPointer<QWidget> kept = &widget;
    const QPoint from = anyPoint(widget);
    const QPoint to = anyPoint(widget) + QPoint(below(81) - 40, below(81) - 40);
    sendMouse(widget, QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int step = 1; step <= 4 && kept; ++step)
        sendMouse(*kept, QEvent::MouseMove, from + (to - from) * step / 4, Qt::NoButton, Qt::LeftButton);
    if (kept)
        sendMouse(*kept, QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

void Monkey::wheel(QWidget& widget) {
    const QPoint at = anyPoint(widget);
    const Qt::KeyboardModifiers modifiers = below(4) == 0 ? Qt::ControlModifier : Qt::NoModifier;
    QWheelEvent event(at, widget.mapToGlobal(QPointF(at)), {}, {0, below(2) ? 120 : -120}, Qt::NoButton,
                      modifiers, Qt::NoScrollPhase, false);
    QApplication::sendEvent(&widget, &event);
}

void Monkey::type(QWidget& widget) {
    QWidget* focused = QApplication::focusWidget();
    const QPointer<QWidget> target = focused && below(2) ? focused : &widget;
    for (int presses = 1 + below(4); presses > 0 && target; --presses)
        sendKey(*target, kKeys[below(int(std::size(kKeys)))],
                below(6) == 0 ? Qt::ShiftModifier : Qt::NoModifier);
}

void Monkey::resizeWindow() {
    m_window.resize(kSmallest.width() + below(kLargest.width() - kSmallest.width()),
                    kSmallest.height() + below(kLargest.height() - kSmallest.height()));
}

void Monkey::triggerAction() {
    if (QApplication::activeModalWidget() || QApplication::activePopupWidget())
        return;
    QList<QAction*> all;
    collect(m_window.menuBar()->actions(), all);
    QAction* chosen = all.isEmpty() ? nullptr : all[below(int(all.size()))];
    if (chosen && !m_forbidden.contains(chosen->objectName()))
        chosen->trigger();
}

bool Monkey::closeTop() {
    if (QWidget* popup = QApplication::activePopupWidget()) {
        popup->close();
        return true;
    }
    auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget());
    if (dialog)
        dialog->reject();
    return dialog != nullptr;
}

bool Monkey::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Close && watched == &m_window) {
        event->ignore();
        return true;
    }
    if (event->type() == QEvent::Show)
        if (auto* dialog = qobject_cast<QFileDialog*>(watched))
            QTimer::singleShot(0, dialog, &QDialog::reject);
    return QObject::eventFilter(watched, event);
}

} // namespace ld3m::workbench
