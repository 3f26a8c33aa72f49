#include "app/parity/classifier_parts.h"

namespace ld3m::parity {

bool Classifier::withoutEffect(std::size_t parameter) const {
    return shape.norm == settings::Norm::instance && parameter > 0 && specs()[parameter].shape.size() == 1 &&
           specs()[parameter - 1].shape.size() == 4;
}

Classifier classifierOf(const CaseFile& file) {
    static const std::map<std::string, settings::Norm> norms = {{"ConvNet", settings::Norm::instance},
                                                                {"ConvNet_GN", settings::Norm::group},
                                                                {"ConvNet_LN", settings::Norm::layer},
                                                                {"ConvNet_NN", settings::Norm::none}};
    const auto norm = norms.find(file.text("model"));
    if (norm == norms.end())
        throw UnknownCase("network " + file.text("model"));
    Classifier classifier;
    classifier.shape = {.resolution = file.integer("res"),
                        .classes = file.integer("num_classes"),
                        .width = file.integer("width"),
                        .depth = file.integer("depth"),
                        .norm = norm->second};
    classifier.network = networks::makeNetwork(settings::NetworkKind::convnet, classifier.shape);
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
