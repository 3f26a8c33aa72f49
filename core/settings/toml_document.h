// TOML text as a document. For sources only: no other header shows the parser's types.
#pragma once

#include <string>

#include <toml++/toml.h>

#include "core/settings/field.h"

namespace ld3m::settings {

/// `where` names the text in messages. @throws base::InputError with the line of the first error.
toml::table parseToml(const std::string& text, const std::string& where);

/// What a setting `key` would be given by this entry. @throws base::InputError for types that no setting has.
Value valueOf(const toml::node& node, const std::string& where, const std::string& key);

} // namespace ld3m::settings
