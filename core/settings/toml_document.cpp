#include "core/settings/toml_document.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::settings {

toml::table parseToml(const std::string& text, const std::string& where) {
    try {
        return toml::parse(text);
    } catch (const toml::parse_error& problem) {
        throw base::InputError(
            base::text(where, ", line ", problem.source().begin.line, ": ", problem.description(), "."));
    }
}

} // namespace ld3m::settings
