// Clicks, types, drags and resizes at random, but the same for a seed: what nobody would try by hand.
#pragma once

#include <cstdint>
#include <random>

#include <QMainWindow>
#include <QPointer>
#include <QTimer>

namespace ld3m::workbench {

/// Does what a mouse and a keyboard can do to the visible widgets of a window and its dialogs. It leaves no
/// program and no folder: file dialogs are cancelled as they open, the window does not close, folders and
/// pages of other programs are not opened. Letters are typed, digits are not: numbers change by the wheel and
/// the arrows, step by step.
class Monkey : public QObject {
    Q_OBJECT
public:
    /// `forbidden` are actions (by object name) that it does not choose.
    Monkey(QMainWindow& window, std::uint32_t seed, QStringList forbidden = {"quit"},
           QObject* parent = nullptr);
    ~Monkey() override;

    /// Acts every `milliseconds` until stop().
    void start(int milliseconds);
    void stop() { m_timer.stop(); }
    /// One act.
    void act();
    /// Closes what is on top of the window: a menu, a dialog. False when there is nothing.
    bool closeTop();
    std::int64_t acts() const { return m_acts; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private Q_SLOTS:
    void ignoreUrl(const QUrl&) {}

private:
    int below(int end) { return int(m_random() % std::uint32_t(end)); }
    QWidget* anyWidget();
    QPoint anyPoint(const QWidget& widget);
    void click(QWidget& widget, bool twice);
    void drag(QWidget& widget);
    void wheel(QWidget& widget);
    void type(QWidget& widget);
    void resizeWindow();
    void triggerAction();

    QMainWindow& m_window;
    QStringList m_forbidden;
    std::mt19937 m_random;
    QTimer m_timer;
    std::int64_t m_acts = 0;
    int m_depth = 0; ///< acts that are going on: a question that an act opened runs a loop inside it
};

} // namespace ld3m::workbench
