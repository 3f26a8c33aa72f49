// One section of an inspector: a line that says what is seen, pictures in strips, and what a computation that
// fills it is doing.
#pragma once

#include <QWidget>

#include <vector>

#include "widgets/images/film_strip.h"

class QHBoxLayout;
class QLabel;
class QProgressBar;
class QPushButton;

namespace ld3m::widgets {

class StudyPane : public QWidget {
    Q_OBJECT

public:
    /// `strips` rows of pictures, each with a line above it.
    explicit StudyPane(int strips = 1, QWidget* parent = nullptr);

    FilmStrip* strip(int row = 0) const { return m_rows[static_cast<std::size_t>(row)].strip; }
    /// `toolTip`: what there was no room for.
    void setHeading(const QString& text, int row = 0, const QString& toolTip = {});
    QString heading(int row = 0) const;
    /// Into the line of the first strip, at its right end.
    void addControl(QWidget* control);

    /// While it works: what, and how much of how much (0 of 0: unknown). An empty text ends it.
    void setBusy(const QString& what, std::int64_t done = 0, std::int64_t total = 0);
    bool isBusy() const;
    /// One sentence in place of the pictures; empty takes it away.
    void setFailure(const QString& sentence);
    QString failure() const;

Q_SIGNALS:
    void cancelled(); ///< the button beside the progress
    void chosen(int row, int index);
    void opened(int row, int index);

private:
    struct Row {
        QHBoxLayout* line;
        QLabel* heading;
        FilmStrip* strip;
    };
    std::vector<Row> m_rows;
    QLabel* m_failure;
    QWidget* m_work;
    QLabel* m_what;
    QProgressBar* m_bar;
};

} // namespace ld3m::widgets
