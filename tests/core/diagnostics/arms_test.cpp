// What each arm changes of a prior's settings, and what it leaves.
#include <QtTest>

#include "core/base/error.h"
#include "core/diagnostics/arms.h"
#include "tests/support/message_of.h"

using namespace ld3m;
using diagnostics::armNamed;
using settings::Residual;
using settings::ResidualCurve;
using settings::Sampler;

class ArmsTest : public QObject {
    Q_OBJECT

    static settings::PriorSettings prior() {
        settings::PriorSettings prior;
        prior.sampler = Sampler::dpmpp_2m;
        prior.residual_curve = ResidualCurve::sqrt;
        prior.timesteps = settings::Timesteps::released;
        return prior;
    }

private Q_SLOTS:
    void eachArm_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("residual");
        QTest::addColumn<int>("sampler");
        const auto row = [](const char* name, Residual residual, Sampler sampler) {
            QTest::newRow(name) << QString(name) << int(residual) << int(sampler);
        };
        row("off", Residual::off, Sampler::dpmpp_2m);
        row("paper_ddim", Residual::paper, Sampler::ddim);
        row("paper_ddpm", Residual::paper, Sampler::ddpm);
        row("released", Residual::released, Sampler::dpmpp_2m);
    }
    void eachArm() {
        QFETCH(QString, name);
        const auto changed = armNamed(name.toStdString()).on(prior(), 17);
        QTEST(int(changed.residual), "residual");
        QTEST(int(changed.sampler), "sampler");
        QCOMPARE(changed.steps, 17);
        QVERIFY(changed.residual_curve == ResidualCurve::sqrt);
        QVERIFY(changed.timesteps == settings::Timesteps::released);
    }

    void everyNameIsAnArm() {
        QCOMPARE(int(diagnostics::armNames().size()), 4);
        for (const std::string& name : diagnostics::armNames())
            QCOMPARE(armNamed(name).name, name);
    }

    void everyCurveMakesAnArm() {
        for (const std::string& curve : settings::namesOf<ResidualCurve>()) {
            const auto arm = diagnostics::releasedWithCurve(curve);
            const auto changed = arm.on(prior(), 5);
            QCOMPARE(arm.name, "released_" + curve);
            QCOMPARE(settings::nameOf(changed.residual_curve), curve);
            QVERIFY(changed.residual == Residual::released && changed.sampler == Sampler::dpmpp_2m);
        }
    }

    void unknownWordsNameTheNearest() {
        const QString arm = tests::messageOf<base::InputError>([] { armNamed("paper_dpm"); });
        QVERIFY2(arm.contains("\"paper_dpm\"") && arm.contains("did you mean paper_dd"), qPrintable(arm));
        const QString curve =
            tests::messageOf<base::InputError>([] { diagnostics::releasedWithCurve("cosin"); });
        QVERIFY2(curve.contains("did you mean cosine"), qPrintable(curve));
    }
};

QTEST_APPLESS_MAIN(ArmsTest)
#include "arms_test.moc"
