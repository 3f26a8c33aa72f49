// A new project: its name, its folder, and the recipe it begins with.
#pragma once

#include <filesystem>

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;

namespace ld3m::workbench {

class NewProjectDialog : public QDialog {
    Q_OBJECT
public:
    /// `recipes` are offered as beginnings beside the defaults.
    explicit NewProjectDialog(const QStringList& recipes, QWidget* parent = nullptr);

    QString name() const;
    std::filesystem::path folder() const; ///< location / name
    QString recipeFile() const;           ///< empty: defaults

private:
    void check();

    QLineEdit* m_name;
    QLineEdit* m_location;
    QComboBox* m_recipe;
    QLabel* m_note;
    QDialogButtonBox* m_buttons;
};

} // namespace ld3m::workbench
