// One description for each setting: recipe file, --set, validation, difference, form and option table all
// read it.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <variant>
#include <vector>

#include "core/settings/choices.h"

namespace ld3m::settings {

/// A setting's value as files and forms see it. Enumerations are their names.
using Value = std::variant<bool, std::int64_t, double, std::string, std::vector<std::string>>;

/// What people are told about a setting, once.
struct About {
    std::string label;                                  ///< short, for a form: "Rate of Z"
    std::string help;                                   ///< a sentence or two
    std::string unit = {};                              ///< "px", "iterations"; empty for pure numbers
    std::string reference = {};                         ///< where it comes from: "LD3M Eq. 7"
    double min = std::numeric_limits<double>::lowest(); ///< smallest number allowed
    double max = std::numeric_limits<double>::max();    ///< largest number allowed
    bool live = false;                                  ///< may change while a run is on
    bool required = false;                              ///< an empty text is an error
    bool path = false;                     ///< a file or folder: a relative one starts at the recipe's folder
    bool preset = false;                   ///< setting it gives values to others: files apply it before them
    std::vector<std::string> choices = {}; ///< allowed words (filled for enumerations)
};

/// One setting of one recipe: its key, its description, and access to the value it is bound to.
class Field {
public:
    Field(std::string key, About about, std::function<Value()> get, std::function<void(const Value&)> set);

    const std::string& key() const { return m_key; } ///< "prior.steps"
    std::string section() const;                     ///< "prior"
    std::string name() const;                        ///< "steps"
    const About& about() const { return m_about; }
    Value value() const { return m_get(); }

    /// Checks type, choices and range, then stores.
    /// @throws base::InputError naming the key, the value and what is allowed.
    void set(const Value& value) const;

    /// Parses what a person typed ("0.5", "true", "a,b") as this field's type, then set().
    void setText(const std::string& typed) const;

private:
    std::string m_key;
    About m_about;
    std::function<Value()> m_get;
    std::function<void(const Value&)> m_set;
};

/// A value as a recipe file would spell it: 0.5, "released", ["a", "b"], true.
std::string toToml(const Value& value);
/// A value as a person reads it: 0.5, released, a, b.
std::string toText(const Value& value);
/// "number", "whole number", "text", "true or false", "list of texts".
std::string typeName(const Value& value);

/// Collects the fields of one section. `describe(Section&, PriorSettings&)` calls field() once per setting.
class Section {
public:
    Section(std::string name, std::vector<Field>& fields) : m_name(std::move(name)), m_fields(fields) {}

    /// `changed` is called after each set().
    template<typename T>
    void field(const std::string& name, T& target, About about, std::function<void()> changed = {}) {
        if constexpr (std::is_enum_v<T>) {
            about.choices = namesOf<T>();
            add(
                name, std::move(about), [&target] { return Value(nameOf(target)); },
                [&target, changed = std::move(changed)](const Value& value) {
                    const auto names = namesOf<T>();
                    for (std::size_t i = 0; i < names.size(); ++i)
                        if (names[i] == std::get<std::string>(value))
                            target = static_cast<T>(i);
                    if (changed)
                        changed();
                });
        } else {
            add(
                name, std::move(about), [&target] { return Value(target); },
                [&target, changed = std::move(changed)](const Value& value) {
                    target = std::get<T>(value);
                    if (changed)
                        changed();
                });
        }
    }

private:
    void add(const std::string& name, About about, std::function<Value()> get,
             std::function<void(const Value&)> set);

    std::string m_name;
    std::vector<Field>& m_fields;
};

} // namespace ld3m::settings
