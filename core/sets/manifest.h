// manifest.json: everything that another program must know to use a set rightly, and ours to make it again.
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/reports/evaluation_table.h"
#include "core/sets/normalisation.h"
#include "core/settings/recipe.h"

namespace ld3m::sets {

struct ManifestClass {
    std::string name;   ///< in words where they are known, else the folder's name
    std::string folder; ///< as the dataset calls it
    std::string synset; ///< of WordNet ("n01440764"); empty where the folder is none
};

struct Manifest {
    std::string made_by; ///< "LD3M Workbench 0.4.0"
    std::string run;     ///< its name
    std::string created; ///< of the run, ISO 8601, UTC
    std::string device;
    std::int64_t iteration = 0;
    std::int64_t ipc = 0;
    std::int64_t resolution = 0;
    std::vector<ManifestClass> classes; ///< label order
    Normalisation normalisation;        ///< of images_best.pt
    std::array<double, 2> range{};      ///< smallest and largest value in images_best.pt
    double outside = 0;                 ///< share of the values whose pixel lies outside [0,1]
    std::string prior_hash;             ///< SHA-256; empty for pixel
    std::optional<double> syn_lr;       ///< trajectory matching's learned rate
    std::optional<reports::EvaluationTable> evaluation;
    std::vector<std::string> left_out; ///< parts of the bundle that this build could not make, and why
    settings::Recipe recipe;           ///< with the live edits made until `iteration`
};

/// JSON. @throws base::RunError
void writeManifest(const std::filesystem::path& file, const Manifest& manifest);

/// @throws base::InputError: no JSON, another format, newer, or an entry of the wrong kind
Manifest readManifest(const std::filesystem::path& file);

/// Does the folder hold a manifest of ours?
bool isBundle(const std::filesystem::path& folder);

} // namespace ld3m::sets
