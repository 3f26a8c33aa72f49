// A folding group of form rows.
#pragma once

#include <QWidget>

class QToolButton;
class QVBoxLayout;

namespace ld3m::widgets {

class FieldRow;

class FormSection : public QWidget {
    Q_OBJECT

public:
    FormSection(const QString& title, QWidget* parent);

    void addRow(FieldRow* row);
    bool isFolded() const;
    void setFolded(bool folded);
    /// Shows matching rows only; hides itself and returns false when none is left. An active filter overrides
    /// folding.
    bool filter(const QStringList& words);
    /// Puts the number of changed rows behind the title.
    void countChanged();
    QToolButton* header() const { return m_header; }

private:
    QString m_title;
    QToolButton* m_header;
    QWidget* m_body;
    QVBoxLayout* m_rowsLayout;
    QList<FieldRow*> m_rows;
};

} // namespace ld3m::widgets
