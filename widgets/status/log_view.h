// What happened, line by line; the oldest lines go when there are too many.
#pragma once

#include <QPlainTextEdit>
#include <QTime>

namespace ld3m::widgets {

enum class LogLevel { debug, info, notice, warning, error };

/// Stays at the newest line unless somebody scrolled up.
class LogView : public QPlainTextEdit {
    Q_OBJECT

public:
    explicit LogView(QWidget* parent = nullptr);

    void append(LogLevel level, const QString& line, QTime time = QTime::currentTime());
    void setMaximumLines(int lines); ///< 5,000 until it is called
    int lineCount() const;

    QSize sizeHint() const override { return {480, 120}; }

protected:
    void changeEvent(QEvent* event) override;
};

} // namespace ld3m::widgets
