// The layers of docs/architecture.md, checked on the includes of every source file.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include <QRegularExpression>
#include <QtTest>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = LD3M_SOURCE_FOLDER;
constexpr int kMaxLines = 500;

struct Source {
    std::string path; ///< from the root: "core/base/error.h"
    int lines = 0;
    std::vector<std::string> includes; ///< what stands between the quotes or angles
};

void readSource(const fs::path& file, std::vector<Source>& sources) {
    Source& source = sources.emplace_back();
    source.path = fs::relative(file, kRoot).generic_string();
    static const QRegularExpression include("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
    std::ifstream in(file);
    for (std::string line; std::getline(in, line); ++source.lines)
        if (const auto found = include.match(QString::fromStdString(line)); found.hasMatch())
            source.includes.push_back(found.captured(1).toStdString());
}

std::vector<Source> allSources() {
    static const std::set<std::string> endings = {".h", ".cpp", ".cu", ".cuh"};
    std::vector<Source> sources;
    for (const char* top : {"core", "widgets", "app", "tests"})
        for (const auto& entry : fs::recursive_directory_iterator(kRoot / top))
            if (endings.contains(entry.path().extension().string()))
                readSource(entry.path(), sources);
    return sources;
}

bool begins(const std::string& text, const std::string& start) {
    return text.compare(0, start.size(), start) == 0;
}

bool beginsWithAny(const std::string& text, const std::vector<std::string>& starts) {
    return std::ranges::any_of(starts, [&](const std::string& start) { return begins(text, start); });
}

bool isQt(const std::string& include) {
    return include[0] == 'Q' || include == "qcustomplot.h" || begins(include, "Qt");
}
bool isTorch(const std::string& include) {
    return beginsWithAny(include, {"torch/", "ATen/", "c10/", "caffe2/"});
}

// "core/base/error.h" -> "base"; empty outside core/.
std::string floorOf(const std::string& path) {
    if (!begins(path, "core/"))
        return {};
    const auto end = path.find('/', 5);
    return end == std::string::npos ? std::string() : path.substr(5, end - 5);
}

// The list in core/CMakeLists.txt, and how many of its first entries stand before the "no Torch" mark.
std::pair<std::vector<std::string>, std::size_t> readFloors() {
    std::ifstream in(kRoot / "core/CMakeLists.txt");
    std::ostringstream content;
    content << in.rdbuf();
    const std::string text = content.str();
    const auto begin = text.find("set(ld3m_floors") + std::string("set(ld3m_floors").size();
    std::istringstream lines(text.substr(begin, text.find(")\n", begin) - begin));
    std::vector<std::string> floors;
    std::size_t torchFree = 0;
    for (std::string line; std::getline(lines, line);) {
        const auto hash = line.find('#');
        std::istringstream words(line.substr(0, hash));
        for (std::string word; words >> word;)
            floors.push_back(word);
        if (hash != std::string::npos && line.find("no Torch", hash) != std::string::npos)
            torchFree = floors.size();
    }
    return {floors, torchFree};
}

} // namespace

class FloorsTest : public QObject {
    Q_OBJECT
private:
    std::vector<Source> m_sources;
    std::vector<std::string> m_floors;
    std::vector<std::string> m_torchFree; ///< "core/base/", ...

    using Rule = std::function<bool(const Source&, const std::string& include)>;

    QStringList offenders(const std::vector<std::string>& folders, const Rule& forbidden) const {
        QStringList found;
        for (const Source& source : m_sources)
            if (beginsWithAny(source.path, folders))
                for (const std::string& include : source.includes)
                    if (forbidden(source, include))
                        found += QString::fromStdString(source.path + " includes " + include);
        return found;
    }

    std::size_t heightOf(const std::string& floor) const {
        return static_cast<std::size_t>(std::ranges::find(m_floors, floor) - m_floors.begin());
    }

private Q_SLOTS:
    void initTestCase() {
        m_sources = allSources();
        const auto [floors, torchFree] = readFloors();
        m_floors = floors;
        for (std::size_t i = 0; i < torchFree; ++i)
            m_torchFree.push_back("core/" + floors[i] + "/");
        QVERIFY(m_sources.size() > 100);
        QCOMPARE(m_floors.front(), std::string("base"));
        QCOMPARE(m_torchFree.back(), std::string("core/sweeps/"));
    }

    void everyCoreFolderIsAFloor() {
        for (const auto& entry : fs::directory_iterator(kRoot / "core"))
            if (entry.is_directory())
                QVERIFY2(heightOf(entry.path().filename().string()) < m_floors.size(), entry.path().c_str());
    }

    void coreIncludesOnlyItsOwnAndLowerFloors() {
        const QStringList found =
            offenders({"core/"}, [this](const Source& source, const std::string& include) {
                const std::string floor = floorOf(include);
                return (!floor.empty() && heightOf(floor) > heightOf(floorOf(source.path))) ||
                       beginsWithAny(include, {"widgets/", "app/", "tests/"});
            });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void noQtBelowTheWindow() {
        const QStringList found = offenders(
            {"core/", "app/cli/"}, [](const Source&, const std::string& include) { return isQt(include); });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void noTorchWhereItDoesNotBelong() {
        std::vector<std::string> folders = m_torchFree;
        folders.insert(folders.end(), {"widgets/", "app/session/", "app/workbench/"});
        const QStringList found =
            offenders(folders, [](const Source&, const std::string& include) { return isTorch(include); });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void theWholeTorchHeaderIsNowhere() {
        const QStringList found =
            offenders({"core/", "app/", "tests/"},
                      [](const Source&, const std::string& include) { return include == "torch/torch.h"; });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void widgetsKnowNoProgram() {
        const QStringList found = offenders({"widgets/"}, [this](const Source&, const std::string& include) {
            return begins(include, "app/") ||
                   (begins(include, "core/") && !beginsWithAny(include, m_torchFree));
        });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void sessionKnowsOnlyTorchFreeFloors() {
        const QStringList found =
            offenders({"app/session/"}, [this](const Source&, const std::string& include) {
                return beginsWithAny(include, {"app/workbench/", "app/cli/", "widgets/"}) ||
                       (begins(include, "core/") && !beginsWithAny(include, m_torchFree));
            });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void spdlogStaysBehindItsBorder() {
        const QStringList found = offenders(
            {"core/", "widgets/", "app/", "tests/"}, [](const Source& source, const std::string& include) {
                return beginsWithAny(include, {"spdlog/", "fmt/"}) && source.path != "core/base/log.cpp";
            });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void nothingIncludesTests() {
        const QStringList found =
            offenders({"core/", "widgets/", "app/"},
                      [](const Source&, const std::string& include) { return begins(include, "tests/"); });
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }

    void noFileIsALongOne() {
        QStringList found;
        for (const Source& source : m_sources)
            if (source.lines > kMaxLines)
                found +=
                    QString::fromStdString(source.path) + " has " + QString::number(source.lines) + " lines";
        QVERIFY2(found.isEmpty(), qPrintable(found.join('\n')));
    }
};

QTEST_APPLESS_MAIN(FloorsTest)
#include "floors_test.moc"
