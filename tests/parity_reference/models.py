"""U-Net and autoencoder of latent diffusion models as plain functions of their weights, {name: tensor}.

Written from the formulas (docs/method.md) for checking the engine: every operation is PyTorch's own, the whole
computation is one autograd graph, and the structure follows from the names of the weights.
"""
import math
import re

import torch
import torch.nn.functional as F

GROUPS = 32


def under(weights, prefix):
    return {name[len(prefix) + 1 :]: w for name, w in weights.items() if name.startswith(prefix + ".")}


def numbers(weights, prefix=""):
    """The integers that come next in names: 0, 1, 2, ..."""
    pattern = re.compile(re.escape(prefix) + r"(\d+)\.")
    return sorted({int(found.group(1)) for name in weights if (found := pattern.match(name))})


def norm(w, x, eps):
    return F.group_norm(x, GROUPS, w["weight"], w["bias"], eps)


def conv(w, x, stride=1, padding=None):
    if padding is None:
        padding = w["weight"].shape[-1] // 2
    return F.conv2d(x, w["weight"], w["bias"], stride, padding)


def linear(w, x):
    return F.linear(x, w["weight"], w.get("bias"))


def layer_norm(w, x):
    return F.layer_norm(x, x.shape[-1:], w["weight"], w["bias"], 1e-5)


def softmax_attention(q, k, v):
    scores = torch.einsum("...ld,...md->...lm", q, k) / math.sqrt(q.shape[-1])
    return torch.einsum("...lm,...md->...ld", scores.softmax(-1), v)


# U-Net


def time_embedding(t, width):
    half = width // 2
    pace = torch.exp(-math.log(10000) * torch.arange(half, dtype=torch.float32) / half)
    angle = t[:, None].float() * pace[None]
    return torch.cat([angle.cos(), angle.sin()], 1)


def residual(w, x, embedding):
    h = conv(under(w, "in_layers.2"), F.silu(norm(under(w, "in_layers.0"), x, 1e-5)))
    h = h + linear(under(w, "emb_layers.1"), F.silu(embedding))[:, :, None, None]
    h = conv(under(w, "out_layers.3"), F.silu(norm(under(w, "out_layers.0"), h, 1e-5)))
    skip = under(w, "skip_connection")
    return h + (conv(skip, x) if skip else x)


def heads_of(channels, hints):
    width = hints.get("num_head_channels", -1)
    return channels // width if width > 0 else hints.get("num_heads", 1)


def cross_attention(w, x, context, heads):
    def split(name, tokens):
        return linear(under(w, name), tokens).unflatten(-1, (heads, -1)).transpose(1, 2)

    made = softmax_attention(split("to_q", x), split("to_k", context), split("to_v", context))
    return linear(under(w, "to_out.0"), made.transpose(1, 2).flatten(2))


def transformer(w, x, context, hints):
    tokens = conv(under(w, "proj_in"), norm(under(w, "norm"), x, 1e-6)).flatten(2).transpose(1, 2)
    heads = heads_of(tokens.shape[-1], hints)
    for i in numbers(w, "transformer_blocks."):
        b = under(w, f"transformer_blocks.{i}")
        own = layer_norm(under(b, "norm1"), tokens)
        tokens = tokens + cross_attention(under(b, "attn1"), own, own, heads)
        tokens = tokens + cross_attention(under(b, "attn2"), layer_norm(under(b, "norm2"), tokens), context, heads)
        value, gate = linear(under(b, "ff.net.0.proj"), layer_norm(under(b, "norm3"), tokens)).chunk(2, -1)
        tokens = tokens + linear(under(b, "ff.net.2"), value * F.gelu(gate))
    return x + conv(under(w, "proj_out"), tokens.transpose(1, 2).unflatten(2, x.shape[2:]))


def qkv_attention(w, x, hints):
    batch, channels = x.shape[:2]
    heads = heads_of(channels, hints)
    qkv = F.conv1d(norm(under(w, "norm"), x, 1e-5).flatten(2), w["qkv.weight"], w["qkv.bias"])
    if hints.get("use_new_attention_order", False):
        q, k, v = (part.unflatten(1, (heads, -1)) for part in qkv.chunk(3, 1))
    else:
        q, k, v = qkv.unflatten(1, (heads, -1)).chunk(3, 2)
    made = softmax_attention(q.transpose(2, 3), k.transpose(2, 3), v.transpose(2, 3))
    made = made.transpose(2, 3).reshape(batch, channels, -1)
    return x + F.conv1d(made, w["proj_out.weight"], w["proj_out.bias"]).unflatten(2, x.shape[2:])


def unet_stage(w, x, embedding, context, hints):
    for i in numbers(w):
        part = under(w, str(i))
        if "in_layers.0.weight" in part:
            x = residual(part, x, embedding)
        elif "proj_in.weight" in part:
            x = transformer(part, x, context, hints)
        elif "qkv.weight" in part:
            x = qkv_attention(part, x, hints)
        elif "op.weight" in part:
            x = conv(under(part, "op"), x, stride=2)
        elif "conv.weight" in part:
            x = conv(under(part, "conv"), F.interpolate(x, scale_factor=2, mode="nearest"))
        else:
            x = conv(part, x)
    return x


def unet(w, x, t, context, hints):
    width = w["input_blocks.0.0.weight"].shape[0]
    embedding = linear(under(w, "time_embed.0"), time_embedding(t, width).to(x.dtype))
    embedding = linear(under(w, "time_embed.2"), F.silu(embedding))
    kept = []
    for i in numbers(w, "input_blocks."):
        x = unet_stage(under(w, f"input_blocks.{i}"), x, embedding, context, hints)
        kept.append(x)
    x = unet_stage(under(w, "middle_block"), x, embedding, context, hints)
    for i in numbers(w, "output_blocks."):
        joined = torch.cat([x, kept.pop()], 1)
        x = unet_stage(under(w, f"output_blocks.{i}"), joined, embedding, context, hints)
    return conv(under(w, "out.2"), F.silu(norm(under(w, "out.0"), x, 1e-5)))


# Autoencoder


def block(w, x):
    h = conv(under(w, "conv1"), F.silu(norm(under(w, "norm1"), x, 1e-6)))
    h = conv(under(w, "conv2"), F.silu(norm(under(w, "norm2"), h, 1e-6)))
    shortcut = under(w, "nin_shortcut")
    return h + (conv(shortcut, x) if shortcut else x)


def image_attention(w, x):
    h = norm(under(w, "norm"), x, 1e-6)
    q, k, v = (conv(under(w, name), h).flatten(2).transpose(1, 2) for name in "qkv")
    made = softmax_attention(q, k, v).transpose(1, 2).unflatten(2, x.shape[2:])
    return x + conv(under(w, "proj_out"), made)


def level(w, x):
    for i in numbers(w, "block."):
        x = block(under(w, f"block.{i}"), x)
        attention = under(w, f"attn.{i}")
        x = image_attention(attention, x) if attention else x
    return x


def middle(w, x):
    x = image_attention(under(w, "mid.attn_1"), block(under(w, "mid.block_1"), x))
    return block(under(w, "mid.block_2"), x)


def ending(w, x):
    return conv(under(w, "conv_out"), F.silu(norm(under(w, "norm_out"), x, 1e-6)))


def encode(weights, x):
    w = under(weights, "encoder")
    x = conv(under(w, "conv_in"), x)
    for i in numbers(w, "down."):
        x = level(under(w, f"down.{i}"), x)
        shrink = under(w, f"down.{i}.downsample.conv")
        x = conv(shrink, F.pad(x, (0, 1, 0, 1)), stride=2, padding=0) if shrink else x
    return conv(under(weights, "quant_conv"), ending(w, middle(w, x)))


def nearest_codes(weights, z):
    codes = weights["quantize.embedding.weight"]
    rows = z.permute(0, 2, 3, 1)
    return ((rows.unsqueeze(-2) - codes) ** 2).sum(-1).argmin(-1)


def quantise(weights, z):
    """Nearest codes; the gradient is the identity."""
    chosen = weights["quantize.embedding.weight"][nearest_codes(weights, z)].permute(0, 3, 1, 2)
    return z + (chosen - z).detach()


def decode(weights, z):
    """Without the codebook."""
    w = under(weights, "decoder")
    x = middle(w, conv(under(w, "conv_in"), conv(under(weights, "post_quant_conv"), z)))
    for i in reversed(numbers(w, "up.")):
        x = level(under(w, f"up.{i}"), x)
        grow = under(w, f"up.{i}.upsample.conv")
        x = conv(grow, F.interpolate(x, scale_factor=2, mode="nearest")) if grow else x
    return ending(w, x)
