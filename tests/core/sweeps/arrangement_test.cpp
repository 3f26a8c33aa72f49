// order.toml: what people change while a sweep is on.
#include <QtTest>

#include "core/files/atomic_file.h"
#include "core/sweeps/arrangement.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m::sweeps;
namespace files = ld3m::files;
using Ids = std::vector<std::string>;

class ArrangementTest : public QObject {
    Q_OBJECT

    ld3m::tests::TemporaryFolder m_folder;
    const Ids m_ids = {"a", "b", "c", "d"};

private Q_SLOTS:
    void namedOnesComeFirst() {
        QCOMPARE(inOrder({"c", "unknown", "c", "a"}, m_ids), (Ids{"c", "a", "b", "d"}));
        QCOMPARE(inOrder({}, m_ids), m_ids);
    }

    void whatIsWrittenIsRead() {
        const Arrangement arrangement{{"d", "b", "a", "c"}, {"b", "c"}, true};
        writeArrangement(m_folder / "order.toml", arrangement);
        QVERIFY(readArrangement(m_folder / "order.toml", m_ids) == arrangement);
        const Arrangement fewer = readArrangement(m_folder / "order.toml", {"a", "b", "e"});
        QCOMPARE(fewer.order, (Ids{"b", "a", "e"}));
        QCOMPARE(fewer.cancelled, (std::set<std::string>{"b"}));
    }

    void withoutAFileThePlanIsTheOrder() {
        QVERIFY(readArrangement(m_folder / "nowhere.toml", m_ids) == (Arrangement{m_ids, {}, false}));
        files::writeAtomically(m_folder / "broken.toml", "order = [");
        QVERIFY(readArrangement(m_folder / "broken.toml", m_ids) == (Arrangement{m_ids, {}, false}));
    }
};

QTEST_APPLESS_MAIN(ArrangementTest)
#include "arrangement_test.moc"
