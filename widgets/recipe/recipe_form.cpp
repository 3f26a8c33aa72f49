#include "widgets/recipe/recipe_form.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QScrollArea>
#include <QUndoStack>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "widgets/recipe/edit_command.h"
#include "widgets/recipe/field_editor.h"
#include "widgets/recipe/form_section.h"
#include "widgets/theme/icons.h"

namespace ld3m::widgets {
namespace {

QString titled(const std::string& section) {
    QString title = QString::fromStdString(section);
    title[0] = title[0].toUpper();
    return title;
}

} // namespace

RecipeForm::RecipeForm(QWidget* parent)
    : QWidget(parent), m_fields(settings::fieldsOf(m_recipe)), m_baseFields(settings::fieldsOf(m_base)),
      m_undo(new QUndoStack(this)), m_filter(new QLineEdit(this)), m_summary(new QLabel(this)),
      m_nothing(new QLabel(tr("No setting has these words."), this)), m_scroll(new QScrollArea(this)) {
    setAccessibleName(tr("Recipe"));
    buildHead();
    build();
    updateMarks();
}

RecipeForm::~RecipeForm() = default;

void RecipeForm::buildHead() {
    m_filter->setPlaceholderText(tr("Filter settings"));
    m_filter->setAccessibleName(m_filter->placeholderText());
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_summary->setProperty("role", "muted");
    auto* head = new QHBoxLayout;
    head->setContentsMargins(8, 8, 8, 4);
    head->setSpacing(8);
    head->addWidget(m_filter, 1);
    head->addWidget(m_summary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_scroll, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &RecipeForm::filter);
}

void RecipeForm::build() {
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 4, 0, 8);
    column->setSpacing(4);
    std::string sectionName;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const settings::Field& field = m_fields[i];
        if (field.section() != sectionName) {
            sectionName = field.section();
            m_sections.push_back(new FormSection(titled(sectionName), content));
            column->addWidget(m_sections.back());
        }
        // Both recipes still hold their defaults here.
        auto* row = new FieldRow(field, field.value(), m_sections.back());
        m_sections.back()->addRow(row);
        m_rows[field.key()] = row;
        m_sectionOf[row] = m_sections.back();
        connect(row, &FieldRow::entered, this, [this, i](const QString& text) { enter(m_fields[i], text); });
        connect(row, &FieldRow::enteredTogether, this,
                [this, i](const auto& changes) { requestTogether(m_fields[i], changes); });
        connect(row, &FieldRow::resetRequested, this,
                [this, i] { request(m_fields[i], m_baseFields[i].value()); });
        connect(row, &FieldRow::branchRequested, this,
                [this, i] { Q_EMIT branchRequested(QString::fromStdString(m_fields[i].key())); });
    }
    m_nothing->setProperty("role", "empty");
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->hide();
    column->addWidget(m_nothing);
    column->addStretch(1);
    m_scroll->setWidgetResizable(true);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setWidget(content);
    content->setMinimumWidth(1); // a row is squeezed rather than pushed out of sight
}

void RecipeForm::setRecipe(const settings::Recipe& recipe) {
    m_recipe = recipe;
    m_undo->clear();
    showAll();
}

void RecipeForm::setBase(const settings::Recipe& base) {
    m_base = base;
    updateMarks();
}

bool RecipeForm::setValue(const QString& key, const settings::Value& value) {
    return request(settings::fieldNamed(m_fields, key.toStdString()), value);
}

void RecipeForm::enter(const settings::Field& field, const QString& text) {
    const settings::Recipe before = m_recipe;
    try {
        field.setText(text.toStdString());
    } catch (const base::InputError& error) {
        m_rows[field.key()]->setProblem(QString::fromUtf8(error.what()));
        return;
    }
    const settings::Value after = field.value();
    m_recipe = before; // a preset has moved others, too
    request(field, after);
}

bool RecipeForm::request(const settings::Field& field, const settings::Value& value) {
    if (lockOf(field) != FieldRow::Lock::open) {
        m_rows[field.key()]->setProblem(m_readOnly ? tr("This recipe can only be read.")
                                                   : tr("This cannot change during a run."));
        return false;
    }
    const settings::Recipe saved = m_recipe;
    const settings::Value before = field.value();
    try {
        field.set(value);
    } catch (const base::InputError& error) {
        m_rows[field.key()]->setProblem(QString::fromUtf8(error.what()));
        return false;
    }
    const settings::Value after = field.value();
    const std::vector<settings::Difference> moved = settings::difference(saved, m_recipe);
    m_recipe = saved;
    if (after == before)
        m_rows[field.key()]->showValue(before);
    else if (field.about().preset)
        pushPreset(field, before, after, moved);
    else
        push(field, before, after);
    return true;
}

/// One step for the undo stack; what does not differ is left out.
void RecipeForm::requestTogether(const settings::Field& field,
                                 const std::vector<std::pair<std::string, settings::Value>>& changes) {
    const bool open = lockOf(field) == FieldRow::Lock::open;
    if (open)
        m_undo->beginMacro(QString::fromStdString(field.about().label));
    for (const auto& [key, value] : changes)
        request(settings::fieldNamed(m_fields, key), value);
    if (open)
        m_undo->endMacro();
    m_rows[field.key()]->editor()->showRecipe(m_recipe); // what was refused is shown as it was
}

void RecipeForm::push(const settings::Field& field, const settings::Value& before,
                      const settings::Value& after) {
    m_undo->push(new EditCommand(QString::fromStdString(field.about().label), before, after,
                                 [this, &field](const settings::Value& each) { store(field, each); }));
}

/// One step that also moves other fields. Undone backwards, it ends with the values that they had: the preset
/// of before, which is set on the way, would give them its own.
void RecipeForm::pushPreset(const settings::Field& field, const settings::Value& before,
                            const settings::Value& after, const std::vector<settings::Difference>& moved) {
    m_undo->beginMacro(tr("%1 %2").arg(QString::fromStdString(field.about().label),
                                       QString::fromStdString(settings::toText(after))));
    const auto pushOthers = [&](bool moving) {
        for (const settings::Difference& each : moved)
            if (each.key != field.key())
                push(settings::fieldNamed(m_fields, each.key), each.before,
                     moving ? each.after : each.before);
    };
    pushOthers(false);
    push(field, before, after);
    pushOthers(true);
    m_undo->endMacro();
}

void RecipeForm::store(const settings::Field& field, const settings::Value& value) {
    field.set(value);
    if (field.about().preset)
        showAll();
    else
        m_rows[field.key()]->showValue(value);
    updateMarks();
    Q_EMIT edited(QString::fromStdString(field.key()), value);
}

void RecipeForm::showAll() {
    for (const settings::Field& field : m_fields)
        m_rows[field.key()]->showValue(field.value());
    updateMarks();
}

void RecipeForm::updateMarks() {
    int changed = 0;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const bool differs = m_fields[i].value() != m_baseFields[i].value();
        m_rows[m_fields[i].key()]->setChanged(differs, m_baseFields[i].value());
        changed += differs ? 1 : 0;
    }
    for (const auto& [key, row] : m_rows)
        row->editor()->showRecipe(m_recipe);
    for (FormSection* section : m_sections)
        section->countChanged();
    m_summary->setText(changed == 0 ? QString() : tr("%1 changed").arg(changed));
    if (changed == m_changed)
        return;
    m_changed = changed;
    Q_EMIT changedCountChanged(changed);
}

void RecipeForm::setRunning(bool running) {
    if (running && !m_running)
        m_undo->clear();
    m_running = running;
    updateLocks();
}

void RecipeForm::setReadOnly(bool readOnly) {
    if (readOnly && !m_readOnly)
        m_undo->clear();
    m_readOnly = readOnly;
    updateLocks();
}

FieldRow::Lock RecipeForm::lockOf(const settings::Field& field) const {
    if (m_readOnly)
        return FieldRow::Lock::readOnly;
    return m_running && !field.about().live ? FieldRow::Lock::running : FieldRow::Lock::open;
}

void RecipeForm::updateLocks() {
    for (const settings::Field& field : m_fields) {
        FieldRow& row = *m_rows[field.key()];
        row.reserveBranch(m_running && !m_readOnly);
        if (row.lock() == lockOf(field))
            continue;
        row.setLock(lockOf(field));
        row.showValue(field.value()); // a wrong text must not stay where nobody can put it right
    }
}

void RecipeForm::filter(const QString& text) {
    const QStringList words = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    bool any = false;
    for (FormSection* section : m_sections)
        any = section->filter(words) || any;
    m_nothing->setVisible(!any);
}

void RecipeForm::setFilter(const QString& words) {
    m_filter->setText(words);
}

void RecipeForm::reveal(const QString& key) {
    const auto row = m_rows.find(key.toStdString());
    if (row == m_rows.end())
        return;
    m_filter->clear();
    m_sectionOf[row->second]->setFolded(false);
    m_scroll->widget()->layout()->activate();
    m_scroll->ensureWidgetVisible(row->second, 0, 48);
    row->second->editor()->setFocus();
}

QString RecipeForm::problem(const QString& key) const {
    const auto row = m_rows.find(key.toStdString());
    return row == m_rows.end() ? QString() : row->second->problem();
}

QWidget* RecipeForm::editorOf(const QString& key) const {
    const auto row = m_rows.find(key.toStdString());
    return row == m_rows.end() ? nullptr : row->second->editor()->input();
}

} // namespace ld3m::widgets
