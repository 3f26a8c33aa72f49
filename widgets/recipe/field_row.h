// One line of the form: label, editor, lock with "branch", and the sentence when a value is wrong.
#pragma once

#include <QWidget>

#include "core/settings/field.h"

class QLabel;
class QToolButton;

namespace ld3m::widgets {

class FieldEditor;

class FieldRow : public QWidget {
    Q_OBJECT

public:
    /// Why a field cannot be edited.
    enum class Lock { open, running, readOnly };

    FieldRow(const settings::Field& field, const settings::Value& defaultValue, QWidget* parent);

    void showValue(const settings::Value& value);
    void setChanged(bool changed, const settings::Value& base);
    bool isChanged() const { return m_changed; }
    void setProblem(const QString& sentence);
    QString problem() const;
    void setLock(Lock lock);
    Lock lock() const { return m_lock; }
    /// Keeps the place of the branch button free, so that locked and open rows line up.
    void reserveBranch(bool reserve);
    /// Every word is in the label, the key or the help.
    bool matches(const QStringList& words) const;
    FieldEditor* editor() const { return m_editor; }

Q_SIGNALS:
    void entered(const QString& text);
    void enteredTogether(const std::vector<std::pair<std::string, ld3m::settings::Value>>& changes);
    void resetRequested();
    void branchRequested();

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void updateToolTip();

    QString m_searched;
    QString m_help;
    QString m_baseText;
    FieldEditor* m_editor;
    QLabel* m_label;
    QLabel* m_problem;
    QToolButton* m_branch;
    Lock m_lock = Lock::open;
    bool m_changed = false;
};

} // namespace ld3m::widgets
