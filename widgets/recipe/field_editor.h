// What every editor of one setting can do. Editors speak text, as the command line does: the field parses it.
#pragma once

#include <QWidget>

#include <string>
#include <utility>
#include <vector>

#include "core/settings/recipe.h"

namespace ld3m::widgets {

class FieldEditor : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// The right editor for a field's type, choices, range and key.
    static FieldEditor* make(const settings::Field& field, QWidget* parent);

    /// Shows a value without signalling.
    virtual void showValue(const settings::Value& value) = 0;
    /// The other settings, for editors that show more than their own; called after showValue().
    virtual void showRecipe(const settings::Recipe&) {}
    virtual void setLocked(bool locked) = 0;
    /// Takes the whole width of the form, under its label.
    virtual bool isWide() const { return false; }
    /// The widget that has the focus, the border and the accessible name.
    virtual QWidget* input() const = 0;
    /// Sets a property that the style sheet knows ("changed", "wrong").
    void mark(const char* property, bool on);

Q_SIGNALS:
    void entered(const QString& text); ///< somebody finished typing or chose
    /// Several settings that change in one step, the own one among them: keys and values.
    void enteredTogether(const std::vector<std::pair<std::string, ld3m::settings::Value>>& changes);

protected:
    /// Puts the input, and a muted unit behind it, side by side.
    void layOut(const QList<QWidget*>& parts, const QString& unit = {});
    /// A form scrolls under the mouse: the wheel must not turn values that nobody picked.
    void ignoreWheel(QWidget* input);
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace ld3m::widgets
