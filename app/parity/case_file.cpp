#include "app/parity/case_file.h"

#include "core/base/error.h"
#include "core/base/text.h"

namespace ld3m::parity {

CaseFile::CaseFile(std::filesystem::path path, const c10::TensorOptions& options)
    : m_path(std::move(path)), m_options(options),
      m_state(std::make_shared<tensor::StateDict>(tensor::readStateDict(m_path))) {}

std::string CaseFile::kind() const {
    return hasSetting("kind") ? text("kind") : std::string();
}

std::string CaseFile::caseName() const {
    return hasSetting("case") ? text("case") : m_path.stem().string();
}

const std::string& CaseFile::text(const std::string& key) const {
    const auto found = m_state->metadata.find(key);
    if (found == m_state->metadata.end())
        throw base::InputError(
            base::text(m_path.string(), " has no setting ", key, " in its metadata: add it there."));
    return found->second;
}

nlohmann::json CaseFile::json(const std::string& key) const {
    const std::string& value = text(key);
    try {
        return nlohmann::json::parse(value);
    } catch (const nlohmann::json::exception&) {
        throw base::InputError(base::text("The setting ", key, " of ", m_path.string(), " is \"", value,
                                          "\", which is no JSON: write it as JSON text."));
    }
}

double CaseFile::number(const std::string& key) const {
    const nlohmann::json value = json(key);
    if (!value.is_number())
        throw base::InputError(base::text("The setting ", key, " of ", m_path.string(), " is ", value.dump(),
                                          ", but a number was expected."));
    return value.get<double>();
}

std::int64_t CaseFile::integer(const std::string& key) const {
    const nlohmann::json value = json(key);
    if (!value.is_number_integer())
        throw base::InputError(base::text("The setting ", key, " of ", m_path.string(), " is ", value.dump(),
                                          ", but a whole number was expected."));
    return value.get<std::int64_t>();
}

bool CaseFile::truth(const std::string& key) const {
    const std::string& value = text(key);
    return value == "true" || value == "True";
}

at::Tensor CaseFile::stored(const std::string& name) const {
    if (!has(name))
        throw base::InputError(base::text(m_path.string(), " has no tensor ", name, ", which a case of kind ",
                                          kind(), " needs."));
    return m_state->at(name);
}

at::Tensor CaseFile::input(const std::string& name) const {
    const at::Tensor tensor = stored(name);
    // Copied: the file's pages are read-only.
    return tensor.is_floating_point() ? tensor.to(m_options, /*non_blocking=*/false, /*copy=*/true)
                                      : tensor.to(m_options.device(), tensor.scalar_type(), false, true);
}

at::Tensor CaseFile::inputIfAny(const std::string& name) const {
    return has(name) ? input(name) : at::Tensor();
}

tensor::Weights CaseFile::weights() const {
    if (hasSetting("weights_from"))
        return sibling("weights_from").weights();
    return tensor::Weights(m_state, m_options).under("weight");
}

CaseFile CaseFile::sibling(const std::string& key) const {
    return CaseFile(m_path.parent_path() / text(key), m_options);
}

} // namespace ld3m::parity
