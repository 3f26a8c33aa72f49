#include "widgets/recipe/edit_command.h"

namespace ld3m::widgets {

EditCommand::EditCommand(const QString& label, settings::Value before, settings::Value after, Store store)
    : m_before(std::move(before)), m_after(std::move(after)), m_store(std::move(store)) {
    setText(QStringLiteral("%1 %2 → %3")
                .arg(label, QString::fromStdString(settings::toText(m_before)),
                     QString::fromStdString(settings::toText(m_after))));
}

} // namespace ld3m::widgets
