// A sentence across the page instead of a modal dialog, with the next step as a button.
#pragma once

#include <QFrame>

class QLabel;
class QPushButton;
class QToolButton;

namespace ld3m::widgets {

enum class BannerKind { notice, warning, failure };

/// Hidden until it is shown; one sentence at a time, the newest wins.
class Banner : public QFrame {
    Q_OBJECT

public:
    explicit Banner(QWidget* parent = nullptr);

    void showMessage(BannerKind kind, const QString& sentence, const QString& action = {});
    QString message() const;
    BannerKind kind() const { return m_kind; }

Q_SIGNALS:
    void actionTriggered();
    void dismissed(); ///< the close button or Escape

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void dismiss();
    QColor color() const;
    void showIcon();

    BannerKind m_kind = BannerKind::notice;
    QLabel* m_icon;
    QLabel* m_sentence;
    QPushButton* m_action;
    QToolButton* m_close;
};

} // namespace ld3m::widgets
