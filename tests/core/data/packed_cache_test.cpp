// Decoded splits are kept, used again, and never trusted blindly.
#include "tests/core/data/picture_folder.h"

#include <algorithm>

#include "core/base/error.h"
#include "core/data/packed_cache.h"

using namespace ld3m;
using namespace ld3m::tests;

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> filesIn(const fs::path& folder) {
    std::vector<fs::path> files;
    if (fs::exists(folder))
        for (const auto& entry : fs::directory_iterator(folder))
            files.push_back(entry.path());
    return files;
}

/// Other bytes under the same name, size and time: only a loader that reads the file can tell.
void spoilUnnoticed(const fs::path& file) {
    const auto time = fs::last_write_time(file);
    const std::string bytes = files::readText(file);
    files::writeAtomically(file, std::string(bytes.size(), 'x'));
    fs::last_write_time(file, time);
}

} // namespace

class PackedCacheTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<TemporaryFolder>();
        m_cache = *m_folder / "cache";
        qputenv("LD3M_CACHE", QByteArray::fromStdString(m_cache.string()));
        m_set = *m_folder / "animals";
        writePictureFolder(m_set);
    }

    void theSecondStartReadsTheCache() {
        const data::Dataset first = load(settingsFor(m_set));
        QCOMPARE(filesIn(m_cache).size(), 1U);
        spoilUnnoticed(m_set / "train/ant/0.png");
        std::vector<std::pair<std::int64_t, std::int64_t>> progress;
        const data::Dataset second =
            load(settingsFor(m_set), data::Split::train,
                 [&](std::int64_t done, std::int64_t total) { progress.emplace_back(done, total); });
        QVERIFY(at::equal(first.rows(0, 6).first, second.rows(0, 6).first));
        QVERIFY(at::equal(first.rows(0, 6).second, second.rows(0, 6).second));
        QVERIFY(second.classNames() == first.classNames());
        QVERIFY((progress == std::vector<std::pair<std::int64_t, std::int64_t>>{{6, 6}}));
    }

    void aChangedFolderReplacesItsCache() {
        static_cast<void>(load(settingsFor(m_set)));
        writePicture(m_set / "train/cow/1.png", 77);
        const LogLines log;
        QCOMPARE(levelsOf(load(settingsFor(m_set))), std::vector<int>({1, 2, 3, 4, 5, 6, 77}));
        QCOMPARE(filesIn(m_cache).size(), 1U);
        fs::last_write_time(m_set / "train/cow/1.png",
                            fs::file_time_type::clock::now() + std::chrono::hours(1));
        static_cast<void>(load(settingsFor(m_set)));
        QCOMPARE(log.lines().filter("changed since").size(), 2);
    }

    void levelsWithFractionsAreKeptToo() {
        images::Rgb8 steep{16, 16, std::vector<std::uint8_t>(16 * 16 * 3, 0)};
        std::fill_n(steep.bytes.begin(), 5 * 16 * 3, std::uint8_t{201});
        images::writePng(m_set / "train/cow/0.png", steep);
        settings::DatasetSettings settings = settingsFor(m_set);
        const at::Tensor rounded = load(settings).raw(2, {0});
        settings.resize_order = settings::ResizeOrder::released;
        const data::Dataset set = load(settings);
        QCOMPARE(set.images().scalar_type(), at::kFloat);
        const at::Tensor exact = set.raw(2, {0});
        QVERIFY((rounded * 255 - (rounded * 255).round()).abs().max().item<float>() < 1e-3);
        QVERIFY((exact * 255 - (exact * 255).round()).abs().max().item<float>() > 0.1);
        QVERIFY((exact - rounded).abs().max().item<float>() * 255 < 1.01);
        spoilUnnoticed(m_set / "train/ant/0.png");
        const data::Dataset cached = load(settings);
        QVERIFY(at::equal(cached.images(), set.images()));
        QVERIFY(at::equal(cached.rows(0, 6).first, set.rows(0, 6).first));
        QVERIFY(at::equal(cached.rows(0, 6).first, set.rows(0, 6).first)); // reading changes nothing
        settings.antialias = false;
        QVERIFY_THROWS_EXCEPTION(base::InputError, load(settings)); // decoded anew, and finds the spoilt file
    }

    void whatDiffersIsKeptApart() {
        settings::DatasetSettings settings = settingsFor(m_set);
        static_cast<void>(load(settings));
        static_cast<void>(load(settings, data::Split::test));
        settings.resolution = 16;
        QCOMPARE(load(settings).raw(0, {0}).size(2), 16);
        settings.classes = {"bee", "ant"};
        QCOMPARE(levelsOf(load(settings)).front(), 3);
        QCOMPARE(filesIn(m_cache).size(), 4U);
        settings.normalisation = settings::Normalisation::half; // no business of the stored bytes
        static_cast<void>(load(settings));
        QCOMPARE(filesIn(m_cache).size(), 4U);
    }

    void aDamagedCacheIsMadeAnew_data() {
        QTest::addColumn<int>("keep");
        QTest::newRow("empty") << 0;
        QTest::newRow("cut in the header") << 20;
        QTest::newRow("cut in the data") << -10;
    }
    void aDamagedCacheIsMadeAnew() {
        QFETCH(int, keep);
        static_cast<void>(load(settingsFor(m_set)));
        const fs::path file = filesIn(m_cache).at(0);
        const auto whole = fs::file_size(file);
        fs::resize_file(file, keep < 0 ? whole - 10 : static_cast<std::uintmax_t>(keep));
        const LogLines log;
        QCOMPARE(levelsOf(load(settingsFor(m_set))), std::vector<int>({1, 2, 3, 4, 5, 6}));
        QCOMPARE(log.lines().size(), 1);
        QCOMPARE(fs::file_size(file), whole);
    }

    void aFolderThatCannotBeWrittenIsOnlyAWarning() {
        files::writeAtomically(*m_folder / "file", "x");
        qputenv("LD3M_CACHE", QByteArray::fromStdString((*m_folder / "file").string() + "/cache"));
        const LogLines log;
        QCOMPARE(levelsOf(load(settingsFor(m_set))), std::vector<int>({1, 2, 3, 4, 5, 6}));
        QCOMPARE(log.lines().filter("could not be cached").size(), 1);
    }

    void theFolderFollowsTheEnvironment() {
        QVERIFY(data::cacheFolder() == m_cache);
        const QByteArray home = qgetenv("HOME");
        qunsetenv("LD3M_CACHE");
        qputenv("XDG_CACHE_HOME", "/elsewhere");
        QVERIFY(data::cacheFolder() == "/elsewhere/ld3m");
        qunsetenv("XDG_CACHE_HOME");
        qputenv("HOME", "/home/someone");
        QVERIFY(data::cacheFolder() == "/home/someone/.cache/ld3m");
        qunsetenv("HOME");
        QVERIFY(data::cacheFolder().empty());
        QCOMPARE(load(settingsFor(m_set)).size(), 6);
        qputenv("HOME", home);
    }

private:
    std::unique_ptr<TemporaryFolder> m_folder;
    fs::path m_cache;
    fs::path m_set;
};

QTEST_APPLESS_MAIN(PackedCacheTest)
#include "packed_cache_test.moc"
