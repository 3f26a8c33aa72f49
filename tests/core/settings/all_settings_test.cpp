// Walks every setting there is, so that a new one is tested by being described.
#include <algorithm>
#include <cmath>
#include <set>

#include <QRegularExpression>
#include <QtTest>

#include "core/base/error.h"
#include "core/settings/recipe_file.h"
#include "tests/support/message_of.h"

using ld3m::base::InputError;
using namespace ld3m::settings;
using ld3m::tests::messageOf;

namespace {

bool bounded(const About& about) {
    return about.min > std::numeric_limits<double>::lowest() &&
           about.max < std::numeric_limits<double>::max();
}

// A valid value other than the present one; the same where there is only one word to choose.
Value another(const Field& field) {
    const Value value = field.value();
    const About& about = field.about();
    if (const auto* truth = std::get_if<bool>(&value))
        return !*truth;
    if (const auto* whole = std::get_if<std::int64_t>(&value))
        return *whole == static_cast<std::int64_t>(about.max) ? *whole - 1 : *whole + 1;
    if (const auto* number = std::get_if<double>(&value))
        return std::abs(*number + 1.0 / 3) < about.max ? *number + 1.0 / 3 : *number / 3;
    if (const auto* text = std::get_if<std::string>(&value)) {
        if (about.choices.empty())
            return *text + "/other \"place\"";
        return about.choices.front() == *text ? about.choices.back() : about.choices.front();
    }
    const auto& words = std::get<std::vector<std::string>>(value);
    if (about.choices.empty() || words.empty())
        return std::vector<std::string>{"one", "two three"};
    const std::vector<std::string> first = {about.choices.front()};
    return words == first ? std::vector<std::string>{about.choices.back()} : first;
}

} // namespace

class AllSettingsTest : public QObject {
    Q_OBJECT
private:
    Recipe m_recipe;
    std::vector<Field> m_fields;

    void eachField() {
        QTest::addColumn<int>("index");
        Recipe recipe;
        int index = 0;
        for (const Field& field : fieldsOf(recipe))
            QTest::newRow(field.key().c_str()) << index++;
    }
    const Field& current() const {
        return m_fields[static_cast<std::size_t>(*static_cast<int*>(QTest::qData("index", QMetaType::Int)))];
    }

private Q_SLOTS:
    void init() {
        m_recipe = {};
        m_fields = fieldsOf(m_recipe);
    }

    void isDescribed_data() { eachField(); }
    void isDescribed() {
        const Field& field = current();
        const QRegularExpression key("^[a-z]+\\.[a-z][a-z0-9_]*$");
        QVERIFY(key.match(QString::fromStdString(field.key())).hasMatch());
        QVERIFY(!field.about().label.empty());
        QVERIFY2(field.about().help.ends_with('.'), field.about().help.c_str());
        QVERIFY2(field.about().help.find('|') == std::string::npos, "would break the option table");
        const Value value = field.value();
        if (std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value))
            QVERIFY2(bounded(field.about()), "a number needs both bounds");
    }

    void acceptsItsDefaultAndItsBounds_data() { eachField(); }
    void acceptsItsDefaultAndItsBounds() {
        const Field& field = current();
        const About& about = field.about();
        const Value value = field.value();
        field.set(value);
        QVERIFY(field.value() == value);
        for (const std::string& choice : about.choices) {
            if (std::holds_alternative<std::string>(value)) {
                field.set(choice);
                QVERIFY(field.value() == Value(choice));
            }
        }
        if (std::holds_alternative<double>(value) || std::holds_alternative<std::int64_t>(value)) {
            const bool whole = std::holds_alternative<std::int64_t>(value);
            const auto typed = [whole](double bound) {
                return whole ? Value(static_cast<std::int64_t>(bound)) : Value(bound);
            };
            for (const double bound : {about.min, about.max}) {
                field.set(typed(bound));
                QVERIFY(field.value() == typed(bound));
            }
            for (const double beyond : {about.min - 1, about.max * 2 + 1}) {
                const QString sentence = messageOf<InputError>([&] { field.set(typed(beyond)); });
                QVERIFY2(sentence.startsWith(QString::fromStdString(field.key())), qPrintable(sentence));
                QVERIFY2(sentence.contains("is out of range: give from"), qPrintable(sentence));
            }
        }
    }

    void refusesAnotherType_data() { eachField(); }
    void refusesAnotherType() {
        const Field& field = current();
        const Value wrong =
            std::holds_alternative<bool>(field.value()) ? Value(std::string("true")) : Value(true);
        const QString sentence = messageOf<InputError>([&] { field.set(wrong); });
        QVERIFY2(sentence.startsWith(QString::fromStdString(field.key()) + " wants a "),
                 qPrintable(sentence));
    }

    void survivesTypingAndFile_data() { eachField(); }
    void survivesTypingAndFile() {
        const Field& field = current();
        const Value before = field.value();
        const Value after = another(field);
        field.set(after);
        const auto changes = difference(Recipe{}, m_recipe);
        if (field.about().preset)
            QVERIFY(changes.size() > 1);
        else
            QCOMPARE(changes.size(), std::size_t{field.about().choices.size() != 1});
        for (const Difference& change : changes) {
            if (field.about().preset && change.key != field.key())
                continue;
            QCOMPARE(change.key, field.key());
            QVERIFY(change.before == before && change.after == after);
        }

        for (const bool commented : {false, true})
            QVERIFY(difference(parseRecipe(toToml(m_recipe, commented), "here"), m_recipe).empty());
        Recipe typed;
        applyOverride(typed, field.key() + "=" + toText(after));
        QVERIFY(difference(typed, m_recipe).empty());
    }

    void keysAreUnique() {
        std::set<std::string> keys;
        for (const Field& field : m_fields)
            keys.insert(field.key());
        QCOMPARE(keys.size(), m_fields.size());
        QVERIFY(keys.size() > 40);
    }

    void allAtOnceSurviveTheFile() {
        std::size_t fixed = 0;
        for (const Field& field : m_fields) {
            const Value after = another(field);
            if (field.about().preset)
                continue; // would move the settings that follow it
            field.set(after);
            fixed += field.about().choices.size() == 1;
        }
        const auto presets = std::count_if(m_fields.begin(), m_fields.end(),
                                           [](const Field& field) { return field.about().preset; });
        QCOMPARE(difference(Recipe{}, m_recipe).size(),
                 m_fields.size() - fixed - static_cast<std::size_t>(presets));
        QVERIFY(difference(parseRecipe(toToml(m_recipe, true), "here"), m_recipe).empty());
    }
};

QTEST_APPLESS_MAIN(AllSettingsTest)
#include "all_settings_test.moc"
