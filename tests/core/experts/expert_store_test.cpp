// Trajectories as files hold them: made by Python, made here, and broken.
#include "core/experts/expert_store.h"

#include <ATen/ATen.h>
#include <QtTest>

#include "core/base/error.h"
#include "core/experts/describe_experts.h"
#include "core/experts/expert_folder.h"
#include "core/experts/expert_records.h"
#include "core/files/atomic_file.h"
#include "core/files/torch_writer.h"
#include "tests/support/message_of.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using base::InputError;
using experts::ExpertStore;
using files::TensorEntry;
using files::TorchList;
using tests::messageOf;

namespace {

const std::filesystem::path kGood = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints/good";
const c10::TensorOptions kFloat(c10::kFloat);

/// A trajectory of `states` states whose parameters are [2, 3] and [2], all filled with 10 trajectory +
/// state.
class Written {
public:
    files::TorchValue trajectory(int number, int states, bool moves = true) {
        TorchList epochs;
        for (int state = 0; state < states; ++state) {
            auto& numbers = m_numbers.emplace_back(6, static_cast<float>(10 * number + (moves ? state : 0)));
            const auto bytes = std::as_bytes(std::span(numbers));
            TorchList parameters;
            parameters.emplace_back(TensorEntry{"F32", {2, 3}, bytes});
            parameters.emplace_back(TensorEntry{"F32", {2}, bytes.first(8)});
            epochs.emplace_back(std::move(parameters));
        }
        return epochs;
    }

    void write(const std::filesystem::path& file, TorchList trajectories) const {
        files::writeTorchFile(file, std::move(trajectories));
    }

private:
    std::deque<std::vector<float>> m_numbers;
};

double first(const ExpertStore& store, std::int64_t trajectory, std::int64_t epoch) {
    return store.parameters(trajectory, epoch, kFloat).front().flatten()[0].item<double>();
}

QString wrong(const std::filesystem::path& path) {
    return messageOf<InputError>([&] { ExpertStore{path}; });
}

} // namespace

class ExpertStoreTest : public QObject {
    Q_OBJECT

    tests::TemporaryFolder m_folder;
    Written m_written;

private Q_SLOTS:
    void readsWhatPythonWrote_data() {
        QTest::addColumn<QString>("file");
        QTest::newRow("tensors") << "replay_buffer_0.pt";
        QTest::newRow("parameters") << "replay_buffer_params.pt";
    }
    void readsWhatPythonWrote() {
        QFETCH(QString, file);
        const ExpertStore store(kGood / file.toStdString());
        QCOMPARE(store.trajectories(), std::int64_t{2});
        QCOMPARE(store.epochs(1), std::int64_t{3});
        QCOMPARE(store.shapes().size(), std::size_t{6});
        QCOMPARE(store.shapes().front(), (std::vector<std::int64_t>{4, 3, 3, 3}));
        const auto start = store.parameters(0, 0, kFloat), end = store.parameters(0, 3, kFloat);
        QVERIFY(!at::equal(start.front(), end.front()));
        QVERIFY(start.front().abs().max().item<double>() < 10); // numbers, not stray bytes
    }

    void parametersAreCopies() {
        const ExpertStore store(kGood / "replay_buffer_0.pt");
        auto taken = store.parameters(0, 1, kFloat);
        taken.front().zero_();
        QVERIFY(store.parameters(0, 1, kFloat).front().abs().sum().item<double>() > 0);
        QCOMPARE(store.parameters(0, 1, kFloat.dtype(c10::kDouble)).front().scalar_type(), c10::kDouble);
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, store.parameters(0, 4, kFloat));
        QVERIFY_THROWS_EXCEPTION(std::out_of_range, store.parameters(2, 0, kFloat));
    }

    void filesOfAFolderComeByNumber() {
        const auto folder = m_folder / "many";
        // Twelve epochs and eleven files: "10" must not stand before "2".
        for (int n = 0; n < 11; ++n)
            m_written.write(folder / ("replay_buffer_" + std::to_string(n) + ".pt"),
                            {m_written.trajectory(n, 12)});
        m_written.write(folder / "other.pt", {m_written.trajectory(99, 2)});
        const ExpertStore store(folder);
        QCOMPARE(store.trajectories(), std::int64_t{11});
        QCOMPARE(first(store, 2, 11), 31.0);
        QCOMPARE(first(store, 10, 2), 102.0);
        QCOMPARE(store.file(10).filename().string(), std::string("replay_buffer_10.pt"));
        QCOMPARE(ExpertStore(folder, 3).trajectories(), std::int64_t{3});
    }

    void severalTrajectoriesInAFile() {
        const auto file = m_folder / "replay_buffer_7.pt";
        m_written.write(file,
                        {m_written.trajectory(0, 3), m_written.trajectory(1, 4), m_written.trajectory(2, 2)});
        const ExpertStore store(file);
        QCOMPARE(store.trajectories(), std::int64_t{3});
        QCOMPARE(store.epochs(1), std::int64_t{3});
        QCOMPARE(first(store, 2, 1), 21.0);
        QCOMPARE(ExpertStore(file, 2).trajectories(), std::int64_t{2});
    }

    void otherNetworksAreRefused() {
        const auto network = networks::makeNetwork(settings::NetworkKind::convnet,
                                                   {.resolution = 8, .classes = 2, .width = 4, .depth = 1});
        const ExpertStore store(kGood / "replay_buffer_0.pt");
        QVERIFY(messageOf<InputError>([&] { store.requireFor(*network); }).contains("another network"));
    }

    void brokenFilesAreNamed() {
        QVERIFY(wrong(m_folder / "nowhere").contains("neither a file nor a folder"));
        std::filesystem::create_directories(m_folder / "empty");
        QVERIFY(wrong(m_folder / "empty").contains("holds no replay_buffer_<n>.pt"));
        QVERIFY(wrong(kGood / "bare_state_dict.pt").contains("does not stand in a list of lists of lists"));
        const auto file = m_folder / "x.pt";
        m_written.write(file, {m_written.trajectory(0, 1)});
        QVERIFY(wrong(file).contains("only one state"));
        m_written.write(file, {m_written.trajectory(0, 3, false)});
        QVERIFY(wrong(file).contains("all states of a trajectory are the same"));
        m_written.write(file, {});
        QVERIFY(wrong(file).contains("no tensor"));
        files::TorchValue odd = m_written.trajectory(0, 3);
        std::get<TorchList>(std::get<TorchList>(odd.held)[1].held).pop_back();
        m_written.write(file, {odd});
        QVERIFY(wrong(file).contains("has 1 parameters where the first one has 2"));
        std::string cut = files::readText(kGood / "replay_buffer_0.pt");
        cut.resize(cut.size() / 2);
        files::writeAtomically(file, cut);
        QVERIFY(wrong(file).contains("x.pt"));
    }

    void inspectionSaysWhatTheyAre() {
        const QString text = QString::fromStdString(experts::describeExperts(kGood / "replay_buffer_0.pt"));
        QVERIFY2(text.contains("Expert trajectories: 2") && text.contains("trajectory 1: 3 epochs"),
                 qPrintable(text));
        QVERIFY2(text.contains("130 values in 6 tensors"), qPrintable(text));
        QVERIFY(experts::looksLikeExperts(kGood / "replay_buffer_0.pt"));
        QVERIFY(!experts::looksLikeExperts(kGood / "bare_state_dict.pt"));
        QVERIFY(!experts::looksLikeExperts(m_folder / "empty"));
    }

    void networksAreGuessed() {
        const auto guess = [](settings::Norm norm, std::int64_t resolution) {
            const auto network = networks::makeNetwork(settings::NetworkKind::convnet,
                                                       {.resolution = resolution, .norm = norm});
            std::vector<std::vector<std::int64_t>> shapes;
            for (const auto& spec : network->specs())
                shapes.push_back(spec.shape);
            return experts::guessConvNet(shapes);
        };
        const auto small = guess(settings::Norm::instance, 32);
        QVERIFY(small && small->depth == 3 && small->width == 128 && small->classes == 10 &&
                small->resolution == 32);
        const auto large = guess(settings::Norm::none, 128);
        QVERIFY(large && large->depth == 5 && large->resolution == 128 && large->norm == "no norm");
        const auto layered = guess(settings::Norm::layer, 64);
        QVERIFY(layered && layered->depth == 4 && layered->norm == "layer norm");
        QVERIFY(!experts::guessConvNet({{10, 30}, {10}}));
    }

    void recordsSurviveATornLine() {
        const auto file = m_folder / "experts.jsonl";
        experts::appendRecord(file, {0, 0, {}, 0.1});
        experts::appendRecord(file, {0, 1, experts::TrainingFigures{2.3, 0.25, 0.01, 4}, 0.5});
        experts::appendRecord(file, {1, 0, {}, 0.2});
        const std::string whole = files::readText(file);
        files::writeAtomically(file, whole + "{\"trajectory\":1,\"epo");
        const auto records = experts::readRecords(file);
        QCOMPARE(records.size(), std::size_t{3});
        QVERIFY(!records[0].training && records[1].training->accuracy == 0.25 &&
                records[2].test_accuracy == 0.2);
        experts::keepRecords(file, [](const experts::ExpertRecord&) { return true; });
        QVERIFY(files::readText(file) == whole);
        experts::keepRecords(file, [](const experts::ExpertRecord& record) { return record.epoch == 1; });
        QCOMPARE(experts::readRecords(file).size(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(ExpertStoreTest)
#include "expert_store_test.moc"
