#include "core/base/thread_waiting.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>

#include <unistd.h>

#include <QProcess>
#include <QtTest>

using namespace ld3m;

namespace {

constexpr const char* kChild = "--begun-as-a-child";

/// What this program tells when it is begun with kChild: its process, its name, what OpenMP will read, the
/// rest of its arguments.
int tell(int count, char** values) {
    base::spinBriefly(values);
    const auto variable = [](const char* name) {
        const char* value = std::getenv(name);
        return value ? value : "-";
    };
    char name[32] = {};
    if (std::FILE* file = std::fopen("/proc/self/comm", "r")) {
        std::fgets(name, sizeof name, file) ? name[std::strcspn(name, "\n")] = 0 : 0;
        std::fclose(file);
    }
    std::printf("%d|%s|%s|%s", int(::getpid()), name, variable("OMP_WAIT_POLICY"),
                variable("GOMP_SPINCOUNT"));
    for (int i = 2; i < count; ++i)
        std::printf("|%s", values[i]);
    return 0;
}

} // namespace

class ThreadWaitingTest : public QObject {
    Q_OBJECT

    struct Told {
        QString process;
        QStringList parts;
    };

    /// What a child tells whose environment has `variables` and no other of OpenMP's.
    static Told child(const QStringList& variables, const QStringList& arguments = {}) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove("OMP_WAIT_POLICY");
        environment.remove("GOMP_SPINCOUNT");
        for (const QString& variable : variables)
            environment.insert(variable.section('=', 0, 0), variable.section('=', 1));
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(QCoreApplication::applicationFilePath(), QStringList{kChild} + arguments);
        process.waitForStarted();
        const QString id = QString::number(process.processId());
        process.waitForFinished();
        return {id, QString::fromUtf8(process.readAllStandardOutput()).split('|')};
    }

private Q_SLOTS:
    void theProgramGoesOnAsItselfWithBriefSpinning() {
        const Told told = child({}, {"a b", "", "--x=1"});
        const QString name = QFileInfo(QCoreApplication::applicationFilePath()).fileName().left(15);
        QCOMPARE(told.parts, QStringList({told.process, name, "-", "1000", "a b", "", "--x=1"}));
    }

    void whatTheUserSetsStays() {
        QCOMPARE(child({"OMP_WAIT_POLICY=active"}).parts.mid(2), QStringList({"active", "-"}));
        QCOMPARE(child({"GOMP_SPINCOUNT=7"}).parts.mid(2), QStringList({"-", "7"}));
    }
};

int main(int count, char** values) {
    if (count > 1 && std::strcmp(values[1], kChild) == 0)
        return tell(count, values);
    QCoreApplication application(count, values);
    ThreadWaitingTest test;
    return QTest::qExec(&test, count, values);
}
#include "thread_waiting_test.moc"
