#include "core/base/imagenet_classes.h"

#include <algorithm>
#include <sstream>

#include "core/base/imagenet_text.h"

namespace ld3m::base {
namespace {

std::vector<ImageNetClass> parse() {
    std::vector<ImageNetClass> classes;
    std::istringstream lines(imagenetText());
    std::string index;
    ImageNetClass one;
    while (std::getline(lines, index, '\t') && std::getline(lines, one.synset, '\t') &&
           std::getline(lines, one.name))
        classes.push_back(one);
    return classes;
}

} // namespace

const std::vector<ImageNetClass>& imagenetClasses() {
    static const std::vector<ImageNetClass> classes = parse();
    return classes;
}

std::optional<std::int64_t> imagenetIndex(const std::string& synset) {
    const auto& classes = imagenetClasses();
    const auto found = std::ranges::lower_bound(classes, synset, {}, &ImageNetClass::synset);
    if (found == classes.end() || found->synset != synset)
        return std::nullopt;
    return found - classes.begin();
}

std::vector<std::int64_t> imagenetIndices(const std::vector<std::string>& class_names) {
    std::vector<std::int64_t> indices;
    for (const std::string& name : class_names) {
        const auto index = imagenetIndex(name);
        if (!index)
            return {};
        indices.push_back(*index);
    }
    return indices;
}

std::string displayName(const std::string& class_name) {
    const auto index = imagenetIndex(class_name);
    return index ? imagenetClasses()[static_cast<std::size_t>(*index)].name : class_name;
}

std::string synsetAndName(const std::string& class_name) {
    return imagenetIndex(class_name) ? class_name + " " + displayName(class_name) : class_name;
}

std::vector<std::string> displayNames(const std::vector<std::string>& class_names) {
    std::vector<std::string> names;
    for (const std::string& name : class_names)
        names.push_back(displayName(name));
    return names;
}

} // namespace ld3m::base
