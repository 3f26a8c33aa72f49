// The checkpoint doctor: what a file of tensors is, what it is made of, and whether it can serve as a prior.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "core/diffusion/architecture_table.h"

namespace ld3m::diffusion {

struct CheckpointReport {
    std::filesystem::path file;
    std::string container; ///< "PyTorch archive"
    std::uint64_t bytes = 0;
    std::size_t tensors = 0; ///< of the state dict
    std::string sha256;
    std::string precision; ///< "F32", or "F16 (99 %), F32 (1 %)" of all numbers
    std::string kind;      ///< "class-conditional latent diffusion, VQ-f4 (8192 x 3), ..."
    std::string known;     ///< "cin256-v2: the method's prior ..."; or what the file resembles, or neither
    std::vector<TableRow> architecture; ///< parts in words
    std::vector<std::string> missing;   ///< names that the known checkpoint has and this file lacks
    std::vector<std::string> surplus;   ///< names that only this file has, and that nothing uses
    std::vector<std::string> misshapen; ///< "name [2, 3] instead of [2, 4]"
    std::vector<std::string> unused;    ///< parts that are passed over: "optimizer_states (2 tensors)"
    std::vector<std::string> left_out;  ///< tensors of kinds that cannot be used here
    std::string mix_up;                 ///< which confusion this file is known for; may be empty
    bool usable = false;
    std::string verdict; ///< one sentence: as what it can be used, or why not
};

/// @throws base::InputError when the file is no sound file of tensors; a sound one that is no prior gets a
/// report.
CheckpointReport examineCheckpoint(const std::filesystem::path& file);

/// The report as lines for a terminal.
std::string toText(const CheckpointReport& report);

} // namespace ld3m::diffusion
