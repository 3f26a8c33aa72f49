#include "core/settings/field.h"

#include <cmath>

#include <QtTest>

#include "core/base/error.h"
#include "tests/support/message_of.h"

using ld3m::base::InputError;
using namespace ld3m::settings;
using ld3m::tests::messageOf;

namespace {

enum class Colour { red, green };

struct Toy {
    bool on = false;
    std::int64_t steps = 3;
    double rate = 0.5;
    std::string name = "x";
    std::vector<std::string> words = {"a"};
    Colour colour = Colour::red;
};

std::vector<Field> fieldsOf(Toy& toy) {
    std::vector<Field> fields;
    Section section("toy", fields);
    section.field("on", toy.on, {.label = "On", .help = "Help."});
    section.field("steps", toy.steps, {.label = "Steps", .help = "Help.", .min = 1, .max = 10});
    section.field("rate", toy.rate, {.label = "Rate", .help = "Help.", .min = 0});
    section.field("name", toy.name, {.label = "Name", .help = "Help."});
    section.field("words", toy.words, {.label = "Words", .help = "Help.", .choices = {"a", "b"}});
    section.field("colour", toy.colour, {.label = "Colour", .help = "Help."});
    return fields;
}

} // namespace

template<>
struct ld3m::settings::Choices<Colour> {
    static constexpr const char* names[] = {"red", "green"};
};

class FieldTest : public QObject {
    Q_OBJECT
private:
    Toy m_toy;
    std::vector<Field> m_fields;

    const Field& field(const QString& name) const {
        for (const Field& each : m_fields)
            if (each.name() == name.toStdString())
                return each;
        throw std::logic_error("no such field");
    }

private Q_SLOTS:
    void init() {
        m_toy = {};
        m_fields = fieldsOf(m_toy);
    }

    void isBoundToItsMember() {
        field("steps").set(std::int64_t{7});
        QCOMPARE(m_toy.steps, std::int64_t{7});
        m_toy.rate = 2.5;
        QVERIFY(field("rate").value() == Value(2.5));
        field("colour").set(std::string("green"));
        QVERIFY(m_toy.colour == Colour::green);
        QVERIFY(field("colour").value() == Value(std::string("green")));
        QCOMPARE(field("colour").about().choices, (std::vector<std::string>{"red", "green"}));
        QCOMPARE(field("rate").key(), std::string("toy.rate"));
        QCOMPARE(field("rate").section(), std::string("toy"));
    }

    void aWholeNumberServesAsANumberButNotTheOtherWayRound() {
        field("rate").set(std::int64_t{4});
        QCOMPARE(m_toy.rate, 4.0);
        QCOMPARE(messageOf<InputError>([&] { field("steps").set(4.0); }),
                 QString("toy.steps wants a whole number, not the number 4.0."));
    }

    void typedText_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("stored");
        QTest::newRow("truth") << "on"
                               << " true "
                               << "true";
        QTest::newRow("whole") << "steps"
                               << " 10"
                               << "10";
        QTest::newRow("number") << "rate"
                                << "1e-3"
                                << "0.001";
        QTest::newRow("whole as number") << "rate"
                                         << "2"
                                         << "2";
        QTest::newRow("text") << "name"
                              << " a, b = c "
                              << "a, b = c";
        QTest::newRow("empty text") << "name"
                                    << ""
                                    << "";
        QTest::newRow("list") << "words"
                              << "a, b ,a"
                              << "a, b, a";
        QTest::newRow("empty list") << "words"
                                    << " , "
                                    << "";
        QTest::newRow("choice") << "colour"
                                << "green"
                                << "green";
    }
    void typedText() {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        QFETCH(QString, stored);
        field(name).setText(typed.toStdString());
        QCOMPARE(QString::fromStdString(toText(field(name).value())), stored);
    }

    void refusedText_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("sentence");
        QTest::newRow("truth") << "on"
                               << "yes"
                               << "toy.on wants a truth value (true or false), not \"yes\".";
        QTest::newRow("whole") << "steps"
                               << "3x"
                               << "toy.steps wants a whole number, not \"3x\".";
        QTest::newRow("fraction") << "steps"
                                  << "2.5"
                                  << "toy.steps wants a whole number, not \"2.5\".";
        QTest::newRow("number") << "rate"
                                << ""
                                << "toy.rate wants a number, not \"\".";
        QTest::newRow("beyond 64 bits") << "steps"
                                        << "99999999999999999999"
                                        << "toy.steps wants a whole number, not \"99999999999999999999\".";
        QTest::newRow("below") << "steps"
                               << "0"
                               << "toy.steps = 0 is out of range: give from 1 to 10.";
        QTest::newRow("above") << "steps"
                               << "11"
                               << "toy.steps = 11 is out of range: give from 1 to 10.";
        QTest::newRow("one bound") << "rate"
                                   << "-0.5"
                                   << "toy.rate = -0.5 is out of range: give 0 or more.";
        QTest::newRow("infinite") << "rate"
                                  << "inf"
                                  << "toy.rate = inf is out of range: give 0 or more.";
        QTest::newRow("choice")
            << "colour"
            << "gren"
            << "toy.colour = \"gren\" is unknown: choose one of red, green (did you mean green?).";
        QTest::newRow("word of a list") << "words"
                                        << "a,zzzz"
                                        << "toy.words = \"zzzz\" is unknown: choose one of a, b.";
    }
    void refusedText() {
        QFETCH(QString, name);
        QFETCH(QString, typed);
        QFETCH(QString, sentence);
        const Value before = field(name).value();
        QCOMPARE(messageOf<InputError>([&] { field(name).setText(typed.toStdString()); }), sentence);
        QVERIFY(field(name).value() == before);
    }

    void notANumberIsRefused() {
        QVERIFY_THROWS_EXCEPTION(InputError, field("rate").set(std::nan("")));
        QVERIFY_THROWS_EXCEPTION(InputError, field("rate").setText("nan"));
    }

    void spelling() {
        QCOMPARE(toToml(Value(1.0)), std::string("1.0"));
        QCOMPARE(toToml(Value(0.1)), std::string("0.1"));
        QCOMPARE(toToml(Value(1e-9)), std::string("1e-09"));
        QCOMPARE(toToml(Value(std::int64_t{5})), std::string("5"));
        QCOMPARE(toToml(Value(true)), std::string("true"));
        QCOMPARE(toToml(Value(std::string("a\"\\\n\t\x01"))), std::string("\"a\\\"\\\\\\n\\u0009\\u0001\""));
        QCOMPARE(toToml(Value(std::vector<std::string>{"a", "b"})), std::string("[\"a\", \"b\"]"));
        QCOMPARE(toText(Value(std::vector<std::string>{"a", "b"})), std::string("a, b"));
    }
};

QTEST_APPLESS_MAIN(FieldTest)
#include "field_test.moc"
