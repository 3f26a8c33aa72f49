#include "core/reports/run_events_json.h"

#include <cmath>
#include <limits>

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace ld3m::reports;

namespace {

template<typename T>
T there(const T& event) {
    const std::string line = toJsonLine(event);
    const auto back = fromJsonLine(line);
    if (!back || !std::holds_alternative<T>(*back) || line.find('\n') != std::string::npos)
        throw std::runtime_error("not the same kind: " + line);
    return std::get<T>(*back);
}

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

} // namespace

class RunEventsJsonTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void iterationKeepsEveryBit() {
        // Numbers whose shortest decimals are long, tiny, huge or signed zero.
        const IterationReport sent = {7,
                                      0.1 + 0.2,
                                      {1.0 / 3, 5e-324, 1.7976931348623157e308, -0.0, 2},
                                      std::nextafter(1.0, 2.0),
                                      1e-17,
                                      0.1,
                                      123456789.123456789,
                                      3.25,
                                      {0.5, 0.25, 1e-9, 4},
                                      0.01 + 1e-17};
        const IterationReport back = there(sent);
        QCOMPARE(back.iteration, sent.iteration);
        QVERIFY(back.loss == sent.loss);
        QVERIFY(back.class_losses == sent.class_losses);
        QVERIFY(std::signbit(back.class_losses[3]));
        QVERIFY(back.latent_grad_norm == sent.latent_grad_norm);
        QVERIFY(back.conditioning_grad_norm == sent.conditioning_grad_norm);
        QVERIFY(back.latent_rate == sent.latent_rate);
        QVERIFY(back.conditioning_rate == sent.conditioning_rate);
        QVERIFY(back.seconds == sent.seconds);
        QVERIFY(back.phases.synthesize == 0.5 && back.phases.match == 0.25);
        QVERIFY(back.phases.pull_back == 1e-9 && back.phases.update == 4);
        QVERIFY(back.student_rate == sent.student_rate);
    }

    void onlyObjectivesWithAStudentRateWriteOne() {
        const std::string line = toJsonLine(IterationReport{3, 1.5, {}, 2, 4, 0.1, 0.2, 9, {}});
        QVERIFY(!nlohmann::json::parse(line).contains("student_rate"));
        QVERIFY(!there(IterationReport{3, 1.5, {}, 2, 4, 0.1, 0.2, 9, {}}).student_rate);
    }

    void memoryIsWrittenWhereItIsKnown() {
        IterationReport report{3, 1.5, {}, 2, 4, 0.1, 0.2, 9, {}};
        QVERIFY(!nlohmann::json::parse(toJsonLine(report)).contains("memory"));
        report.memory.host = 5'000'000'000;
        QVERIFY(!nlohmann::json::parse(toJsonLine(report))["memory"].contains("device"));
        QCOMPARE(there(report).memory.host, std::int64_t{5'000'000'000});
        QCOMPARE(there(report).memory.device, std::int64_t{0});
        report.memory.device = 7;
        QCOMPARE(there(report).memory.device, std::int64_t{7});
    }

    void trainingReportsKeepEveryBit() {
        const TrainingReport sent = {.iteration = 7,
                                     .part = "autoencoder",
                                     .step = 3,
                                     .steps = 9,
                                     .loss = 0.1 + 0.2,
                                     .terms = {{"l1", 1.0 / 3, ""}, {"l2", 5e-324, "dB"}},
                                     .rate = 1e-17,
                                     .seconds = 3.25};
        const TrainingReport back = there(sent);
        QVERIFY(back.iteration == 7 && back.step == 3 && back.steps == 9 && back.part == "autoencoder");
        QVERIFY(back.loss == sent.loss && back.rate == sent.rate && back.seconds == sent.seconds);
        QCOMPARE(back.terms.size(), std::size_t{2});
        QVERIFY(back.terms[0].name == "l1" && back.terms[0].value == 1.0 / 3 && back.terms[0].unit.empty());
        QVERIFY(back.terms[1].value == 5e-324 && back.terms[1].unit == "dB");
    }

    void figuresKeepTheirUnits() {
        const FiguresReport back =
            there(FiguresReport{12, "prior", {{"psnr", 24.125, "dB"}, {"broken", kNan, "%"}}});
        QVERIFY(back.iteration == 12 && back.part == "prior" && back.figures.size() == 2);
        QVERIFY(back.figures[0].name == "psnr" && back.figures[0].value == 24.125 &&
                back.figures[0].unit == "dB");
        QVERIFY(std::isnan(back.figures[1].value) && back.figures[1].unit == "%");
    }

    void iterationHasTheKeysThatScriptsRead() {
        const auto json =
            nlohmann::json::parse(toJsonLine(IterationReport{3, 1.5, {}, 2, 4, 0.1, 0.2, 9, {}}));
        QCOMPARE(json["event"].get<std::string>(), std::string("iteration"));
        QCOMPARE(json["iteration"].get<int>(), 3);
        QCOMPARE(json["loss"].get<double>(), 1.5);
        QCOMPARE(json["latent_grad_norm"].get<double>(), 2.0);
        QCOMPARE(json["conditioning_grad_norm"].get<double>(), 4.0);
        QCOMPARE(json["seconds"].get<double>(), 9.0);
    }

    void notANumberIsNullAndComesBack() {
        IterationReport sent;
        sent.iteration = 1;
        sent.loss = kNan;
        sent.class_losses = {1, kNan};
        const auto json = nlohmann::json::parse(toJsonLine(sent));
        QVERIFY(json["loss"].is_null());
        QVERIFY(json["class_losses"][1].is_null());
        const IterationReport back = there(sent);
        QVERIFY(std::isnan(back.loss));
        QCOMPARE(back.class_losses[0], 1.0);
        QVERIFY(std::isnan(back.class_losses[1]));
    }

    void evaluation() {
        const EvaluationTable sent = {
            100,
            "LD3M, 1000 epochs",
            {{"synthetic", "convnet", {0.5, 0.25}, {0.1, 0.2}}, {"random real", "convnet", {0.125}, {}}},
            12.5};
        const EvaluationTable back = there(sent);
        QCOMPARE(back.iteration, sent.iteration);
        QCOMPARE(back.protocol, sent.protocol);
        QCOMPARE(back.seconds, sent.seconds);
        QCOMPARE(back.rows.size(), std::size_t{2});
        QCOMPARE(back.rows[0].accuracies, sent.rows[0].accuracies);
        QCOMPARE(back.rows[0].class_accuracies, sent.rows[0].class_accuracies);
        QCOMPARE(back.rows[1].set, sent.rows[1].set);
        QCOMPARE(back.rows[1].network, sent.rows[1].network);
        const auto json = nlohmann::json::parse(toJsonLine(sent));
        QCOMPARE(json["event"].get<std::string>(), std::string("evaluation"));
        QCOMPARE(json["rows"][0]["mean"].get<double>(), 0.375);
        QCOMPARE(json["rows"][0]["deviation"].get<double>(), 0.125);
    }

    void answersOfEachClass() {
        EvaluationTable sent;
        sent.distilled_with = "convnet";
        sent.classes = {"cat", "dog"};
        sent.rows = {{"synthetic", "vit", {0.5}, {0.25, 0.75}, {1, 3, 1, 3}}};
        const EvaluationTable back = there(sent);
        QCOMPARE(back.distilled_with, sent.distilled_with);
        QCOMPARE(back.classes, sent.classes);
        QCOMPARE(back.rows[0].confusion, sent.rows[0].confusion);
    }

    void evaluationsOfOlderVersionsAreRead() {
        const auto event =
            fromJsonLine(R"({"event":"evaluation","iteration":7,"protocol":"LD3M","seconds":1,"rows":)"
                         R"([{"set":"synthetic","network":"convnet","accuracies":[0.5]}]})");
        QVERIFY(event.has_value());
        const auto& table = std::get<EvaluationTable>(*event);
        QCOMPARE(table.rows[0].mean(), 0.5);
        QVERIFY(table.classes.empty() && table.distilled_with.empty() && table.rows[0].confusion.empty());
    }

    void settingOfEveryType() {
        using ld3m::settings::Value;
        const std::vector<Value> values = {Value(true),
                                           Value(std::int64_t{1} << 60),
                                           Value(1.0),
                                           Value(0.1),
                                           Value(std::string("re\"leased")),
                                           Value(std::vector<std::string>{"a", "b"}),
                                           Value(std::vector<std::string>{})};
        for (const Value& value : values) {
            const SettingChange back = there(SettingChange{9, "prior.steps", value, Value(std::int64_t{0})});
            QCOMPARE(back.iteration, std::int64_t{9});
            QCOMPARE(back.key, std::string("prior.steps"));
            QVERIFY(back.before == value);
            QVERIFY(back.after == Value(std::int64_t{0}));
        }
    }

    void checkpointAndStates() {
        const CheckpointWritten checkpoint = there(CheckpointWritten{200, "checkpoints/000200.safetensors"});
        QCOMPARE(checkpoint.iteration, std::int64_t{200});
        QCOMPARE(checkpoint.file, std::string("checkpoints/000200.safetensors"));
        for (const RunState state :
             {RunState::preparing, RunState::running, RunState::paused, RunState::evaluating,
              RunState::finished, RunState::stopped, RunState::failed}) {
            const StateChange back = there(StateChange{state, 4, "caf\u00e9\nline"});
            QVERIFY(back.state == state);
            QCOMPARE(back.iteration, std::int64_t{4});
            QCOMPARE(back.message, std::string("caf\u00e9\nline"));
        }
        const std::string broken = there(StateChange{RunState::failed, 4, "a\xff!"}).message;
        QVERIFY(broken.starts_with('a') && broken.ends_with('!'));
    }

    void tornAtAnyByteIsNoEvent() {
        const std::string line = toJsonLine(IterationReport{3, 0.5, {1, 2}, 2, 4, 0.1, 0.2, 9, {}});
        QVERIFY(fromJsonLine(line).has_value());
        for (std::size_t length = 0; length < line.size(); ++length)
            QVERIFY2(!fromJsonLine(line.substr(0, length)).has_value(), qPrintable(QString::number(length)));
    }

    void refusesWhatIsNoEvent_data() {
        QTest::addColumn<QString>("line");
        QTest::newRow("another kind") << R"({"event":"weather","iteration":1})";
        QTest::newRow("no kind") << R"({"iteration":1})";
        QTest::newRow("kind is a number") << R"({"event":3,"iteration":1})";
        QTest::newRow("no iteration") << R"({"event":"iteration","loss":1})";
        QTest::newRow("loss is text") << R"({"event":"iteration","iteration":1,"loss":"1"})";
        QTest::newRow("phases is a number") << R"({"event":"iteration","iteration":1,"phases":{"match":[]}})";
        QTest::newRow("another state") << R"({"event":"state","state":"asleep","iteration":1})";
        QTest::newRow("rows missing") << R"({"event":"evaluation","iteration":1})";
        QTest::newRow("list") << R"([1])";
        QTest::newRow("trailing") << R"({"event":"iteration","iteration":1} x)";
        QTest::newRow("zeros") << QString(20, QChar(0));
    }
    void refusesWhatIsNoEvent() {
        QFETCH(QString, line);
        QVERIFY(!fromJsonLine(line.toStdString()).has_value());
    }

    void readsALineOfAnotherVersion() {
        const auto event =
            fromJsonLine(R"({"event":"iteration","iteration":5,"loss":2,"new_thing":{"a":[1]}})");
        QCOMPARE(std::get<IterationReport>(event.value()).loss, 2.0);
        QVERIFY(std::get<IterationReport>(event.value()).class_losses.empty());
    }
};

QTEST_APPLESS_MAIN(RunEventsJsonTest)
#include "run_events_json_test.moc"
