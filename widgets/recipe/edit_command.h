// One change of one setting, to do and to undo.
#pragma once

#include <QUndoCommand>

#include <functional>

#include "core/settings/field.h"

namespace ld3m::widgets {

class EditCommand : public QUndoCommand {
public:
    using Store = std::function<void(const settings::Value&)>;

    EditCommand(const QString& label, settings::Value before, settings::Value after, Store store);
    void redo() override { m_store(m_after); }
    void undo() override { m_store(m_before); }

private:
    settings::Value m_before;
    settings::Value m_after;
    Store m_store;
};

} // namespace ld3m::widgets
