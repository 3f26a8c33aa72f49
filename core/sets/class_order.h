// Whose label is whose: the classes of a set against those of the dataset that tests it. A set whose classes
// are in another order trains networks that answer wrongly, at exactly chance.
#pragma once

#include <string>
#include <vector>

#include "core/sets/distilled_set.h"

namespace ld3m::sets {

/// The set with the dataset's labels. Named classes (folders, our manifest) are matched by name; folders that
/// are numbered 0..C-1 ("00003", "new003") are taken by number; labels without names stay as they are.
/// @throws base::InputError: another number of classes, a name that the dataset lacks
DistilledSet withClasses(DistilledSet set, const std::vector<std::string>& dataset_classes);

/// Sentences about labels that are not grouped 0..C-1 with equally many images each; empty where all is well.
std::vector<std::string> labelOddities(const DistilledSet& set);

/// How many images each of the set's classes has.
std::vector<std::int64_t> classCounts(const DistilledSet& set);

} // namespace ld3m::sets
