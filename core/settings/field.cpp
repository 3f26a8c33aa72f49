#include "core/settings/field.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iomanip>
#include <sstream>

#include "core/base/error.h"
#include "core/base/nearest_name.h"
#include "core/base/text.h"

namespace ld3m::settings {
namespace {

std::string shortNumber(double number) {
    std::array<char, 64> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    std::string written(digits.data(), end.ptr);
    // TOML tells 1 from 1.0; a number with a fraction stays one when written.
    if (std::isfinite(number) && written.find_first_of(".e") == std::string::npos)
        written += ".0";
    return written;
}

std::string quoted(const std::string& plain) {
    std::ostringstream out;
    for (const char letter : plain) {
        const auto code = static_cast<unsigned char>(letter);
        if (letter == '"' || letter == '\\')
            out << '\\' << letter;
        else if (letter == '\n')
            out << "\\n";
        else if (code < 0x20 || code == 0x7f)
            out << "\\u" << std::hex << std::setw(4) << std::setfill('0') << int{code};
        else
            out << letter;
    }
    return '"' + out.str() + '"';
}

std::string range(const About& about, bool whole) {
    const bool hasMin = about.min != std::numeric_limits<double>::lowest();
    const bool hasMax = about.max != std::numeric_limits<double>::max();
    const auto number = [whole](double bound) {
        return whole ? std::to_string(static_cast<std::int64_t>(bound)) : toText(Value(bound));
    };
    if (hasMin && hasMax)
        return base::text("from ", number(about.min), " to ", number(about.max));
    if (hasMin)
        return base::text(number(about.min), " or more");
    return base::text(number(about.max), " or less");
}

void checkRange(const std::string& key, const About& about, double number, const Value& given) {
    if (!std::isfinite(number) || number < about.min || number > about.max)
        throw base::InputError(base::text(key, " = ", toText(given), " is out of range: give ",
                                          range(about, std::holds_alternative<std::int64_t>(given)), "."));
}

void checkChoice(const std::string& key, const About& about, const std::string& word) {
    if (about.choices.empty() ||
        std::find(about.choices.begin(), about.choices.end(), word) != about.choices.end())
        return;
    const std::string near = base::nearestName(word, about.choices);
    throw base::InputError(base::text(key, " = \"", word, "\" is unknown: choose one of ",
                                      base::join(about.choices, ", "),
                                      near.empty() ? "" : base::text(" (did you mean ", near, "?)"), "."));
}

std::string trimmed(const std::string& typed) {
    const auto first = typed.find_first_not_of(" \t");
    if (first == std::string::npos)
        return {};
    return typed.substr(first, typed.find_last_not_of(" \t") - first + 1);
}

} // namespace

Field::Field(std::string key, About about, std::function<Value()> get, std::function<void(const Value&)> set)
    : m_key(std::move(key)), m_about(std::move(about)), m_get(std::move(get)), m_set(std::move(set)) {}

std::string Field::section() const {
    return m_key.substr(0, m_key.find('.'));
}
std::string Field::name() const {
    return m_key.substr(m_key.find('.') + 1);
}

void Field::set(const Value& given) const {
    const Value current = m_get();
    Value value = given;
    if (std::holds_alternative<double>(current) && std::holds_alternative<std::int64_t>(given))
        value = static_cast<double>(std::get<std::int64_t>(given));
    if (value.index() != current.index())
        throw base::InputError(base::text(m_key, " wants a ", typeName(current), ", not the ",
                                          typeName(given), " ", toToml(given), "."));
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        checkRange(m_key, m_about, static_cast<double>(*whole), value);
    else if (const auto* number = std::get_if<double>(&value))
        checkRange(m_key, m_about, *number, value);
    else if (const auto* word = std::get_if<std::string>(&value))
        checkChoice(m_key, m_about, *word);
    else if (const auto* words = std::get_if<std::vector<std::string>>(&value))
        for (const std::string& each : *words)
            checkChoice(m_key, m_about, each);
    m_set(value);
}

void Field::setText(const std::string& raw) const {
    const std::string typed = trimmed(raw);
    const Value current = m_get();
    const auto refuse = [&]() -> void {
        throw base::InputError(base::text(m_key, " wants a ", typeName(current), ", not \"", typed, "\"."));
    };
    if (std::holds_alternative<bool>(current)) {
        if (typed != "true" && typed != "false")
            refuse();
        set(typed == "true");
    } else if (std::holds_alternative<std::int64_t>(current)) {
        std::int64_t number = 0;
        const auto [end, problem] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
        if (problem != std::errc() || end != typed.data() + typed.size())
            refuse();
        set(number);
    } else if (std::holds_alternative<double>(current)) {
        double number = 0;
        const auto [end, problem] = std::from_chars(typed.data(), typed.data() + typed.size(), number);
        if (problem != std::errc() || end != typed.data() + typed.size())
            refuse();
        set(number);
    } else if (std::holds_alternative<std::vector<std::string>>(current)) {
        std::vector<std::string> words;
        std::istringstream in(typed);
        for (std::string word; std::getline(in, word, ',');)
            if (!trimmed(word).empty())
                words.push_back(trimmed(word));
        set(words);
    } else {
        set(typed);
    }
}

void Section::add(const std::string& name, About about, std::function<Value()> get,
                  std::function<void(const Value&)> set) {
    m_fields.emplace_back(m_name + "." + name, std::move(about), std::move(get), std::move(set));
}

std::string toToml(const Value& value) {
    if (const auto* text = std::get_if<std::string>(&value))
        return quoted(*text);
    if (const auto* words = std::get_if<std::vector<std::string>>(&value)) {
        std::vector<std::string> pieces;
        for (const std::string& word : *words)
            pieces.push_back(quoted(word));
        return "[" + base::join(pieces, ", ") + "]";
    }
    if (const auto* number = std::get_if<double>(&value))
        return shortNumber(*number);
    return toText(value);
}

std::string toText(const Value& value) {
    if (const auto* truth = std::get_if<bool>(&value))
        return *truth ? "true" : "false";
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return std::to_string(*whole);
    if (const auto* number = std::get_if<double>(&value)) {
        std::array<char, 64> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), *number);
        return {digits.data(), end.ptr};
    }
    if (const auto* words = std::get_if<std::vector<std::string>>(&value))
        return base::join(*words, ", ");
    return std::get<std::string>(value);
}

std::string typeName(const Value& value) {
    switch (value.index()) {
    case 0:
        return "truth value (true or false)";
    case 1:
        return "whole number";
    case 2:
        return "number";
    case 3:
        return "text";
    default:
        return "list of texts";
    }
}

} // namespace ld3m::settings
