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

Value valueOf(const toml::node& node, const std::string& where, const std::string& key) {
    if (const auto truth = node.as_boolean())
        return truth->get();
    if (const auto whole = node.as_integer())
        return whole->get();
    if (const auto number = node.as_floating_point())
        return number->get();
    if (const auto string = node.as_string())
        return string->get();
    if (const auto array = node.as_array()) {
        std::vector<std::string> words;
        for (const toml::node& element : *array) {
            const auto word = element.as_string();
            if (!word)
                throw base::InputError(base::text(where, ": ", key, " wants a list of texts."));
            words.push_back(word->get());
        }
        return words;
    }
    throw base::InputError(base::text(where, ": ", key, " has a type that no setting has."));
}

} // namespace ld3m::settings
