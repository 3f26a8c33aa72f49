#include "core/files/event_file.h"

#include <atomic>
#include <bit>
#include <cmath>
#include <utility>

#include <unistd.h>

#include "core/base/text.h"
#include "core/files/atomic_file.h"
#include "core/files/tfrecord.h"

namespace ld3m::files {
namespace {

constexpr std::int64_t kRgb = 3;

// The wire format of protocol buffers: a field is its number and kind in one varint, then its value.
enum WireKind { kVarint = 0, kEightBytes = 1, kLengthFirst = 2, kFourBytes = 5 };

std::string varint(std::uint64_t value) {
    std::string bytes;
    for (; value >= 0x80; value >>= 7)
        bytes += static_cast<char>((value & 0x7f) | 0x80);
    return bytes + static_cast<char>(value);
}

std::string fieldHead(int number, WireKind kind) {
    return varint(static_cast<std::uint64_t>(number) << 3 | kind);
}

template<typename Bits>
std::string littleEndian(Bits bits) {
    std::string bytes;
    for (std::size_t i = 0; i < sizeof(Bits); ++i)
        bytes += static_cast<char>(bits >> (8 * i));
    return bytes;
}

std::string integerField(int number, std::int64_t value) {
    return fieldHead(number, kVarint) + varint(static_cast<std::uint64_t>(value));
}
std::string doubleField(int number, double value) {
    return fieldHead(number, kEightBytes) + littleEndian(std::bit_cast<std::uint64_t>(value));
}
std::string floatField(int number, float value) {
    return fieldHead(number, kFourBytes) + littleEndian(std::bit_cast<std::uint32_t>(value));
}
std::string bytesField(int number, std::string_view bytes) {
    std::string field = fieldHead(number, kLengthFirst) + varint(bytes.size());
    return field.append(bytes);
}

std::string summaryEvent(std::int64_t step, double wall, const std::string& values) {
    return doubleField(1, wall) + integerField(2, step) + bytesField(5, values);
}

std::string hostName() {
    char name[256] = {};
    return ::gethostname(name, sizeof name - 1) == 0 && name[0] != '\0' ? name : "localhost";
}

} // namespace

EventFile::EventFile(double wall) : m_begin(wall) {
    appendTfRecord(m_records, doubleField(1, wall) + bytesField(3, "brain.Event:2"));
}

void EventFile::scalars(std::int64_t step, double wall,
                        const std::vector<std::pair<std::string, double>>& values) {
    std::string summary;
    for (const auto& [tag, value] : values)
        if (!std::isnan(value))
            summary += bytesField(1, bytesField(1, tag) + floatField(2, static_cast<float>(value)));
    if (!summary.empty())
        appendTfRecord(m_records, summaryEvent(step, wall, summary));
}

void EventFile::image(std::int64_t step, double wall, const std::string& tag, std::string_view png,
                      std::int64_t height, std::int64_t width) {
    const std::string picture =
        integerField(1, height) + integerField(2, width) + integerField(3, kRgb) + bytesField(4, png);
    appendTfRecord(m_records,
                   summaryEvent(step, wall, bytesField(1, bytesField(1, tag) + bytesField(4, picture))));
}

std::string EventFile::newName() const {
    static std::atomic<unsigned> named = 0;
    return base::text("events.out.tfevents.", static_cast<std::int64_t>(m_begin), ".", hostName(), ".",
                      getpid(), ".", named++);
}

std::filesystem::path EventFile::write(const std::filesystem::path& folder) const {
    const auto file = folder / newName();
    writeAtomically(file, m_records);
    return file;
}

std::string EventFile::take() {
    return std::exchange(m_records, {});
}

} // namespace ld3m::files
