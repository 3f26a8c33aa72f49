// TOML text as a document. For sources only: no other header shows the parser's types.
#pragma once

#include <string>

#include <toml++/toml.h>

namespace ld3m::settings {

/// `where` names the text in messages. @throws base::InputError with the line of the first error.
toml::table parseToml(const std::string& text, const std::string& where);

} // namespace ld3m::settings
