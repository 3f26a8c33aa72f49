// What is stored comes back to the same bits, for its own question only; damaged files are as good as none.
#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/projects/stored_diagnoses.h"
#include "core/reports/diagnosis_json.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using reports::Diagnosis;

class StoredDiagnosesTest : public QObject {
    Q_OBJECT

    static Diagnosis measured(std::int64_t iteration = 60, const std::string& identity = "guidance 3") {
        Diagnosis diagnosis{
            .iteration = iteration, .draws = 2, .identity = identity, .flow = {}, .chains = {}};
        diagnosis.add(reports::FlowPoint{"off", 10, {1.0 / 3, 0.1}, {}});
        diagnosis.add(reports::FlowPoint{"released", 10, {26.6, 27}, {1e-30, 2}});
        diagnosis.add(reports::GradientChain{.arm = "released",
                                             .steps = 2,
                                             .chain = {{501, 1, {0.1, 0.2}, {3, 4}}, {1, 0, {5, 6}, {0, 0}}},
                                             .images = {7, 8},
                                             .latents = {9, 10},
                                             .latents_network = {0.3, 0.4},
                                             .latents_residual = {3, 4}});
        return diagnosis;
    }

private Q_SLOTS:
    void whatIsStoredComesBack() {
        const tests::TemporaryFolder run;
        const Diagnosis whole = measured();
        projects::storeDiagnosis(run.path(), whole);
        const Diagnosis back =
            projects::storedDiagnosis(run.path(), {.iteration = 60, .draws = 2, .identity = "guidance 3"});
        QVERIFY(back.flow == whole.flow);
        QVERIFY(back.chains == whole.chains);
        QVERIFY(projects::diagnosisFile(run.path(), whole).filename().string().starts_with("000060-"));
    }

    void anotherQuestionHasAnotherAnswer() {
        const tests::TemporaryFolder run;
        projects::storeDiagnosis(run.path(), measured());
        for (const Diagnosis& other : {Diagnosis{.iteration = 61, .draws = 2, .identity = "guidance 3"},
                                       Diagnosis{.iteration = 60, .draws = 3, .identity = "guidance 3"},
                                       Diagnosis{.iteration = 60, .draws = 2, .identity = "guidance 4"}})
            QVERIFY(projects::storedDiagnosis(run.path(), other).empty());
    }

    // Equal fingerprints would name one file: the identity in it decides.
    void aFileOfAnotherQuestionUnderItsNameIsNotBelieved() {
        const tests::TemporaryFolder run;
        const Diagnosis asked = measured(60, "asked");
        files::writeAtomically(projects::diagnosisFile(run.path(), asked),
                               reports::toJson(measured(60, "other")));
        const Diagnosis found = projects::storedDiagnosis(run.path(), asked);
        QVERIFY(found.empty());
        QCOMPARE(found.identity, std::string("asked"));
    }

    void addingAgainReplaces() {
        Diagnosis diagnosis = measured();
        diagnosis.add(reports::FlowPoint{"off", 10, {5, 6}, {}});
        QCOMPARE(int(diagnosis.flow.size()), 2);
        QCOMPARE(diagnosis.flowOf("off", 10)->latent_norms, std::vector<double>({5, 6}));
        QVERIFY(!diagnosis.flowOf("off", 20));
        QVERIFY(diagnosis.chainOf("released", 2) && !diagnosis.chainOf("off", 2));
    }

    void damagedFilesAreAsGoodAsNone() {
        const tests::TemporaryFolder run;
        const Diagnosis whole = measured();
        const std::string text = reports::toJson(whole);
        for (const std::string& damaged : {std::string(), std::string("[]"), text.substr(0, text.size() / 2),
                                           std::string("{\"format\": 99}")}) {
            files::writeAtomically(projects::diagnosisFile(run.path(), whole), damaged);
            QVERIFY(projects::storedDiagnosis(run.path(), whole).empty());
            QVERIFY(projects::storedDiagnoses(run.path()).empty());
        }
        const QString newer =
            tests::messageOf<base::InputError>([] { reports::diagnosisFromJson("{\"format\": 99}"); });
        QVERIFY2(newer.contains("99"), qPrintable(newer));
    }

    void theNewestComesFirst() {
        const tests::TemporaryFolder run;
        QVERIFY(projects::storedDiagnoses(run.path()).empty());
        projects::storeDiagnosis(run.path(), measured(100));
        projects::storeDiagnosis(run.path(), measured(60));
        std::filesystem::last_write_time(projects::diagnosisFile(run.path(), measured(100)),
                                         std::filesystem::file_time_type::clock::now() -
                                             std::chrono::hours(1));
        const auto all = projects::storedDiagnoses(run.path());
        QCOMPARE(int(all.size()), 2);
        QCOMPARE(all.front().iteration, 60);
    }
};

QTEST_APPLESS_MAIN(StoredDiagnosesTest)
#include "stored_diagnoses_test.moc"
