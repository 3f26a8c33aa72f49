// Sound files with a few bytes changed: each is read or refused in a sentence, in bounded memory and within
// bounds. LD3M_MUTATIONS sets how many are tried (default 3000).
#include <fstream>
#include <random>

#include <QtTest>

#include "core/base/error.h"
#include "core/files/atomic_file.h"
#include "core/files/tensor_file.h"
#include "core/files/unsound.h"
#include "tests/support/bounded_memory.h"
#include "tests/support/stored_numbers.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m::files;
using namespace ld3m::tests;

namespace {

namespace fs = std::filesystem;

const fs::path kGolden = LD3M_SOURCE_FOLDER "/tests/golden/checkpoints";
constexpr rlim_t kMemory = rlim_t{300} << 20;
constexpr std::uintmax_t kLargest = 20'000;

std::vector<std::string> soundFiles() {
    std::vector<std::string> files;
    for (const char* folder : {"good", "odd", "safetensors"})
        for (const auto& entry : fs::directory_iterator(kGolden / folder))
            if (entry.file_size() < kLargest && (std::string_view(folder) != "safetensors" ||
                                                 entry.path().filename().string().starts_with("ok_")))
                files.push_back(readText(entry.path()));
    std::sort(files.begin(), files.end());
    return files;
}

class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : m_random(seed) {}

    std::string operator()(std::string bytes) {
        for (std::size_t changes = 1 + below(4); changes > 0 && !bytes.empty(); --changes)
            change(bytes);
        return bytes;
    }
    std::size_t below(std::size_t limit) { return m_random() % limit; }

private:
    void change(std::string& bytes) {
        const std::size_t at = below(bytes.size());
        const std::size_t count = std::min(bytes.size() - at, 1 + below(16));
        // Most changes keep every byte in its place, so that they reach what lies inside the container.
        switch (below(12)) {
        case 0:
        case 1: // one bit
            bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
            break;
        case 2: // one byte
            bytes[at] = static_cast<char>(below(256));
            break;
        case 3:
        case 4: // the extremes of a number
            for (std::size_t i = 0; i < std::min<std::size_t>(count, 8); ++i)
                bytes[at + i] = static_cast<char>(m_extreme[below(m_extreme.size())]);
            break;
        case 5:
            bytes.erase(at, count);
            break;
        case 6:
            bytes.insert(at, bytes.substr(below(bytes.size()), count));
            break;
        case 7:
        case 8: // a piece over another one
            bytes.replace(at, count, bytes.substr(below(bytes.size()), count));
            break;
        default: // a digit of a text number, an instruction of a pickle
            bytes[at] = m_telling[below(m_telling.size())];
        }
    }

    std::mt19937 m_random;
    std::string m_extreme = std::string("\0\xff\x7f\x80\x01", 5);
    std::string m_telling = "0123456789-[]{},\"().cRbQutsaehjqr2lde\x81\x93\x94\x8a\x8b\x95";
};

} // namespace

class TensorFileMutationTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void changedFilesAreReadOrRefused() {
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("LD3M_MUTATIONS", &given);
        const int count = given ? asked : 3000;
        const std::vector<std::string> sound = soundFiles();
        QVERIFY(sound.size() > 30);
        const TemporaryFolder folder;
        const fs::path file = folder / "mutated.pt";
        int read = 0;
        int refused = 0;
        double sum = 0;
        const BoundedMemory bounded(kMemory);
        for (int i = 0; i < count; ++i) {
            Mutator mutate(static_cast<std::uint32_t>(i));
            fs::remove(file); // a file that is cut and written again may wait for the disk
            std::ofstream(file, std::ios::binary) << mutate(sound[mutate.below(sound.size())]);
            try {
                const TensorFile opened = openTensorFile(file);
                ++read;
                for (const auto& [name, tensor] : opened.tensors)
                    for (const std::byte byte : tensor.bytes)
                        sum += std::to_integer<int>(byte);
            } catch (const ld3m::base::InputError& problem) {
                ++refused;
                const QString message = QString::fromUtf8(problem.what());
                QVERIFY2(message.contains("mutated.pt") && message.endsWith('.'),
                         qPrintable(QString("mutation %1: %2").arg(i).arg(message)));
            } catch (const std::exception& problem) {
                QFAIL(qPrintable(QString("mutation %1: %2").arg(i).arg(problem.what())));
            } catch (const Unsound& unsound) {
                QFAIL(qPrintable(QString("mutation %1: %2").arg(i).arg(unsound.reason.c_str())));
            }
        }
        qInfo("%d mutations: %d read, %d refused, byte sum %g", count, read, refused, sum);
        // Changes in weights go unnoticed, changes in structure do not: both must have been tried.
        QVERIFY(read > count / 20 && refused > count / 4);
    }
};

QTEST_APPLESS_MAIN(TensorFileMutationTest)
#include "tensor_file_mutation_test.moc"
