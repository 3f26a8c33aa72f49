#include "core/files/pickled_tensors.h"

#include <algorithm>
#include <optional>

#include "core/base/text.h"
#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxName = 1000;
// Containers may be shared, so a short pickle can spell out an endless tree.
constexpr std::size_t kMaxVisits = 1'000'000;
constexpr std::size_t kMaxNameBytes = std::size_t{64} << 20;

std::optional<std::string> keyText(const PickleValue& key) {
    if (const auto* text = std::get_if<std::string_view>(&key))
        return std::string(*text);
    if (const auto* number = std::get_if<std::int64_t>(&key))
        return std::to_string(*number);
    return {};
}

bool mayHoldTensors(const PickleValue& value) {
    return std::holds_alternative<PickleTensor>(value) || std::holds_alternative<PickleSequence>(value) ||
           std::holds_alternative<PickleDict>(value) || std::holds_alternative<PickleOpaque>(value);
}

class Walk {
public:
    explicit Walk(const Unpickled& pickle) : m_pickle(pickle) {}

    PickledTensors run() {
        if (const auto* opaque = std::get_if<PickleOpaque>(&m_pickle.root)) {
            const ClassName& name = m_pickle.classes[opaque->index];
            throw Unsound{
                base::text("it holds an object of the Python class ", name.module, ".", name.name,
                           " instead of tensors, and programs in files are never run; save the model's "
                           "state_dict() in Python")};
        }
        visit(m_pickle.root);
        return std::move(m_found);
    }

private:
    void visit(const PickleValue& value) {
        if (++m_visits > kMaxVisits)
            throw Unsound{"its containers hold each other more often than any checkpoint's"};
        if (const auto* tensor = std::get_if<PickleTensor>(&value))
            m_found.found.emplace_back(usedName(), tensor->index);
        else if (const auto* sequence = std::get_if<PickleSequence>(&value))
            visitSequence(sequence->index);
        else if (const auto* dict = std::get_if<PickleDict>(&value))
            visitDict(dict->index);
        else if (const auto* opaque = std::get_if<PickleOpaque>(&value))
            visitOpaque(m_pickle.classes[opaque->index]);
    }

    void visitSequence(std::uint32_t index) {
        const Inside inside(*this, {'s', index});
        const auto& values = m_pickle.sequences[index];
        for (std::size_t i = 0; inside.fresh && i < values.size(); ++i)
            if (mayHoldTensors(values[i]))
                visitChild(std::to_string(i), values[i]);
    }

    void visitDict(std::uint32_t index) {
        const Inside inside(*this, {'d', index});
        const auto& entries = m_pickle.dicts[index];
        for (std::size_t i = 0; inside.fresh && i < entries.size(); ++i)
            if (mayHoldTensors(entries[i].second))
                if (const auto key = keyText(entries[i].first))
                    visitChild(*key, entries[i].second);
    }

    void visitOpaque(const ClassName& name) {
        if (name.module.starts_with("torch.") && name.name.starts_with("_rebuild_"))
            m_found.left_out.push_back(base::text(usedName(), " (", name.module, ".", name.name, ")"));
    }

    void visitChild(const std::string& key, const PickleValue& value) {
        const std::size_t before = m_name.size();
        if (m_path.size() > 1)
            m_name += '/';
        m_name += key;
        if (m_name.size() > kMaxName)
            throw Unsound{base::text("it has a tensor name of more than ", kMaxName, " letters")};
        visit(value);
        m_name.resize(before);
    }

    const std::string& usedName() {
        m_nameBytes += m_name.size();
        if (m_nameBytes > kMaxNameBytes)
            throw Unsound{"its tensors have longer names than any checkpoint's"};
        return m_name;
    }

    using Place = std::pair<char, std::uint32_t>;

    /// The containers around the current value.
    struct Inside {
        Inside(Walk& owner, const Place& place)
            : walk(owner), fresh(std::ranges::find(walk.m_path, place) == walk.m_path.end()) {
            if (walk.m_path.size() >= kMaxDepth)
                throw Unsound{"its containers are nested deeper than any checkpoint's"};
            walk.m_path.push_back(place);
        }
        ~Inside() { walk.m_path.pop_back(); }
        Inside(const Inside&) = delete;
        Inside& operator=(const Inside&) = delete;

        Walk& walk;
        bool fresh;
    };

    const Unpickled& m_pickle;
    PickledTensors m_found;
    std::vector<Place> m_path;
    std::string m_name;
    std::size_t m_visits = 0;
    std::size_t m_nameBytes = 0;
};

} // namespace

PickledTensors pickledTensors(const Unpickled& pickle) {
    return Walk(pickle).run();
}

} // namespace ld3m::files
