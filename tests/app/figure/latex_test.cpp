// A paper with a table and two figures that `ld3m figure` made compiles, where there is a TeX.
#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include "core/files/atomic_file.h"
#include "tests/app/figure/written_run.h"
#include "tests/support/program.h"
#include "tests/support/temporary_folder.h"

using namespace ld3m;
using tests::toQt;

class LatexTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aPaperCompiles() {
        const QString latex = QStandardPaths::findExecutable("pdflatex");
        if (latex.isEmpty())
            QSKIP("no pdflatex on the PATH: that the table and the figures compile is not seen here");
        const tests::TemporaryFolder folder;
        tests::writeRun(folder / "a", {.name = "LD3M, 50% & more_or_less"}); // what LaTeX reads as commands
        tests::writeRun(folder / "b", {.name = "GLaD", .accuracy = 0.3});
        for (const auto& [kind, file] :
             {std::pair("table", "table.tex"), {"loss", "loss.pdf"}, {"images", "images.pdf"}}) {
            const auto done = tests::runProgram({"figure", toQt(folder / "a"), toQt(folder / "b"), "--kind",
                                                 kind, "--to", toQt(folder / file)});
            QVERIFY2(done.code == 0, qPrintable(done.error));
        }
        files::writeAtomically(folder / "paper.tex", "\\documentclass{article}\n"
                                                     "\\usepackage[utf8]{inputenc}\n"
                                                     "\\usepackage{booktabs,graphicx}\n"
                                                     "\\begin{document}\n"
                                                     "\\input{table.tex}\n"
                                                     "\\includegraphics{loss.pdf}\n"
                                                     "\\includegraphics[width=.5\\textwidth]{images.pdf}\n"
                                                     "\\end{document}\n");
        QProcess compiler;
        compiler.setWorkingDirectory(toQt(folder.path()));
        compiler.start(latex, {"-halt-on-error", "-interaction=nonstopmode", "paper.tex"});
        QVERIFY(compiler.waitForStarted() && compiler.waitForFinished());
        QVERIFY2(compiler.exitCode() == 0, compiler.readAllStandardOutput().constData());
        QVERIFY(QFile::exists(toQt(folder / "paper.pdf")));
    }
};

QTEST_GUILESS_MAIN(LatexTest)
#include "latex_test.moc"
