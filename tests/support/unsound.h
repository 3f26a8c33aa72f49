// What a reader in core/files finds wrong.
#pragma once

#include <QString>

#include "core/files/unsound.h"

namespace ld3m::tests {

/// The reason of the Unsound that `call` throws; "(nothing was thrown)" when it returns.
template<typename Call>
QString wrongIn(Call call) {
    try {
        call();
    } catch (const files::Unsound& unsound) {
        return QString::fromStdString(unsound.reason);
    }
    return QStringLiteral("(nothing was thrown)");
}

} // namespace ld3m::tests
