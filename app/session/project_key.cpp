#include "app/session/project_key.h"

#include <QCryptographicHash>

namespace ld3m::session {

QString projectKey(const QString& folder) {
    const QByteArray digest = QCryptographicHash::hash(folder.toUtf8(), QCryptographicHash::Sha1).toHex();
    return QString::fromLatin1(digest.left(16));
}

} // namespace ld3m::session
