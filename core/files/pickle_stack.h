// The working memory of the pickle machine: its stack with marks, and its memo, all bounded.
#pragma once

#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "core/files/pickle_value.h"

namespace ld3m::files {

class PickleStack {
public:
    /// Every function throws Unsound where a value is missing or the bound is reached.
    void push(const PickleValue& value);
    PickleValue pop();
    const PickleValue& top() const;

    void mark();
    /// The values above the last mark, which goes too.
    std::vector<PickleValue> popToMark();
    /// Takes away the topmost thing, be it a value or a mark.
    void drop();

    void remember(std::uint64_t place);
    void rememberNext() { remember(m_memo.size()); }
    void recall(std::uint64_t place);

    /// Counts values that were ever made. A file with more of them than any checkpoint is refused.
    void charge(std::size_t values);

    bool empty() const { return m_values.empty() && m_marks.empty(); }

private:
    std::size_t floor() const { return m_marks.empty() ? 0 : m_marks.back(); }

    std::vector<PickleValue> m_values;
    std::vector<std::size_t> m_marks;
    std::unordered_map<std::uint64_t, PickleValue> m_memo;
    std::size_t m_charged = 0;
};

} // namespace ld3m::files
