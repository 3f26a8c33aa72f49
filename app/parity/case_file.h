// One file of reference tensors: what to recompute (`kind`), its settings, inputs, weights and results.
#pragma once

#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "core/tensor/weights.h"

namespace ld3m::parity {

/// A kind, or a variant of one, that the engine has nothing to recompute it with.
class UnknownCase : public std::runtime_error {
public:
    explicit UnknownCase(const std::string& what) : std::runtime_error(what) {}
};

/// Tensors `weight.*` and `in.*` are given; all others are results. Settings are the file's metadata.
class CaseFile {
public:
    /// Floating inputs and weights come out as `options` say. @throws base::InputError
    CaseFile(std::filesystem::path path, const c10::TensorOptions& options);

    const std::filesystem::path& path() const { return m_path; }
    std::string kind() const;     ///< empty where the file names none
    std::string caseName() const; ///< the file's name where it names none
    const c10::TensorOptions& options() const { return m_options; }

    bool hasSetting(const std::string& key) const { return m_state->metadata.contains(key); }
    /// Settings by type. @throws base::InputError naming file and key.
    const std::string& text(const std::string& key) const;
    double number(const std::string& key) const;
    std::int64_t integer(const std::string& key) const;
    bool truth(const std::string& key) const; ///< true or True
    nlohmann::json json(const std::string& key) const;

    const std::map<std::string, at::Tensor>& tensors() const { return m_state->tensors; }
    bool has(const std::string& name) const { return m_state->has(name); }
    /// A tensor as the file holds it, on the CPU.
    at::Tensor stored(const std::string& name) const;
    /// The same on the device, in the precision where it is floating.
    at::Tensor input(const std::string& name) const;
    at::Tensor inputIfAny(const std::string& name) const; ///< undefined where the file has none

    /// The file's own weights, or those of the sibling that `weights_from` names.
    tensor::Weights weights() const;
    /// The weights of the file beside this one that a setting names ("unet_weights").
    CaseFile sibling(const std::string& key) const;

private:
    std::filesystem::path m_path;
    c10::TensorOptions m_options;
    std::shared_ptr<const tensor::StateDict> m_state;
};

} // namespace ld3m::parity
