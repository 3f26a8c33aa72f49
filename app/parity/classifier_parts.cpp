#include "app/parity/classifier_parts.h"

#include <map>
#include <string_view>

namespace ld3m::parity {
namespace {

using settings::NetworkKind;
using settings::Norm;

struct Published {
    NetworkKind kind;
    Norm norm = Norm::instance;
};

const std::map<std::string, Published> kPublished = {{"ConvNet", {NetworkKind::convnet}},
                                                     {"ConvNet_GN", {NetworkKind::convnet, Norm::group}},
                                                     {"ConvNet_LN", {NetworkKind::convnet, Norm::layer}},
                                                     {"ConvNet_NN", {NetworkKind::convnet, Norm::none}},
                                                     {"AlexNet", {NetworkKind::alexnet}},
                                                     {"VGG11", {NetworkKind::vgg11}},
                                                     {"ResNet18", {NetworkKind::resnet18}},
                                                     {"ViT", {NetworkKind::vit}}};

constexpr std::string_view kSmall =
    "CIFAR"; // end of the names of variants that makeNetwork picks by resolution
constexpr std::int64_t kLargestSmall = 32; // px

const Published& publishedNetwork(const CaseFile& file) {
    std::string name = file.text("model");
    const bool small = name.ends_with(kSmall);
    if (small)
        name.resize(name.size() - kSmall.size());
    const auto found = kPublished.find(name);
    const bool fits = !small || file.integer("res") <= kLargestSmall;
    if (found == kPublished.end() || !fits)
        throw UnknownCase("network " + file.text("model") + " for images of " + file.text("res") + " px");
    return found->second;
}

} // namespace

bool Classifier::withoutEffect(std::size_t parameter) const {
    const bool beforeNorm =
        parameter + 1 < specs().size() && specs()[parameter + 1].start == networks::Start::ones;
    return shape.norm == Norm::instance && beforeNorm && parameter > 0 &&
           specs()[parameter].shape.size() == 1 && specs()[parameter - 1].shape.size() == 4;
}

Classifier classifierOf(const CaseFile& file) {
    const Published& published = publishedNetwork(file);
    Classifier classifier;
    classifier.kind = published.kind;
    classifier.shape = {.resolution = file.integer("res"),
                        .classes = file.integer("num_classes"),
                        .width = file.integer("width"),
                        .depth = file.integer("depth"),
                        .norm = published.norm};
    classifier.network = networks::makeNetwork(classifier.kind, classifier.shape);
    return classifier;
}

networks::Parameters parametersOf(const CaseFile& file, const Classifier& classifier,
                                  const std::string& prefix) {
    networks::Parameters parameters;
    for (const networks::ParameterSpec& spec : classifier.specs())
        parameters.push_back(file.input(prefix + spec.name));
    return parameters;
}

} // namespace ld3m::parity
