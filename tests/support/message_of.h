// The sentence of an expected exception.
#pragma once

#include <QString>

namespace ld3m::tests {

/// What `call` says when it throws a `Problem`; "(nothing was thrown)" when it returns.
template<typename Problem, typename Call>
QString messageOf(Call call) {
    try {
        call();
    } catch (const Problem& problem) {
        return QString::fromUtf8(problem.what());
    }
    return QStringLiteral("(nothing was thrown)");
}

} // namespace ld3m::tests
