// What pre-flight and T explorer ask of the recipe form: show a setting, or take a value as if it were typed.
#pragma once

#include <functional>

#include <QString>

#include "widgets/status/banner.h"

namespace ld3m::workbench {

class ExplorerDock;
class PreflightBar;
class RecipeDock;

/// Says something in the window's banner, with a next step.
using Tell = std::function<void(widgets::BannerKind kind, const QString& sentence, const QString& action,
                                std::function<void()> next)>;

/// Connects them; all must live as long as each other.
void serveRecipe(PreflightBar& preflight, ExplorerDock& explorer, RecipeDock& recipe, Tell tell);

} // namespace ld3m::workbench
