"""Genera of butterflies: Papilionidae, Pieridae, Lycaenidae, Hesperiidae. All names are invented."""

from __future__ import annotations

from dataclasses import replace

from cabinet.drawn import shapes
from cabinet.drawn.genera import Body, Genus, mark, palette, species
from cabinet.drawn.outlines import Tail
from cabinet.drawn.shapes import tailed

PAPILIONIDAE = (
    Genus(
        "Chelonides", "Papilionidae", "Papilioninae", 82,
        shapes.SWALLOWTAIL_FORE, shapes.SWALLOWTAIL_HIND,
        palette("ground=f0d474 dark=1c1916 mark=f0d474 blue=5878b4 red=c8452c body=2a2520 under=f4e2a0 tail=1c1916"),
        (
            mark("suffuse", "f", "dark", end=0.3, blur=0.02, strength=1.0),
            mark("margin", "f", "dark", width=0.3, costa=0.03, apex=0.15),
            mark("margin", "h", "dark", width=0.36),
            mark("bars", "f", "dark", places=(0.36, 0.5), width=0.06),
            mark("veins", "fh", "dark", width=0.014, flare=1.5),
            mark("macules", "f", "mark", u=0.88, length=0.07, gap=0.2),
            mark("macules", "h", "mark", u=0.9, length=0.09, gap=0.16),
            mark("macules", "h", "blue", u=0.74, length=0.08, gap=0.2, blur=0.008),
            mark("eyes", "h", "dark red", spaces=(6,), u=0.76, radius=0.06, shares=[1.0, 0.8]),
        ),
        (
            species("hesperus", "(Tolland, 1774)"),
            species("aurantialis", "Marsh, 1868", "ground=e8a848 mark=ecb45a"),
            species("pallescens", "(Wexham, 1901)", "ground=f2eccb mark=f2eccb blue=88a0c8"),
            species("meridionalis", "Brenner, 1845", "dark=2a2018 blue=38508c red=e07030"),
        ),
        Body(0.66, 0.071, "club", 0.5, 0.4),
    ),
    Genus(
        "Atramella", "Papilionidae", "Papilioninae", 96,
        replace(shapes.SWALLOWTAIL_FORE, scallop=0.01),
        tailed(replace(shapes.SWALLOWTAIL_HIND, scallop=0.05), Tail(0.58, 0.2, 0.05, 0.1, 2, 2)),
        palette("ground=191714 ray=57524a mark=e9e2c4 red=c04038 body=191714 under=3a332b"),
        (
            mark("rays", "f", "ray", start=0.3, wide=0.7, power=0.6, blur=0.01, strength=0.8),
            mark("macules", "h", "mark", u=0.58, length=0.3, spaces=(1, 2, 3, 4), sizes=[0.7, 1.1, 1.2, 0.8], gap=0.06),
            mark("lunules", "h", "red", u=0.88, depth=0.05, thick=0.05),
            mark("macules", "f", "mark", u=0.66, length=0.12, spaces=(5, 6, 7), sex="f", blur=0.004),
            mark("eyes", "h", "red ground", spaces=(6,), u=0.82, radius=0.05, shares=[1.0, 0.5]),
        ),
        (
            species("nocturna", "(Ferrar, 1793)", "", "ray=7a7060"),
            species("ruficauda", "Hale, 1908", "mark=d86a54", "mark=e8a890"),
            species("cyanochlora", "(Orde, 1822)", "mark=6cc4b4 red=b05078 ray=2c3c34"),
            species("luctuosa", "Lidd, 1881", "mark=b8c4c8 ray=7c7a72 red=d06048"),
        ),
        Body(0.62, 0.071, "club", 0.48, 0.4),
    ),
    Genus(
        "Zephyrides", "Papilionidae", "Papilioninae", 72,
        shapes.KITE_FORE, shapes.KITE_HIND,
        palette("ground=e9ecd4 dark=26231e mark=e9ecd4 red=cf4b34 blue=6a8fb0 body=3a352c under=e4e0c0 tail=26231e"),
        (
            mark("stripes", "f", "dark", xs=(0.06, 0.2, 0.34, 0.5), lean=0.26, width=0.05),
            mark("margin", "f", "dark", width=0.12, apex=0.7, costa=0.02),
            mark("band", "f", "mark", u=0.93, width=0.03, jag=0.002),
            mark("stripes", "h", "dark", xs=(0.08, 0.2), lean=-0.1, width=0.04),
            mark("margin", "h", "dark", width=0.22, start=0.15),
            mark("lunules", "h", "blue", u=0.88, depth=0.03, thick=0.03, spaces=(2, 3, 4, 5)),
            mark("patch", "h", "red", points=((0.72, 0.86), (0.86, 0.84), (0.86, 1.05), (0.72, 1.05))),
        ),
        (
            species("ensifer", "(Marsh, 1777)"),
            species("viridula", "Petherick, 1864", "ground=cfe0b4 mark=cfe0b4"),
            species("telesina", "(Ferrar, 1830)", "ground=f0e4b0 mark=f0e4b0 dark=3a2a1c"),
        ),
        Body(0.58, 0.063, "club", 0.45, 0.5),
    ),
    Genus(
        "Ornithaea", "Papilionidae", "Troidini", 150,
        shapes.BIRDWING_FORE, tailed(replace(shapes.SWALLOWTAIL_HIND, scallop=0.025)),
        palette("ground=15130f ray=2a2620 mark=e8b417 dark=15130f body=c89a30 thorax=1c1814 under=201c16"),
        (
            mark("rays", "f", "ray", start=0.35, wide=0.85, power=0.5, blur=0.008),
            mark("patch", "f", "shine", points=((0.15, 0.1), (0.6, 0.1), (0.92, 0.22), (0.9, 0.34), (0.5, 0.3)), blur=0.012, sex="m", side="d"),
            mark("macules", "h", "mark", u=0.5, length=0.62, gap=0.045, square=0.75),
            mark("suffuse", "h", "mark", start=0.1, end=0.4, v0=0.1, v1=0.8, blur=0.01, strength=1.0),
            mark("spots", "h", "dark", u=0.66, radius=0.03, spaces=(1, 2, 3, 4), oval=1.5, sex="f"),
            mark("veins", "h", "dark", width=0.012),
        ),
        (
            species("regalis", "(Tolland, 1780)", "shine=2a2620", "mark=d8c060"),
            species("viridissima", "Wexham, 1856", "shine=4fae3c mark=8cc43c", "mark=c8b878 ray=5a5246 shine=2a2620"),
            species("caelestis", "Rothwell, 1895", "shine=3c8cc4 mark=d8c040", "mark=cabf98 ray=5a5246 shine=2a2620"),
        ),
        Body(0.66, 0.084, "club", 0.46, 0.3, belt=True),
    ),
)  # fmt: skip

PIERIDAE = (
    Genus(
        "Leucantha", "Pieridae", "Pierinae", 52, shapes.WHITE_FORE, shapes.WHITE_HIND,
        palette("ground=f6f4ea dark=3b3833 base=8c8a80 under=f2ecc4 body=4a463e"),
        (
            mark("suffuse", "fh", "base", end=0.16, blur=0.05, strength=0.7),
            mark("margin", "f", "dark", width=0.03, apex=6.0, reach=0.6, side="d", blur=0.004),
            mark("spots", "f", "dark", u=0.68, radius=0.036, spaces=(4,), sizes=[1.0]),
            mark("spots", "f", "dark", u=0.62, radius=0.034, spaces=(6,), sex="f"),
            mark("spots", "h", "dark", u=0.76, radius=0.026, spaces=(0,), side="d"),
        ),
        (
            species("brassicula", "(Marsh, 1758)", "", "ground=f2ead2"),
            species("napella", "(Orde, 1801)", "dark=6e6a62 under=e9e4a4", "ground=efe6c0"),
            species("nivosa", "Hale, 1899", "ground=fbfaf6 dark=8a8780"),
        ),
        Body(0.55, 0.059, "club", 0.42, 0.6),
    ),
    Genus(
        "Aurorina", "Pieridae", "Pierinae", 44, shapes.WHITE_FORE, shapes.WHITE_HIND,
        palette("ground=f7f5ee tip=ef8a22 dark=36322c base=7c7a74 moss=8a9858 under=f4f2e8 body=5a564c"),
        (
            mark("suffuse", "fh", "base", end=0.14, blur=0.05, strength=0.8),
            mark("suffuse", "f", "tip", start=0.55, end=1.06, v0=-0.12, v1=0.72, blur=0.012, strength=1.0),
            mark("margin", "f", "dark", width=0.05, apex=2.4, reach=0.55, teeth=0.03, blur=0.003, side="d"),
            mark("spots", "f", "dark", u=0.56, radius=0.02, spaces=(2,)),
            mark("speckle", "h", "moss", count=2600, radius=0.008, side="v"),
            mark("macules", "h", "moss", u=0.55, length=0.28, side="v", blur=0.02, gap=0.2),
        ),
        (
            species("cardaminoides", "(Tolland, 1761)", "", "tip=f7f5ee"),
            species("eupheme", "Brenner, 1839", "ground=f0e27c tip=e8741c", "ground=f5efd8 tip=f2d9a8"),
            species("rosella", "Lidd, 1877", "tip=d4486c", "tip=efc4bc"),
        ),
        Body(0.52, 0.059, "club", 0.42, 0.7),
    ),
    Genus(
        "Citrinella", "Pieridae", "Coliadinae", 50, shapes.WHITE_FORE, shapes.WHITE_HIND,
        palette("ground=f2c530 dark=2a241d spot=e58a1e mark=f2d774 under=e8cf5c pink=c46a6a silver=f4ece0 body=9a7c3a"),
        (
            mark("suffuse", "h", "base", end=0.3, blur=0.06, strength=0.4),
            mark("margin", "f", "dark", width=0.15, apex=0.7, teeth=0.02, side="d", blur=0.004),
            mark("margin", "h", "dark", width=0.1, side="d", blur=0.006, end=0.8),
            mark("macules", "f", "mark", u=0.88, length=0.07, sex="f", side="d", gap=0.25, spaces=(1, 2, 4, 5, 6)),
            mark("spots", "f", "dark", u=0.52, radius=0.03, spaces=(3,), oval=0.6, shift=0.4),
            mark("spots", "h", "spot", u=0.5, radius=0.035, spaces=(3,), side="d"),
            mark("eyes", "h", "pink silver", u=0.5, radius=0.03, spaces=(3,), shares=[1.0, 0.55], side="v"),
            mark("fringe", "fh", "pink", width=0.008),
        ),
        (
            species("crocina", "(Ferrar, 1785)", "ground=ee9f26 base=8a5c20", "ground=efe6c8 mark=f0ead0"),
            species("hyalina", "(Marsh, 1798)", "ground=f0dc6e base=a09a50", "ground=f0ecd8 mark=f4f0e0"),
            species("sulphurea", "Orde, 1812", "ground=f4e23c base=b0a030"),
            species("palaenoides", "Wexham, 1871", "ground=e6e6a6 base=9aa070 spot=f0e8c0"),
        ),
        Body(0.55, 0.063, "club", 0.36, 0.6),
    ),
    Genus(
        "Delianthe", "Pieridae", "Pierinae", 68, replace(shapes.WHITE_FORE, scallop=0.004), shapes.WHITE_HIND,
        palette("ground=eef0ec dark=2b2a2c mark=f4f2e8 under=282523 red=c8362c yellow=eec22c body=77767a"),
        (
            mark("veins", "fh", "dark", width=0.012, flare=2.2),
            mark("margin", "fh", "dark", width=0.12, apex=0.5, teeth=0.06, blur=0.003),
            mark("macules", "f", "mark", u=0.88, length=0.07, gap=0.24, spaces=(0, 1, 2, 3, 4, 5)),
            mark("macules", "f", "mark", u=0.6, length=0.22, gap=0.14, side="v"),
            mark("macules", "h", "yellow", u=0.55, length=0.3, gap=0.1, side="v"),
            mark("macules", "h", "red", u=0.82, length=0.12, gap=0.16, side="v"),
            mark("suffuse", "h", "red", end=0.2, blur=0.02, side="v", strength=1.0),
        ),
        (
            species("hypareta", "(Tolland, 1793)"),
            species("aurifera", "Rothwell, 1904", "ground=f0d468 red=e0801c"),
            species("coerulea", "Hale, 1910", "ground=b8c6d4 red=b03050"),
        ),
        Body(0.54, 0.063, "club", 0.44, 0.5),
    ),
)  # fmt: skip

LYCAENIDAE = (
    Genus(
        "Azurella", "Lycaenidae", "Polyommatinae", 30, shapes.BLUE_FORE, shapes.BLUE_HIND,
        palette("ground=5b86d6 dark=2a2830 fringe=f4f2ee orange=e88a2a under=c2b6a6 white=f2efe8 body=6a7890 sheen=8fb4f0"),
        (
            mark("suffuse", "fh", "sheen", start=0.1, end=0.7, blur=0.12, strength=0.45, side="d"),
            mark("margin", "fh", "dark", width=0.035, blur=0.01, side="d"),
            mark("veins", "fh", "dark", width=0.003),
            mark("macules", "fh", "orange", u=0.9, length=0.06, sex="f", side="d", gap=0.2, spaces=(2, 3, 4, 5, 6)),
            mark("spots", "h", "dark", u=0.945, radius=0.018, side="d", spaces=(2, 3, 4, 5)),
            mark("spots", "fh", "dark white", u=0.68, radius=0.021, side="v", bow=-0.5, ring=0.6),
            mark("spots", "fh", "dark white", u=0.42, radius=0.02, side="v", spaces=(3,), shift=0.4, ring=0.6),
            mark("macules", "h", "orange", u=0.9, length=0.07, side="v", gap=0.16),
            mark("spots", "fh", "dark", u=0.95, radius=0.014, side="v"),
            mark("fringe", "fh", "fringe", width=0.018),
        ),
        (
            species("icarella", "(Marsh, 1775)", "", "ground=6e5846 sheen=7a6450 body=6a5a48"),
            species("bellissima", "(Ferrar, 1792)", "ground=3c9ce4 sheen=6cc4f8", "ground=54423a sheen=5c6c98"),
            species("coridona", "Orde, 1803", "ground=a8c4d4 sheen=c8dce4 under=d0c4b0", "ground=74604e sheen=7c6a58"),
            species("semiargentea", "Petherick, 1869", "ground=6a66b8 sheen=8a86d4", "ground=5a4a42 sheen=62524a orange=5a4a42"),
        ),
        Body(0.56, 0.071, "club", 0.4, 0.7),
    ),
    Genus(
        "Cuprina", "Lycaenidae", "Lycaeninae", 31, shapes.BLUE_FORE,
        tailed(shapes.BLUE_HIND, Tail(0.86, 0.03, 0.02, 0.012, 4, 0, 0.06)),
        palette("ground=e2742a dark=342821 hind=e2742a fringe=b4a48e under=d8b488 body=5a4a3a copper=f08c38"),
        (
            mark("suffuse", "fh", "copper", start=0.15, end=0.75, blur=0.1, strength=0.6, side="d"),
            mark("margin", "fh", "dark", width=0.1, apex=0.25, blur=0.006, side="d", costa=0.015),
            mark("macules", "f", "dark", u=0.68, length=0.09, gap=0.2, bow=-0.5, square=0.8),
            mark("bars", "f", "dark", places=(0.3, 0.46), width=0.05, start=0.3, end=0.66),
            mark("suffuse", "h", "dark", end=0.72, blur=0.03, strength=0.85, side="d", sex="f"),
            mark("spots", "h", "dark", u=0.6, radius=0.02, bow=-0.4),
            mark("spots", "h", "dark", u=0.92, radius=0.02, side="d"),
            mark("lunules", "h", "ground", u=0.9, depth=0.02, thick=0.025, side="v"),
            mark("fringe", "fh", "fringe", width=0.016),
        ),
        (
            species("phlaeella", "(Tolland, 1761)"),
            species("virgata", "Brenner, 1848", "ground=ee9a34 copper=f4b04a"),
            species("violacea", "Lidd, 1890", "ground=c8584a copper=9a58a8", "ground=d87a44 copper=d88448"),
        ),
        Body(0.56, 0.071, "club", 0.4, 0.6),
    ),
    Genus(
        "Thecletta", "Lycaenidae", "Theclinae", 33, shapes.BLUE_FORE,
        tailed(shapes.BLUE_HIND, Tail(0.8, 0.2, 0.011, 0.008, 12, -18, 0.05), Tail(0.94, 0.1, 0.01, 0.008, 8, -8, 0.04)),
        palette("ground=4a3a30 shine=4a66b4 dark=251d19 orange=e07c28 under=a8927a white=f3efe6 fringe=e6dfd2 body=4c4038"),
        (
            mark("patch", "f", "shine", points=((0.02, 0.2), (0.66, 0.3), (0.8, 0.62), (0.76, 0.95), (0.1, 1.0)), blur=0.02, side="d"),
            mark("patch", "h", "shine", points=((0.1, 0.2), (0.7, 0.2), (0.84, 0.5), (0.8, 0.85), (0.2, 0.8)), blur=0.03, side="d"),
            mark("margin", "fh", "dark", width=0.06, blur=0.012, side="d", apex=1.0),
            mark("eyes", "h", "orange dark", u=0.9, spaces=(5, 6), radius=0.04, shares=[1.0, 0.45]),
            mark("band", "fh", "dark", u=0.69, width=0.02, side="v", wave=0.006, bow=-0.3),
            mark("band", "fh", "white", u=0.705, width=0.014, side="v", wave=0.006, bow=-0.3),
            mark("lunules", "fh", "dark", u=0.9, depth=0.02, thick=0.012, side="v"),
            mark("fringe", "fh", "fringe", width=0.012),
        ),
        (
            species("betulina", "(Marsh, 1758)", "shine=5c4638 orange=e89a3c", "shine=e0923c"),
            species("quercula", "(Orde, 1796)", "shine=5a4aa0", "shine=4a3a6c"),
            species("smaragdina", "Rothwell, 1887", "shine=3fae8e under=8a9a6c", "shine=54443a"),
            species("celestina", "Hale, 1902", "shine=58a8e4 under=c4bcae"),
        ),
        Body(0.55, 0.071, "club", 0.38, 0.6),
    ),
)  # fmt: skip

HESPERIIDAE = (
    Genus(
        "Hesperilla", "Hesperiidae", "Hesperiinae", 30, shapes.SKIPPER_FORE, shapes.SKIPPER_HIND,
        palette("ground=d68a2c dark=4a3424 mark=e9b45c fringe=d9b582 under=c9a35c brand=2a1f18 body=8a6634"),
        (
            mark("margin", "f", "dark", width=0.2, teeth=0.05, blur=0.012, side="d"),
            mark("margin", "h", "dark", width=0.24, blur=0.03, side="d"),
            mark("edge", "h", "dark", width=0.07, blur=0.02, side="d"),
            mark("macules", "f", "mark", u=0.74, length=0.1, spaces=(0, 1, 2), gap=0.1),
            mark("macules", "fh", "mark", u=0.72, length=0.09, spaces=(4, 5), gap=0.14),
            mark("band", "f", "brand", u=0.5, width=0.03, start=0.45, end=1.0, slope=-0.3, sex="m", side="d"),
            mark("fringe", "fh", "fringe", width=0.018),
        ),
        (
            species("sylvanella", "(Ferrar, 1775)"),
            species("commella", "Petherick, 1858", "ground=c8762a mark=f2e8c8 under=8a8a4c"),
            species("obscura", "Lidd, 1896", "ground=7a542c mark=d8a858 dark=3a2a20"),
        ),
        Body(0.72, 0.109, "hook", 0.36, 0.9),
    ),
    Genus(
        "Pyrgella", "Hesperiidae", "Pyrginae", 27, shapes.SKIPPER_FORE, shapes.SKIPPER_HIND,
        palette("ground=3c342e mark=f1ede2 grey=77706a fringe=f0ece0 dark=2a2420 under=9a8c6c body=4a443e"),
        (
            mark("suffuse", "fh", "grey", end=0.3, blur=0.06, strength=0.6),
            mark("macules", "f", "mark", u=0.78, length=0.1, spaces=(0, 1, 2), gap=0.14, square=0.35),
            mark("macules", "f", "mark", u=0.7, length=0.12, spaces=(4, 5, 6), gap=0.14, square=0.35, sizes=[0.9, 1.2, 0.9]),
            mark("bars", "f", "mark", places=(0.42,), width=0.055, start=0.3, end=0.62),
            mark("macules", "h", "mark", u=0.5, length=0.16, spaces=(2, 3, 4), gap=0.1, square=0.35),
            mark("spots", "fh", "mark", u=0.9, radius=0.012),
            mark("fringe", "fh", "fringe dark", width=0.024, share=0.24),
        ),
        (
            species("malvina", "(Marsh, 1758)"),
            species("alveata", "Brenner, 1853", "ground=4e4438 mark=e6dcc0"),
            species("carbonaria", "Orde, 1826", "ground=221e1c mark=dcdcdc grey=4c4a4a"),
        ),
        Body(0.7, 0.109, "hook", 0.36, 0.9),
    ),
    Genus(
        "Astraptilla", "Hesperiidae", "Eudaminae", 44, shapes.SKIPPER_FORE,
        tailed(shapes.SKIPPER_HIND, Tail(0.9, 0.42, 0.07, 0.06, 8, 4, 0.22)),
        palette("ground=4a3628 shine=2c8c8c mark=efe8d0 dark=2e2219 fringe=c8b898 under=6a523e body=2c7a78 thorax=2c8c88"),
        (
            mark("suffuse", "fh", "shine", end=0.42, blur=0.06, strength=0.95, side="d"),
            mark("macules", "f", "mark", u=0.56, length=0.12, spaces=(2, 3, 4, 5), gap=0.06, slope=-0.3, square=0.5),
            mark("macules", "f", "mark", u=0.8, length=0.06, spaces=(0, 1, 2), gap=0.12),
            mark("band", "h", "dark", u=0.62, width=0.1, side="v", blur=0.01),
            mark("fringe", "fh", "fringe ground", width=0.016),
        ),
        (
            species("protella", "(Tolland, 1790)"),
            species("fulgida", "Wexham, 1888", "shine=3c6cc8 body=3a5aa8 thorax=3c64c0"),
            species("simplicia", "Hale, 1913", "shine=5a4634 body=5c4836 thorax=5a4634 mark=d8cca8"),
        ),
        Body(0.72, 0.101, "hook", 0.36, 0.8),
    ),
)  # fmt: skip
