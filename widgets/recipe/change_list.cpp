#include "widgets/recipe/change_list.h"

#include <QComboBox>
#include <QCompleter>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/base/error.h"
#include "widgets/recipe/field_editor.h"
#include "widgets/recipe/field_row.h"
#include "widgets/theme/icons.h"

namespace ld3m::widgets {

ChangeList::ChangeList(QWidget* parent)
    : QWidget(parent), m_beforeFields(settings::fieldsOf(m_before)), m_fields(settings::fieldsOf(m_after)),
      m_column(new QVBoxLayout), m_empty(new QLabel(tr("Nothing is changed yet."), this)),
      m_more(new QComboBox(this)) {
    m_empty->setProperty("role", "muted");
    m_more->setObjectName("addChange");
    m_more->setAccessibleName(tr("Change another setting"));
    m_more->setEditable(true);
    m_more->setInsertPolicy(QComboBox::NoInsert);
    m_more->lineEdit()->setPlaceholderText(tr("Change another setting…"));
    for (const settings::Field& field : m_fields)
        m_more->addItem(QStringLiteral("%1 · %2").arg(QString::fromStdString(field.about().label),
                                                      QString::fromStdString(field.key())),
                        QString::fromStdString(field.key()));
    m_more->setCurrentIndex(-1);
    m_more->completer()->setFilterMode(Qt::MatchContains);
    m_more->completer()->setCompletionMode(QCompleter::PopupCompletion);
    connect(m_more, &QComboBox::activated, this, [this](int index) {
        const QString key = m_more->itemData(index).toString();
        m_more->setCurrentIndex(-1);
        m_more->clearEditText();
        add(key);
    });
    m_column->setSpacing(4);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(8);
    whole->addWidget(m_empty);
    whole->addLayout(m_column);
    whole->addWidget(m_more);
}

ChangeList::~ChangeList() = default;

void ChangeList::setRecipes(const settings::Recipe& before, const settings::Recipe& after) {
    m_before = before;
    m_after = after;
    for (const auto& [key, line] : std::exchange(m_lines, {})) {
        line->hide();
        line->deleteLater();
    }
    m_rows.clear();
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        if (m_fields[i].value() != m_beforeFields[i].value())
            insert(m_fields[i]);
    showRows();
}

QStringList ChangeList::keys() const {
    QStringList keys;
    for (const settings::Field& field : m_fields)
        if (const QString key = QString::fromStdString(field.key()); m_rows.contains(key))
            keys << key;
    return keys;
}

void ChangeList::add(const QString& key) {
    const settings::Field* field = fieldOf(key);
    if (!field)
        return;
    if (!m_rows.contains(key))
        insert(*field);
    showRows();
    m_rows.at(key)->editor()->input()->setFocus();
}

void ChangeList::remove(const QString& key) {
    const auto line = m_lines.find(key);
    if (line == m_lines.end())
        return;
    line->second->hide();
    line->second->deleteLater();
    m_lines.erase(line);
    m_rows.erase(key);
    for (std::size_t i = 0; i < m_fields.size(); ++i)
        if (QString::fromStdString(m_fields[i].key()) == key)
            m_fields[i].set(m_beforeFields[i].value());
    showRows();
    Q_EMIT changed();
}

FieldRow* ChangeList::rowOf(const QString& key) const {
    const auto found = m_rows.find(key);
    return found == m_rows.end() ? nullptr : found->second;
}

void ChangeList::insert(const settings::Field& field) {
    const QString key = QString::fromStdString(field.key());
    auto* line = new QWidget(this);
    auto* row = new FieldRow(field, settings::Field(field).value(), line);
    auto* away = new QToolButton(line);
    away->setProperty("flat", true);
    away->setIcon(icon(QStringLiteral("close")));
    away->setToolTip(tr("Leave %1 as it was").arg(QString::fromStdString(field.about().label)));
    away->setAccessibleName(away->toolTip());
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(row, 1);
    layout->addWidget(away, 0, Qt::AlignTop);
    m_rows[key] = row;
    m_lines[key] = line;
    row->showValue(field.value());
    connect(row, &FieldRow::entered, this, [this, &field](const QString& text) { enter(field, text); });
    connect(row, &FieldRow::resetRequested, this, [this, key] { remove(key); });
    connect(away, &QToolButton::clicked, this, [this, key] { remove(key); });
}

void ChangeList::enter(const settings::Field& field, const QString& text) {
    FieldRow* row = m_rows.at(QString::fromStdString(field.key()));
    try {
        field.setText(text.toStdString());
        showRows();
        row->showValue(field.value());
        Q_EMIT changed();
    } catch (const base::InputError& refused) {
        row->setProblem(QString::fromUtf8(refused.what()));
    }
}

void ChangeList::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        event->accept();
    else
        QWidget::keyPressEvent(event);
}

void ChangeList::showRows() {
    int place = 0;
    for (std::size_t i = 0; i < m_fields.size(); ++i) {
        const QString key = QString::fromStdString(m_fields[i].key());
        const auto line = m_lines.find(key);
        if (line == m_lines.end())
            continue;
        if (m_column->indexOf(line->second) < 0)
            m_column->insertWidget(place, line->second);
        line->second->show();
        m_rows.at(key)->setChanged(m_fields[i].value() != m_beforeFields[i].value(),
                                   m_beforeFields[i].value());
        ++place;
    }
    m_empty->setVisible(m_lines.empty());
}

const settings::Field* ChangeList::fieldOf(const QString& key) const {
    for (const settings::Field& field : m_fields)
        if (QString::fromStdString(field.key()) == key)
            return &field;
    return nullptr;
}

} // namespace ld3m::widgets
