#include "core/files/pickle_machine.h"

#include "core/files/byte_reader.h"
#include "core/files/pickle_literals.h"
#include "core/files/pickle_objects.h"
#include "core/files/pickle_stack.h"

// The instructions are named as in Python's pickletools.
namespace ld3m::files {
namespace {

constexpr std::uint8_t kNewestProtocol = 5;
constexpr ClassName kBytes{"builtins", "bytes"};
constexpr ClassName kSet{"builtins", "set"};
constexpr ClassName kBigInteger{"builtins", "int"};

class Machine {
public:
    explicit Machine(std::span<const std::byte> bytes) : m_in(bytes), m_objects(m_out) {}

    Unpickled run() {
        for (std::uint8_t code = m_in.u8(); code != '.'; code = m_in.u8())
            if (!plain(code) && !number(code) && !container(code) && !object(code) && !memo(code))
                throw Unsound{base::text("its pickle has the unknown or forbidden instruction ", int{code})};
        m_out.root = m_stack.pop();
        if (!m_stack.empty())
            throw Unsound{"its pickle leaves values behind"};
        m_out.length = m_in.at();
        return std::move(m_out);
    }

private:
    // Each group of instructions: true where `code` was one of them.
    bool plain(std::uint8_t code);
    bool number(std::uint8_t code);
    bool container(std::uint8_t code);
    bool object(std::uint8_t code);
    bool memo(std::uint8_t code);

    bool pushBytes(std::uint64_t length);
    bool pushInteger(std::span<const std::byte> bytes);
    bool pushTuple(std::size_t size);
    bool pushSequence(PickleValues values, bool tuple);
    bool pushDict(const PickleValues& entries);
    bool append(const PickleValues& values);
    bool setItems(const PickleValues& entries);
    bool pushClass();
    bool build();
    PickleValues popPair();

    bool push(const PickleValue& value) {
        m_stack.push(value);
        return true;
    }

    ByteReader m_in;
    PickleStack m_stack;
    Unpickled m_out;
    PickleObjects m_objects;
};

bool Machine::plain(std::uint8_t code) {
    switch (code) {
    case 0x80: // PROTO
        if (m_in.u8() > kNewestProtocol)
            throw Unsound{"its pickle is of a newer protocol than 5"};
        return true;
    case 0x95: // FRAME
        if (m_in.u64() > m_in.left())
            throw Unsound{"its pickle ends before its frame does"};
        return true;
    case '(': // MARK
        m_stack.mark();
        return true;
    case '0': // POP
        m_stack.drop();
        return true;
    case '1': // POP_MARK
        m_stack.popToMark();
        return true;
    case '2': // DUP
        return push(PickleValue(m_stack.top()));
    case 'U':  // SHORT_BINSTRING
    case 0x8c: // SHORT_BINUNICODE
        return push(m_in.text(m_in.u8()));
    case 'T': // BINSTRING
    case 'X': // BINUNICODE
        return push(m_in.text(m_in.u32()));
    case 0x8d: // BINUNICODE8
        return push(m_in.text(m_in.u64()));
    case 'S': // STRING
        return push(quotedIn(m_in.line()));
    case 'V': // UNICODE
        return push(textIn(m_in.line()));
    case 'C': // SHORT_BINBYTES
        return pushBytes(m_in.u8());
    case 'B': // BINBYTES
        return pushBytes(m_in.u32());
    case 0x8e: // BINBYTES8
    case 0x96: // BYTEARRAY8
        return pushBytes(m_in.u64());
    default:
        return false;
    }
}

bool Machine::number(std::uint8_t code) {
    switch (code) {
    case 'N': // NONE
        return push({});
    case 0x88: // NEWTRUE
        return push(true);
    case 0x89: // NEWFALSE
        return push(false);
    case 'K': // BININT1
        return push(std::int64_t{m_in.u8()});
    case 'M': // BININT2
        return push(std::int64_t{m_in.u16()});
    case 'J': // BININT
        return push(std::int64_t{static_cast<std::int32_t>(m_in.u32())});
    case 0x8a: // LONG1
        return pushInteger(m_in.take(m_in.u8()));
    case 0x8b: // LONG4; a negative length reads as one beyond the file
        return pushInteger(m_in.take(m_in.u32()));
    case 'I': { // INT, which also writes booleans
        const std::string_view line = m_in.line();
        return line == "00" || line == "01" ? push(line == "01") : push(integerIn(line));
    }
    case 'L': { // LONG
        std::string_view line = m_in.line();
        if (line.ends_with('L'))
            line.remove_suffix(1);
        return push(integerIn(line));
    }
    case 'F': // FLOAT
        return push(realIn(m_in.line()));
    case 'G': // BINFLOAT
        return push(realIn(m_in.take(8).first<8>()));
    default:
        return false;
    }
}

bool Machine::container(std::uint8_t code) {
    switch (code) {
    case ')': // EMPTY_TUPLE
        return pushSequence({}, true);
    case 't': // TUPLE
        return pushSequence(m_stack.popToMark(), true);
    case 0x85: // TUPLE1
    case 0x86: // TUPLE2
    case 0x87: // TUPLE3
        return pushTuple(code - 0x84u);
    case ']': // EMPTY_LIST
        return pushSequence({}, false);
    case 'l': // LIST
        return pushSequence(m_stack.popToMark(), false);
    case 'a': // APPEND
        return append({m_stack.pop()});
    case 'e': // APPENDS
        return append(m_stack.popToMark());
    case '}': // EMPTY_DICT
        return pushDict({});
    case 'd': // DICT
        return pushDict(m_stack.popToMark());
    case 's': // SETITEM
        return setItems(popPair());
    case 'u': // SETITEMS
        return setItems(m_stack.popToMark());
    case 0x8f: // EMPTY_SET
        return push(m_objects.opaque(kSet));
    case 0x90: // ADDITEMS
        return append(m_stack.popToMark());
    case 0x91: // FROZENSET
        m_stack.popToMark();
        return push(m_objects.opaque(kSet));
    default:
        return false;
    }
}

bool Machine::object(std::uint8_t code) {
    switch (code) {
    case 'c': { // GLOBAL
        const std::string_view module = m_in.line();
        return push(m_objects.named({module, m_in.line()}));
    }
    case 0x93: // STACK_GLOBAL
        return pushClass();
    case 'R':    // REDUCE
    case 0x81: { // NEWOBJ
        const PickleValue arguments = m_stack.pop();
        return push(m_objects.called(m_stack.pop(), arguments));
    }
    case 0x92: {       // NEWOBJ_EX
        m_stack.pop(); // keyword arguments: no known object has any
        const PickleValue arguments = m_stack.pop();
        return push(m_objects.called(m_stack.pop(), arguments));
    }
    case 'i': { // INST
        const std::string_view module = m_in.line();
        const PickleOpaque made = m_objects.opaque({module, m_in.line()});
        m_stack.popToMark();
        return push(made);
    }
    case 'o': { // OBJ
        const PickleValues values = m_stack.popToMark();
        if (values.empty())
            throw Unsound{"its pickle has an object without a class"};
        return push(PickleOpaque{expectPickled<PickleClass>(values.front(), "a class").index});
    }
    case 'b': // BUILD
        return build();
    case 'Q': // BINPERSID
        return push(m_objects.storage(m_stack.pop()));
    default:
        return false;
    }
}

bool Machine::memo(std::uint8_t code) {
    switch (code) {
    case 'p': // PUT
        m_stack.remember(placeIn(m_in.line()));
        return true;
    case 'q': // BINPUT
        m_stack.remember(m_in.u8());
        return true;
    case 'r': // LONG_BINPUT
        m_stack.remember(m_in.u32());
        return true;
    case 0x94: // MEMOIZE
        m_stack.rememberNext();
        return true;
    case 'g': // GET
        m_stack.recall(placeIn(m_in.line()));
        return true;
    case 'h': // BINGET
        m_stack.recall(m_in.u8());
        return true;
    case 'j': // LONG_BINGET
        m_stack.recall(m_in.u32());
        return true;
    default:
        return false;
    }
}

bool Machine::pushBytes(std::uint64_t length) {
    m_in.skip(length);
    return push(m_objects.opaque(kBytes));
}

bool Machine::pushInteger(std::span<const std::byte> bytes) {
    const std::optional<std::int64_t> value = integerIn(bytes);
    return value ? push(*value) : push(m_objects.opaque(kBigInteger));
}

bool Machine::pushTuple(std::size_t size) {
    PickleValues values(size);
    for (std::size_t i = size; i-- > 0;)
        values[i] = m_stack.pop();
    return pushSequence(std::move(values), true);
}

bool Machine::pushSequence(PickleValues values, bool tuple) {
    m_stack.charge(values.size());
    return push(m_objects.sequence(std::move(values), tuple));
}

bool Machine::pushDict(const PickleValues& entries) {
    m_stack.charge(entries.size());
    const PickleDict made = m_objects.dict();
    m_objects.setItems(made, entries);
    return push(made);
}

PickleValues Machine::popPair() {
    const PickleValue value = m_stack.pop();
    return {m_stack.pop(), value};
}

bool Machine::append(const PickleValues& values) {
    const PickleValue& target = m_stack.top();
    if (std::holds_alternative<PickleOpaque>(target))
        return true;
    const auto list = expectPickled<PickleSequence>(target, "a list");
    if (list.tuple)
        throw Unsound{"its pickle adds to a tuple"};
    m_stack.charge(values.size());
    auto& kept = m_out.sequences[list.index];
    kept.insert(kept.end(), values.begin(), values.end());
    return true;
}

bool Machine::setItems(const PickleValues& entries) {
    const PickleValue& target = m_stack.top();
    if (std::holds_alternative<PickleOpaque>(target))
        return true;
    m_stack.charge(entries.size());
    m_objects.setItems(expectPickled<PickleDict>(target, "a dictionary"), entries);
    return true;
}

bool Machine::pushClass() {
    const PickleValue name = m_stack.pop();
    const PickleValue module = m_stack.pop();
    return push(m_objects.named({expectPickled<std::string_view>(module, "a module's name"),
                                 expectPickled<std::string_view>(name, "a class's name")}));
}

/// The state of an object: attributes of a dictionary (PyTorch's `_metadata`) or of an unknown object, both
/// of no use here.
bool Machine::build() {
    m_stack.pop();
    const PickleValue& target = m_stack.top();
    if (!std::holds_alternative<PickleOpaque>(target) && !std::holds_alternative<PickleDict>(target))
        throw Unsound{"its pickle gives a state to a plain value"};
    return true;
}

} // namespace

Unpickled unpickle(std::span<const std::byte> bytes) {
    return Machine(bytes).run();
}

} // namespace ld3m::files
