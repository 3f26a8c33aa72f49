// The option table of the documentation, made from the descriptions.
#pragma once

#include <string>

namespace ld3m::settings {

/// All settings for a terminal: key, default, range, help.
std::string settingsText();
/// The same as Markdown, one table per section (docs/settings.md).
std::string settingsMarkdown();

/// Both for the settings of `ld3m train-prior`.
std::string priorSettingsText();
std::string priorSettingsMarkdown();

/// Both for the settings of `ld3m experts`.
std::string expertSettingsText();
std::string expertSettingsMarkdown();

} // namespace ld3m::settings
