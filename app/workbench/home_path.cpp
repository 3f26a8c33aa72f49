#include "app/workbench/home_path.h"

#include <QDir>

namespace ld3m::workbench {

QString shortened(const QString& path) {
    const QString home = QDir::homePath();
    if (path == home)
        return QStringLiteral("~");
    return path.startsWith(home + '/') ? '~' + path.mid(home.size()) : path;
}

QString shortened(const std::filesystem::path& path) {
    return shortened(QString::fromStdString(path.string()));
}

QString expanded(const QString& typed) {
    const QString path = typed.trimmed();
    return path == QLatin1String("~") || path.startsWith(QLatin1String("~/")) ? QDir::homePath() + path.mid(1)
                                                                              : path;
}

} // namespace ld3m::workbench
