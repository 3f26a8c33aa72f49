#include "widgets/recipe/form_section.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

#include "widgets/recipe/field_row.h"
#include "widgets/theme/icons.h"

namespace ld3m::widgets {

FormSection::FormSection(const QString& title, QWidget* parent)
    : QWidget(parent), m_title(title), m_header(new QToolButton(this)), m_body(new QWidget(this)),
      m_rowsLayout(new QVBoxLayout(m_body)) {
    m_header->setProperty("flat", true);
    m_header->setProperty("section", true);
    m_header->setText(title);
    m_header->setCheckable(true);
    m_header->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_header->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    m_rowsLayout->setContentsMargins(8, 0, 8, 8);
    m_rowsLayout->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(4);
    column->addWidget(m_header);
    column->addWidget(m_body);
    connect(m_header, &QToolButton::toggled, this, [this](bool open) { setFolded(!open); });
    m_header->setChecked(true);
}

void FormSection::addRow(FieldRow* row) {
    m_rows.append(row);
    m_rowsLayout->addWidget(row);
}

bool FormSection::isFolded() const {
    return !m_header->isChecked();
}

void FormSection::setFolded(bool folded) {
    m_header->setChecked(!folded);
    m_header->setIcon(icon(folded ? QStringLiteral("collapse") : QStringLiteral("expand")));
    m_body->setVisible(!folded);
}

bool FormSection::filter(const QStringList& words) {
    bool any = false;
    for (FieldRow* row : std::as_const(m_rows)) {
        const bool matches = row->matches(words);
        row->setVisible(matches);
        any = any || matches;
    }
    setVisible(any);
    m_body->setVisible(!words.isEmpty() || !isFolded());
    return any;
}

void FormSection::countChanged() {
    const auto count =
        std::count_if(m_rows.begin(), m_rows.end(), [](FieldRow* row) { return row->isChanged(); });
    m_header->setText(count == 0 ? m_title : tr("%1 · %2 changed").arg(m_title).arg(count));
}

} // namespace ld3m::widgets
