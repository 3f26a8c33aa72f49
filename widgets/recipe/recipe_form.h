// The form of a recipe, made from its field descriptions: nothing here knows a single setting.
#pragma once

#include <QWidget>

#include <map>

#include "core/settings/recipe.h"
#include "widgets/recipe/field_row.h"

class QLabel;
class QLineEdit;
class QScrollArea;
class QUndoStack;

namespace ld3m::widgets {

class FormSection;

/// Sections fold, the box on top filters, changed fields carry a mark, wrong values get a sentence and are
/// not applied. Every change, undo and redo included, goes through edited().
class RecipeForm : public QWidget {
    Q_OBJECT

public:
    explicit RecipeForm(QWidget* parent = nullptr);
    ~RecipeForm() override;

    /// Shows another recipe; forgets the undo history. Does not signal edited().
    void setRecipe(const settings::Recipe& recipe);
    const settings::Recipe& recipe() const { return m_recipe; }
    /// What fields are compared with; the defaults until it is called.
    void setBase(const settings::Recipe& base);

    /// Changes one setting as if it had been typed (undoable). False, with the sentence shown, when refused.
    bool setValue(const QString& key, const settings::Value& value);
    QUndoStack* undoStack() const { return m_undo; }
    /// Fields that differ from the base.
    int changedCount() const { return m_changed; }

    /// While a run is on, only fields that may change live can be edited. Its start forgets the undo history,
    /// which would reach behind the lock.
    void setRunning(bool running);
    bool isRunning() const { return m_running; }
    /// Nothing can be edited, as in a finished run; forgets the undo history, too.
    void setReadOnly(bool readOnly);

    void setFilter(const QString& words);
    /// Unfolds, scrolls to and focuses a setting ("prior.steps").
    void reveal(const QString& key);
    /// The sentence shown under a field; empty when it is sound.
    QString problem(const QString& key) const;
    /// The widget that edits a setting, for tests, tours and help; nullptr for an unknown key.
    QWidget* editorOf(const QString& key) const;

    QSize sizeHint() const override { return {320, 560}; }

Q_SIGNALS:
    void edited(const QString& key, const ld3m::settings::Value& value);
    void changedCountChanged(int count);
    /// The button beside a field that cannot change while the run is on.
    void branchRequested(const QString& key);

private:
    void build();
    void buildHead();
    void enter(const settings::Field& field, const QString& text);
    bool request(const settings::Field& field, const settings::Value& value);
    void requestTogether(const settings::Field& field,
                         const std::vector<std::pair<std::string, settings::Value>>& changes);
    void push(const settings::Field& field, const settings::Value& before, const settings::Value& after);
    void pushPreset(const settings::Field& field, const settings::Value& before, const settings::Value& after,
                    const std::vector<settings::Difference>& moved);
    void store(const settings::Field& field, const settings::Value& value);
    void showAll();
    void updateMarks();
    void updateLocks();
    FieldRow::Lock lockOf(const settings::Field& field) const;
    void filter(const QString& text);

    settings::Recipe m_recipe;
    settings::Recipe m_base;
    std::vector<settings::Field> m_fields;     ///< bound to m_recipe
    std::vector<settings::Field> m_baseFields; ///< bound to m_base, same order
    std::map<std::string, FieldRow*> m_rows;
    std::map<FieldRow*, FormSection*> m_sectionOf;
    std::vector<FormSection*> m_sections;
    QUndoStack* m_undo;
    QLineEdit* m_filter;
    QLabel* m_summary;
    QLabel* m_nothing; ///< said when the filter leaves no setting
    QScrollArea* m_scroll;
    int m_changed = 0;
    bool m_running = false;
    bool m_readOnly = false;
};

} // namespace ld3m::widgets
