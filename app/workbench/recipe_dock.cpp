#include "app/workbench/recipe_dock.h"

#include <QLabel>
#include <QPushButton>
#include <QUndoStack>
#include <QVBoxLayout>

#include "widgets/recipe/recipe_form.h"

namespace ld3m::workbench {

using session::Activity;
using session::Workspace;

RecipeDock::RecipeDock(Workspace& workspace, QWidget* parent)
    : QDockWidget(tr("Recipe"), parent), m_workspace(workspace), m_form(new widgets::RecipeForm(this)),
      m_note(new QWidget(this)), m_noteText(new QLabel(this)),
      m_take(new QPushButton(tr("Use its recipe"), this)) {
    setObjectName("recipeDock");
    m_form->setObjectName("recipeForm");
    m_take->setObjectName("takeRecipe");
    m_noteText->setProperty("role", "muted");
    m_noteText->setWordWrap(true);
    auto* noteRow = new QHBoxLayout(m_note);
    noteRow->setContentsMargins(8, 6, 8, 6);
    noteRow->addWidget(m_noteText, 1);
    noteRow->addWidget(m_take);
    auto* content = new QWidget(this);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_note);
    column->addWidget(m_form, 1);
    setWidget(content);

    connect(m_form, &widgets::RecipeForm::edited, this,
            [this](const QString& key, const settings::Value& value) {
                m_workspace.edit(key.toStdString(), value);
                compare();
            });
    connect(&workspace, &Workspace::recipeChanged, this, [this] {
        m_form->setRecipe(m_workspace.recipe());
        compare();
    });
    connect(&workspace, &Workspace::projectChanged, this, [this] {
        m_form->setBase(m_workspace.project()->recipe());
        m_form->setReadOnly(false);
    });
    // What was typed before the run began is its recipe: undoing it now would show what is not true of it.
    connect(&workspace, &Workspace::sessionStarted, m_form->undoStack(), &QUndoStack::clear);
    connect(m_form, &widgets::RecipeForm::branchRequested, this, &RecipeDock::lockedFieldAsked);
    connect(&workspace, &Workspace::activityChanged, this, [this](Activity activity) {
        m_form->setRunning(activity != Activity::idle);
        compare();
    });
    connect(&workspace, &Workspace::shownChanged, this, [this](session::RunHistory* history) {
        disconnect(m_described);
        if (history)
            m_described = connect(history, &session::RunHistory::described, this, &RecipeDock::compare);
        compare();
    });
    connect(m_take, &QPushButton::clicked, this,
            [this] { m_workspace.setRecipe(m_workspace.shown()->run()->recipe()); });
    m_form->setReadOnly(workspace.project() == nullptr);
    compare();
}

QUndoStack* RecipeDock::undoStack() const {
    return m_form->undoStack();
}

void RecipeDock::compare() {
    const session::RunHistory* shown = m_workspace.shown();
    const bool comparable = shown && shown->run() && !m_workspace.isOn();
    const auto differences = comparable ? settings::difference(m_workspace.recipe(), shown->run()->recipe())
                                        : std::vector<settings::Difference>();
    m_note->setVisible(!differences.empty());
    if (differences.empty())
        return;
    QStringList lines;
    for (const settings::Difference& one : differences)
        lines << QStringLiteral("%1: %2 → %3")
                     .arg(QString::fromStdString(one.key),
                          QString::fromStdString(settings::toText(one.before)),
                          QString::fromStdString(settings::toText(one.after)));
    m_noteText->setText(differences.size() == 1
                            ? tr("The shown run had %1").arg(lines.front())
                            : tr("The shown run had %n other settings", nullptr, int(differences.size())));
    m_noteText->setToolTip(lines.join('\n'));
    m_take->setVisible(m_workspace.project() != nullptr);
}

} // namespace ld3m::workbench
