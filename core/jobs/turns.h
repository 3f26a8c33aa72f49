// A baton that two jobs share: only who has it iterates. Nobody polls; whoever leaves lets the other run
// freely.
#pragma once

#include <array>
#include <condition_variable>
#include <functional>
#include <mutex>

namespace ld3m::jobs {

class Turns {
public:
    enum class Order {
        interleaved, ///< one iteration each
        sequential   ///< the second begins when the first has left
    };

    explicit Turns(Order order = Order::interleaved) : m_order(order) {}

    static constexpr int kArms = 2;

    // From the arms' workers.
    /// Blocks until it is this arm's turn, or `called` says that something else wants the worker (see
    /// wake()).
    void await(int arm, const std::function<bool()>& called);
    /// The arm has done its iteration: it is the other's turn, unless that one has left.
    void pass(int arm);
    /// The arm will take no more turns: finished, failed or stopped. Final.
    void leave(int arm);

    // From any thread.
    /// Lets waiting workers look at what they were called for.
    void wake();

private:
    bool mayGo(int arm) const;

    const Order m_order;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    int m_turn = 0;
    std::array<bool, kArms> m_left = {};
};

} // namespace ld3m::jobs
