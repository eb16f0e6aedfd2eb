"""Weights of a network in one safetensors file that says what it holds.

The header keeps the network's class, the arguments that rebuild it, the figure it reached,
what it was trained on and the licence, all as strings, so that any safetensors reader shows them.
"""

import hashlib
import json
from pathlib import Path
from typing import Any, Protocol, TypeVar, cast

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import nn

from cabinet import files


class Rebuildable(Protocol):
    """A network that knows the JSON-able keyword arguments it was constructed with."""

    arguments: dict[str, Any]


class UnusableWeightsError(RuntimeError):
    """The weights are missing, torn or another network's; the message names file and remedy."""


Network = TypeVar("Network", bound=nn.Module)
TRAINED_BY = {"rotation": "rotation_network", "quality": "quality_network"}
_loaded: dict[tuple[str, str, str, str], nn.Module] = {}


def device() -> torch.device:
    """Return the accelerator of this machine, or the processor."""
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")


def halves(place: torch.device) -> bool:
    """Whether a device computes faster in bfloat16: one that only emulates it does not."""
    if place.type == "cuda":
        return torch.cuda.is_bf16_supported(including_emulation=False)
    able = torch.cpu.get_capabilities()
    return bool(able.get("avx512_bf16") or able.get("amx_bf16"))


def digest(path: Path) -> str:
    """Return the SHA-256 of a weights file in hexadecimal."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def save(path: Path, network: nn.Module, *, half: bool = False, **facts: str | float) -> None:
    """Write the weights whole or not at all; as half-precision numbers, if asked.

    `network.arguments` must hold its constructor's keyword arguments. `facts` are free: metric,
    data, licence, seed, ... and come back from `facts(path)` as strings.
    """
    header = {name: str(value) for name, value in facts.items()}
    header["architecture"] = type(network).__name__
    header["arguments"] = json.dumps(cast("Rebuildable", network).arguments, sort_keys=True)
    tensors = {
        name: value.detach().to("cpu", copy=True).contiguous()
        for name, value in network.state_dict().items()
    }
    if half:
        tensors = {n: v.half() if v.is_floating_point() else v for n, v in tensors.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with files.atomic(path) as part:
        save_file(tensors, part, metadata=header)
        part.chmod(0o644)


def facts(path: Path) -> dict[str, str]:
    """Return the header of a weights file."""
    with _opened(path) as weights:
        return dict(weights.metadata() or {})


def load(
    path: Path, architecture: type[Network], where: torch.device | str | None = None
) -> Network:
    """Rebuild the network of a weights file, ready for inference.

    Loaded once per process for the same file content, class and device; do not change the result.
    Raises `UnusableWeightsError` if the file is missing, torn or holds another network.
    """
    place = torch.device(where) if where is not None else device()
    if not path.is_file():
        raise UnusableWeightsError(_sentence(path, "is missing"))
    key = (str(path.resolve()), digest(path), architecture.__qualname__, str(place))
    if key not in _loaded:
        _loaded[key] = _rebuilt(path, architecture).to(place).eval().requires_grad_(False)
    return cast("Network", _loaded[key])


def adopt(network: nn.Module, path: Path) -> None:
    """Give a network the weights of a file, to train on from.

    Raises `UnusableWeightsError` if it is missing, torn, or of a network that is built otherwise.
    """
    found = load(path, type(network), "cpu")
    if cast("Rebuildable", found).arguments != cast("Rebuildable", network).arguments:
        raise UnusableWeightsError(_sentence(path, "holds a network that is built otherwise"))
    network.load_state_dict(found.state_dict())


def _rebuilt(path: Path, architecture: type[Network]) -> Network:
    with _opened(path) as weights:
        header = dict(weights.metadata() or {})
        found = header.get("architecture", "an unnamed network")
        if found != architecture.__name__:
            raise UnusableWeightsError(
                _sentence(path, f"holds {found}, not {architecture.__name__}")
            )
        tensors = {name: weights.get_tensor(name) for name in weights.keys()}  # noqa: SIM118
    try:
        network = architecture(**json.loads(header.get("arguments", "{}")))
        network.load_state_dict(tensors)
    except (TypeError, ValueError, RuntimeError) as error:
        told = _sentence(path, f"does not fit this version's {architecture.__name__}")
        raise UnusableWeightsError(told) from error
    return network


def _opened(path: Path) -> Any:
    try:
        return safe_open(path, framework="pt")
    except FileNotFoundError as error:
        raise UnusableWeightsError(_sentence(path, "is missing")) from error
    except (SafetensorError, OSError) as error:
        raise UnusableWeightsError(_sentence(path, "is torn or no safetensors file")) from error


def _sentence(path: Path, trouble: str) -> str:
    return (
        f"{path} {trouble}: restore the shipped file with `git checkout -- "
        f"{path.parent.name}/{path.name}`, or train a new one with "
        f"`python train_{TRAINED_BY.get(path.stem, path.stem)}.py --fresh --redo`."
    )
