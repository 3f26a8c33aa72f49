// One line of a pre-flight: sign, what was looked at, what was found, the fix and its button.
#pragma once

#include <QWidget>

#include "core/reports/preflight_report.h"

class QLabel;
class QPushButton;

namespace ld3m::widgets {

/// The sign and colour of a level, as everywhere a pre-flight speaks.
QString iconNameOf(reports::CheckLevel level);
QColor colorOf(reports::CheckLevel level, const QPalette& palette);

class PreflightRow : public QWidget {
    Q_OBJECT
public:
    PreflightRow(const reports::CheckLine& line, QWidget* parent);

    const reports::CheckLine& line() const { return m_line; }
    /// Null where the fix is no value.
    QPushButton* applyButton() const { return m_apply; }

Q_SIGNALS:
    void settingAsked();
    void fixAsked();

protected:
    void changeEvent(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void showSign();

    reports::CheckLine m_line;
    QLabel* m_sign;
    QPushButton* m_apply = nullptr;
};

} // namespace ld3m::widgets
