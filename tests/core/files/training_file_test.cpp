#include "core/files/training_file.h"

#include <QtTest>

using namespace ld3m::files;

namespace {

TensorFile fileWith(const std::vector<std::string>& names) {
    TensorFile file;
    for (const std::string& name : names)
        file.tensors[name].dtype = name; // to tell them apart afterwards
    return file;
}

std::vector<std::string> namesIn(const TensorFile& file) {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : file.tensors)
        names.push_back(name);
    return names;
}

using Names = std::vector<std::string>;

} // namespace

class TrainingFileTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void theStateDictMovesUp() {
        TensorFile file =
            fileWith({"state_dict/betas", "state_dict/model.weight", "optimizer_states/0/state/0/exp_avg",
                      "optimizer_states/0/state/0/exp_avg_sq", "loops/counter"});
        QCOMPARE(unwrapStateDict(file), (Names{"loops (1 tensor)", "optimizer_states (2 tensors)"}));
        QCOMPARE(namesIn(file), (Names{"betas", "model.weight"}));
        QCOMPARE(file.tensors.at("betas").dtype, std::string("state_dict/betas"));
    }

    void otherWrappers() {
        TensorFile file = fileWith({"ema/w", "model/w", "opt/w"});
        QCOMPARE(unwrapStateDict(file), (Names{"ema (1 tensor)", "opt (1 tensor)"}));
        QCOMPARE(namesIn(file), Names{"w"});
        TensorFile both = fileWith({"model/w", "state_dict/w"});
        unwrapStateDict(both);
        QCOMPARE(both.tensors.at("w").dtype, std::string("state_dict/w"));
    }

    void otherFilesStayAsTheyAre() {
        for (const Names& names : {Names{"model.diffusion_model.out.0.weight", "state_dict"},
                                   Names{"0/0/0", "0/0/1"}, Names{""}, Names{}}) {
            TensorFile file = fileWith(names);
            QVERIFY(unwrapStateDict(file).empty());
            QCOMPARE(namesIn(file), names);
        }
    }
};

QTEST_APPLESS_MAIN(TrainingFileTest)
#include "training_file_test.moc"
