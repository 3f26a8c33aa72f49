"""Safetensors files in and out, with nothing but numpy and torch."""
import json
import struct

import torch

TYPES = {"F64": torch.float64, "F32": torch.float32, "F16": torch.float16, "I64": torch.int64}
NAMES = {kind: name for name, kind in TYPES.items()}


def read(path):
    """{name: tensor}, {setting: text}."""
    raw = path.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8 : 8 + size])
    settings = header.pop("__metadata__", {})
    body = memoryview(bytearray(raw[8 + size :]))
    tensors = {}
    for name, entry in header.items():
        begin, end = entry["data_offsets"]
        tensors[name] = torch.frombuffer(body[begin:end], dtype=TYPES[entry["dtype"]]).reshape(entry["shape"])
    return tensors, settings


def write(path, tensors, settings):
    header, chunks, place = {"__metadata__": settings}, [], 0
    # Wide types first, so that every tensor lies at a multiple of its element's size.
    for name, tensor in sorted(tensors.items(), key=lambda item: (-item[1].element_size(), item[0])):
        chunk = tensor.detach().contiguous().numpy().tobytes()
        header[name] = {
            "dtype": NAMES[tensor.dtype],
            "shape": list(tensor.shape),
            "data_offsets": [place, place + len(chunk)],
        }
        chunks.append(chunk)
        place += len(chunk)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(chunks))
