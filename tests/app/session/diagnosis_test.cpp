// What a diagnosis of the window tells, remembers, drops and says when it fails.
#include <QSignalSpy>
#include <QtTest>

#include "app/session/diagnosis.h"
#include "tests/support/scripted_diagnosis.h"

using namespace ld3m;
using session::Diagnosis;

class DiagnosisTest : public QObject {
    Q_OBJECT

    static reports::DiagnosisQuestion question(std::vector<std::int64_t> steps) {
        reports::DiagnosisQuestion question;
        question.run = "/runs/a";
        question.iteration = 60;
        question.flow_steps = std::move(steps);
        question.chain_steps = {3};
        return question;
    }

private Q_SLOTS:
    void resultsComeOneByOneAndStay() {
        tests::ScriptedDiagnosis script;
        Diagnosis diagnosis(script.tool());
        QSignalSpy points(&diagnosis, &Diagnosis::flowMeasured);
        QSignalSpy ended(&diagnosis, &Diagnosis::ended);
        script.holdAfter(2 + 1); // two chains and a point
        diagnosis.ask(question({10, 20}));
        QVERIFY(diagnosis.isUnderway());
        QTRY_COMPARE(int(points.size()), 1);
        QCOMPARE(int(diagnosis.results().chains.size()), 2);
        QVERIFY(diagnosis.results().flowOf("off", 10));
        QCOMPARE(diagnosis.subject()->iteration, 60);
        script.goOn();
        QVERIFY(ended.wait());
        QCOMPARE(int(points.size()), 4);
        QVERIFY(!diagnosis.isUnderway());
        QCOMPARE(int(diagnosis.results().flow.size()), 4);
        QVERIFY(!diagnosis.remaining());
    }

    void lookingUpIsNotUnderway() {
        tests::ScriptedDiagnosis script;
        Diagnosis diagnosis(script.tool());
        QSignalSpy ended(&diagnosis, &Diagnosis::ended);
        diagnosis.ask(question({10}));
        QVERIFY(ended.wait());
        reports::DiagnosisQuestion lookUp = question({10});
        lookUp.stored_only = true;
        diagnosis.ask(lookUp);
        QVERIFY(!diagnosis.isUnderway());
        QVERIFY(diagnosis.results().empty());
        QVERIFY(ended.wait());
        QCOMPARE(int(diagnosis.results().flow.size()), 2);
        QCOMPARE(script.measured(), 4);
    }

    void cancelKeepsWhatCame() {
        tests::ScriptedDiagnosis script;
        Diagnosis diagnosis(script.tool());
        QSignalSpy ended(&diagnosis, &Diagnosis::ended);
        script.holdAfter(3);
        diagnosis.ask(question({10, 20}));
        QTRY_COMPARE(int(diagnosis.results().flow.size()), 1);
        diagnosis.cancel();
        QVERIFY(ended.wait());
        QCOMPARE(int(diagnosis.results().flow.size()), 1);
    }

    void anotherQuestionDropsTheFirst() {
        tests::ScriptedDiagnosis script;
        Diagnosis diagnosis(script.tool());
        script.holdAfter(0);
        diagnosis.ask(question({10, 20}));
        QTRY_VERIFY(diagnosis.subject().has_value());
        script.goOn();
        QSignalSpy ended(&diagnosis, &Diagnosis::ended);
        reports::DiagnosisQuestion other = question({5});
        other.run = "/runs/b";
        diagnosis.ask(other);
        QVERIFY(ended.wait());
        QCOMPARE(int(ended.size()), 1);
        QCOMPARE(int(diagnosis.results().flow.size()), 2);
        QVERIFY(diagnosis.results().flowOf("released", 5));
    }

    void aFailureIsOneSentence() {
        tests::ScriptedDiagnosis script;
        Diagnosis diagnosis(script.tool());
        QSignalSpy failed(&diagnosis, &Diagnosis::failed);
        script.fail(true);
        diagnosis.ask(question({10}));
        QVERIFY(failed.wait());
        QVERIFY(failed.front().front().toString().contains("the prior is gone"));
        QTRY_VERIFY(!diagnosis.isUnderway());
    }

    void withoutEngineNothingIsAsked() {
        Diagnosis diagnosis({});
        QVERIFY(!diagnosis.canMeasure());
        diagnosis.ask(question({10}));
        QVERIFY(!diagnosis.isUnderway());
    }
};

QTEST_GUILESS_MAIN(DiagnosisTest)
#include "diagnosis_test.moc"
