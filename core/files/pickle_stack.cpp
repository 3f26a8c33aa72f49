#include "core/files/pickle_stack.h"

#include "core/files/unsound.h"

namespace ld3m::files {
namespace {

constexpr std::size_t kMaxValues = 8'000'000;

} // namespace

void PickleStack::push(const PickleValue& value) {
    charge(1);
    m_values.push_back(value);
}

PickleValue PickleStack::pop() {
    const PickleValue value = top();
    m_values.pop_back();
    return value;
}

const PickleValue& PickleStack::top() const {
    if (m_values.size() <= floor())
        throw Unsound{"its pickle takes a value that is not there"};
    return m_values.back();
}

void PickleStack::mark() {
    charge(1);
    m_marks.push_back(m_values.size());
}

std::vector<PickleValue> PickleStack::popToMark() {
    if (m_marks.empty())
        throw Unsound{"its pickle closes a group that was not opened"};
    const auto first = m_values.begin() + static_cast<std::ptrdiff_t>(m_marks.back());
    std::vector<PickleValue> popped(first, m_values.end());
    m_values.erase(first, m_values.end());
    m_marks.pop_back();
    return popped;
}

void PickleStack::drop() {
    if (!m_marks.empty() && m_values.size() == m_marks.back())
        m_marks.pop_back();
    else
        pop();
}

void PickleStack::remember(std::uint64_t place) {
    charge(1);
    m_memo[place] = top();
}

void PickleStack::recall(std::uint64_t place) {
    const auto found = m_memo.find(place);
    if (found == m_memo.end())
        throw Unsound{"its pickle recalls a value that it never stored"};
    push(found->second);
}

void PickleStack::charge(std::size_t values) {
    m_charged += values;
    if (m_charged > kMaxValues)
        throw Unsound{"its pickle holds more values than any checkpoint"};
}

} // namespace ld3m::files
