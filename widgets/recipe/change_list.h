// What differs between two recipes, one editor a setting: more can be added, each can be taken back.
#pragma once

#include <QWidget>

#include <map>

#include "core/settings/recipe.h"

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace ld3m::widgets {

class FieldRow;

class ChangeList : public QWidget {
    Q_OBJECT

public:
    explicit ChangeList(QWidget* parent = nullptr);
    ~ChangeList() override;

    /// Lists every setting that differs; added ones that are still equal go.
    void setRecipes(const settings::Recipe& before, const settings::Recipe& after);
    const settings::Recipe& before() const { return m_before; }
    const settings::Recipe& after() const { return m_after; }
    QStringList keys() const; ///< listed, in the order of the form

    /// Lists a setting, changed or not, and puts the focus into its editor. Unknown keys do nothing.
    void add(const QString& key);
    /// Takes a setting back to what it was and off the list.
    void remove(const QString& key);
    FieldRow* rowOf(const QString& key) const; ///< nullptr when it is not listed

Q_SIGNALS:
    void changed();

protected:
    /// Return ends the typing of a value; it must not confirm the dialog around the list.
    void keyPressEvent(QKeyEvent* event) override;

private:
    void insert(const settings::Field& field);
    void enter(const settings::Field& field, const QString& text);
    void showRows();
    const settings::Field* fieldOf(const QString& key) const;

    settings::Recipe m_before;
    settings::Recipe m_after;
    std::vector<settings::Field> m_beforeFields; ///< bound to m_before
    std::vector<settings::Field> m_fields;       ///< bound to m_after, same order
    std::map<QString, FieldRow*> m_rows;
    std::map<QString, QWidget*> m_lines; ///< a row and its button
    QVBoxLayout* m_column;
    QLabel* m_empty;
    QComboBox* m_more;
};

} // namespace ld3m::widgets
