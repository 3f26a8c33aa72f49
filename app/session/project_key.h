// The name under which the user's settings remember something of one project.
#pragma once

#include <QString>

namespace ld3m::session {

/// Sixteen letters that are a folder's own: its path has slashes, which settings take for groups.
QString projectKey(const QString& folder);

} // namespace ld3m::session
