// Tables as LaTeX, Markdown and CSV.
#include "core/reports/text_table.h"

#include <QtTest>

using namespace ld3m::reports;

namespace {

TextTable accuracies() {
    TextTable table;
    table.caption = "CIFAR-10, 1 image & 100 % of T_max";
    table.label = "tab:accuracy";
    table.heads = {"network", "random real", "LD3M"};
    table.rows = {{"convnet", {numberCell(14.42, 0.31), numberCell(28.36, 1.06)}},
                  {"resnet_18", {numberCell(16.6, 0.55), {}}},
                  {"average", {numberCell(20), numberCell(20.04)}, true}};
    markBestOfRows(table);
    return table;
}

} // namespace

class TextTableTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void latexIsBooktabs() {
        QCOMPARE(QString::fromStdString(toLatex(accuracies())),
                 QString("\\begin{table}\n"
                         "  \\centering\n"
                         "  \\caption{CIFAR-10, 1 image \\& 100 \\% of T\\_max}\n"
                         "  \\label{tab:accuracy}\n"
                         "  \\begin{tabular}{lcc}\n"
                         "    \\toprule\n"
                         "    network & random real & LD3M \\\\\n"
                         "    \\midrule\n"
                         "    convnet & 14.4 $\\pm$ 0.3 & \\textbf{28.4} $\\pm$ 1.1 \\\\\n"
                         "    resnet\\_18 & 16.6 $\\pm$ 0.6 & -- \\\\\n"
                         "    \\midrule\n"
                         "    average & \\textbf{20.0} & \\textbf{20.0} \\\\\n"
                         "    \\bottomrule\n"
                         "  \\end{tabular}\n"
                         "\\end{table}\n"));
    }

    void markdownIsAligned() {
        QCOMPARE(QString::fromStdString(toMarkdown(accuracies())),
                 QString("CIFAR-10, 1 image & 100 % of T_max\n\n"
                         "| network   | random real |           LD3M |\n"
                         "| --------- | ----------: | -------------: |\n"
                         "| convnet   |  14.4 ± 0.3 | **28.4 ± 1.1** |\n"
                         "| resnet_18 |  16.6 ± 0.6 |              – |\n"
                         "| average   |    **20.0** |       **20.0** |\n"));
    }

    void csvIsUnrounded() {
        QCOMPARE(QString::fromStdString(toCsv(accuracies())),
                 QString("network,random real,random real deviation,LD3M,LD3M deviation,best\n"
                         "convnet,14.42,0.31,28.36,1.06,LD3M\n"
                         "resnet_18,16.6,0.55,,,\n"
                         "average,20,,20.04,,random real; LD3M\n"));
    }

    void whatReadsTheSameIsBestTogether() {
        const TextTable table = accuracies();
        QVERIFY(table.rows[2].cells[0].best && table.rows[2].cells[1].best);
        QVERIFY(!table.rows[1].cells[0].best); // nothing to compare with
    }

    void columnsAreJudgedAboveAndBelowARule() {
        TextTable table = accuracies();
        markBestOfColumns(table);
        QVERIFY(!table.rows[0].cells[0].best && table.rows[1].cells[0].best);
        QVERIFY(!table.rows[2].cells[0].best); // alone below the rule
    }

    void namesCannotBreakTheTable() {
        TextTable table;
        table.heads = {"a|b", "c,d"};
        table.rows = {{"\\input{x} 50% #1 ~ ^ <i>", {numberCell(1)}}};
        const QString latex = QString::fromStdString(toLatex(table));
        QVERIFY(
            latex.contains("\\textbackslash{}input\\{x\\} 50\\% \\#1 \\textasciitilde{} \\textasciicircum{} "
                           "\\textless{}i\\textgreater{}"));
        QVERIFY(!latex.contains("\\label") && !latex.contains("\\caption"));
        QVERIFY(toMarkdown(table).starts_with("| a\\|b "));
        QVERIFY(toCsv(table).starts_with("a|b,\"c,d\",best\n"));
    }

    void cellsReadAsText() {
        QCOMPARE(toText(numberCell(38.21, 0.44)), std::string("38.2 ± 0.4"));
        QCOMPARE(toText(numberCell(38.21, {}, 0)), std::string("38"));
        QCOMPARE(toText(TextCell{}), std::string());
    }

    void noRowsAreATable() {
        TextTable table;
        table.heads = {"network"};
        QVERIFY(toLatex(table).find("network") != std::string::npos);
        QCOMPARE(QString::fromStdString(toCsv(table)), QString("network,best\n"));
    }
};

QTEST_APPLESS_MAIN(TextTableTest)
#include "text_table_test.moc"
