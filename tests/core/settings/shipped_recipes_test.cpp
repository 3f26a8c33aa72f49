// Every command of projects/README.md loads, is sound, and is what its row says.
#include <cmath>

#include <QtTest>

#include "core/settings/recipe_file.h"
#include "core/settings/validation.h"

using namespace ld3m::settings;

namespace {

const QString kProjects = QString(LD3M_SOURCE_FOLDER) + "/projects/";

/// A line of a table under a heading.
struct Row {
    QString heading;
    QMap<QString, QString> cells; ///< by column
    QStringList columns;
};

QStringList cellsOf(const QString& line) {
    QStringList cells = line.split('|').mid(1);
    cells.removeLast();
    for (QString& cell : cells)
        cell = cell.trimmed();
    return cells;
}

/// The rows that have a command.
QList<Row> rowsOfReadme() {
    QFile file(kProjects + "README.md");
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Row> rows;
    QString heading;
    QStringList columns;
    for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
        if (line.startsWith("#"))
            heading = line;
        if (!line.startsWith("|")) {
            columns.clear();
        } else if (columns.isEmpty()) {
            columns = cellsOf(line);
        } else if (line.contains("ld3m run")) {
            Row row{heading, {}, columns};
            const QStringList cells = cellsOf(line);
            for (qsizetype i = 0; i < std::min(cells.size(), columns.size()); ++i)
                row.cells[columns[i]] = cells[i];
            rows << row;
        }
    }
    return rows;
}

/// The recipe of "`ld3m run projects/a.toml --set k=v`", as the program would read it.
Recipe recipeOf(const QString& command, const QStringList& more = {}) {
    const QStringList words = command.mid(1, command.size() - 2).split(' ');
    Recipe recipe = readRecipe((QString(LD3M_SOURCE_FOLDER) + "/" + words.at(2)).toStdString());
    for (qsizetype i = 3; i + 1 < words.size(); i += 2)
        applyOverride(recipe, words.at(i + 1).toStdString());
    for (const QString& assignment : more)
        applyOverride(recipe, assignment.toStdString());
    return recipe;
}

double figure(const QString& cell) {
    return cell.section(QChar(0x00B1), 0, 0).toDouble();
}

} // namespace

class ShippedRecipesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCommandIsSound() {
        const std::vector<std::string> subsets = namesOf<Subset>();
        int commands = 0;
        for (const Row& row : rowsOfReadme()) {
            const QString command = row.cells["Command"];
            QList<QStringList> variants = {{}};
            for (const QString& column : row.columns)
                if (std::ranges::find(subsets, column.toStdString()) != subsets.end())
                    variants << QStringList{"dataset.subset=" + column};
            for (const QStringList& variant : variants) {
                const auto problems = problemsOf(recipeOf(command, variant));
                QVERIFY2(
                    problems.empty(),
                    qPrintable(command + ": " + QString(problems.empty() ? "" : problems.front().c_str())));
                ++commands;
            }
        }
        QVERIFY2(commands > 100, qPrintable(QString::number(commands)));
    }

    void aCommandIsWhatItsRowSays() {
        const QRegularExpression size("(\\d+) px"), count("(\\d+) images? per class");
        for (const Row& row : rowsOfReadme()) {
            const Recipe recipe = recipeOf(row.cells["Command"]);
            const QByteArray named = (row.heading + " " + row.cells["Command"]).toUtf8();
            const QString alg = row.cells["Alg."] == "DSA" ? "dc" : row.cells["Alg."].toLower();
            QVERIFY2(QString::fromStdString(nameOf(recipe.objective.kind)) == alg, named);
            QVERIFY2(recipe.dataset.resolution == size.match(row.heading).captured(1).toInt(), named);
            if (const auto ipc = count.match(row.heading); ipc.hasMatch())
                QVERIFY2(recipe.distillation.ipc == ipc.captured(1).toInt(), named);
            const QString space = row.cells.value("Space", "pixel");
            const PriorKind kind = space == "pixel"         ? PriorKind::pixel
                                   : space == "autoencoder" ? PriorKind::autoencoder
                                                            : PriorKind::latent_diffusion;
            QVERIFY2(recipe.prior.kind == kind, named);
            QVERIFY2((recipe.prior.denoiser == Denoiser::random) == space.contains("Random"), named);
            QVERIFY2((recipe.dataset.normalisation == Normalisation::cifar10) ==
                         row.heading.contains("CIFAR"),
                     named);
        }
    }

    // The numbers of method and paper that a slip in a shared piece would change everywhere.
    void ratesAndLengthsAreThePublishedOnes() {
        for (const Row& row : rowsOfReadme()) {
            const Recipe recipe = recipeOf(row.cells["Command"]);
            if (!row.heading.contains("Table"))
                continue;
            const QByteArray command = row.cells["Command"].toUtf8();
            const bool large = recipe.dataset.resolution == 256;
            QVERIFY2(recipe.distillation.iterations == (large ? 10000 : 5000), command);
            QVERIFY2(recipe.prior.steps == (large ? 20 : 10), command);
            const std::map<std::string, std::pair<double, double>> rates = {
                {"dc", {0.1, 1}}, {"dm", {1, 10}}, {"mtt", {1000, 10000}}};
            const auto [latent, pixel] = rates.at(nameOf(recipe.objective.kind));
            QVERIFY2(recipe.distillation.latent_rate ==
                         (recipe.prior.kind == PriorKind::pixel ? pixel : latent),
                     command);
            if (recipe.prior.kind == PriorKind::latent_diffusion)
                QVERIFY2(recipe.distillation.conditioning_rate == latent, command);
            QVERIFY2(recipe.distillation.momentum == 0.5 && recipe.evaluation.runs == 5, command);
            QVERIFY2(recipe.evaluation.protocol == Protocol::ld3m && recipe.evaluation.epochs == 1000,
                     command);
        }
    }

    // A figure copied wrongly shows in the average, which the paper prints too.
    void averagesAgreeWithTheirRows() {
        int rows = 0;
        for (const Row& row : rowsOfReadme()) {
            if (!row.cells.contains("All"))
                continue;
            double sum = 0;
            for (qsizetype i = 4; i < row.columns.size(); ++i)
                sum += figure(row.cells[row.columns[i]]);
            const double mean = sum / double(row.columns.size() - 4);
            // Those of Table 7 are off in the paper.
            const double allowed = row.heading.contains("Table 7") ? 0.45 : 0.0501;
            QVERIFY2(std::abs(mean - figure(row.cells["All"])) <= allowed,
                     qPrintable(row.heading + row.cells["All"]));
            ++rows;
        }
        QCOMPARE(rows, 30);
    }

    void everyFileIsNamed() {
        QFile readme(kProjects + "README.md");
        QVERIFY(readme.open(QIODevice::ReadOnly));
        const QString text = QString::fromUtf8(readme.readAll());
        for (const QFileInfo& file : QDir(kProjects).entryInfoList({"*.toml"}, QDir::Files))
            QVERIFY2(text.contains(file.fileName()), qPrintable(file.fileName()));
        for (const QFileInfo& piece : QDir(kProjects + "base").entryInfoList({"*.toml"}, QDir::Files))
            readRecipe(piece.filePath().toStdString());
    }
};

QTEST_APPLESS_MAIN(ShippedRecipesTest)
#include "shipped_recipes_test.moc"
