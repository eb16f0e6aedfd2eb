"""Genera of moths: Saturniidae, Sphingidae, Noctuidae, Erebidae, Geometridae. All are invented."""

from __future__ import annotations

from dataclasses import replace

from cabinet.drawn import shapes
from cabinet.drawn.genera import Body, Genus, mark, palette, species
from cabinet.drawn.outlines import Tail
from cabinet.drawn.shapes import tailed

_RINGS = [1.0, 0.84, 0.7, 0.5, 0.2]

SATURNIIDAE = (
    Genus(
        "Attacina", "Saturniidae", "Saturniinae", 170,
        replace(shapes.SILK_FORE, termen=((0.98, -0.6), (1.04, -0.5), (0.85, -0.38), (0.76, -0.18), (0.72, 0.02))), shapes.SILK_HIND,
        palette("ground=a65a2e base=7c3a20 pale=f0e2cc dark=2c1c18 outer=c88a5a window=e8e2d6 pink=d8949a yellow=dcae54 body=a0603a"),
        (
            mark("suffuse", "fh", "base", end=0.36, blur=0.02, strength=1.0),
            mark("band", "fh", "dark", u=0.36, width=0.03, jag=0.01, bow=0.3),
            mark("band", "fh", "pale", u=0.345, width=0.022, jag=0.008, bow=0.3),
            mark("band", "fh", "dark", u=0.665, width=0.025, wave=0.01),
            mark("band", "fh", "pale", u=0.69, width=0.028, wave=0.01),
            mark("band", "fh", "pink", u=0.73, width=0.05, wave=0.01, blur=0.015),
            mark("speckle", "fh", "pale base", count=1400, start=0.7, radius=0.004),
            mark("margin", "fh", "yellow", width=0.1, blur=0.006),
            mark("lunules", "fh", "dark", u=0.945, depth=0.03, thick=0.014, gap=0.05),
            mark("patch", "f", "dark", points=((0.42, 0.36), (0.56, 0.42), (0.52, 0.58), (0.4, 0.5))),
            mark("patch", "f", "window", points=((0.43, 0.39), (0.545, 0.43), (0.51, 0.55), (0.42, 0.49))),
            mark("patch", "h", "dark", points=((0.42, 0.36), (0.58, 0.42), (0.54, 0.6), (0.4, 0.52))),
            mark("patch", "h", "window", points=((0.44, 0.39), (0.56, 0.43), (0.525, 0.57), (0.42, 0.5))),
            mark("spots", "f", "dark", u=0.84, radius=0.025, spaces=(1,)),
        ),
        (
            species("imperialis", "(Tolland, 1758)"),
            species("cynthiana", "(Ferrar, 1773)", "ground=a89a5c base=7a7242 pink=dcb4b8 yellow=c8bc84 body=c8c0a0"),
            species("lorquina", "Hale, 1908", "ground=7c3428 base=4c2018 yellow=b87840 pink=c06a60"),
        ),
        Body(0.42, 0.084, "feather", 0.24, 1.0),
    ),
    Genus(
        "Selenactias", "Saturniidae", "Saturniinae", 110, shapes.SILK_FORE,
        tailed(replace(shapes.SILK_HIND, termen=((0.66, 0.12), (0.66, 0.3), (0.54, 0.52), (0.4, 0.66), (0.22, 0.68))), Tail(0.78, 0.62, 0.07, 0.11, 6, 14, 0.34)),
        palette("ground=bcdcae pale=dcecc8 dark=4a3a44 edge=8a4458 yellow=e6d488 pink=c8788a window=f4f2e0 line=8cae7c body=f2efe2"),
        (
            mark("suffuse", "fh", "pale", end=0.3, blur=0.08, strength=0.8),
            mark("edge", "f", "edge", width=0.022, blur=0.004),
            mark("band", "fh", "line", u=0.78, width=0.008, jag=0.002),
            mark("veins", "fh", "line", width=0.004),
            mark("eyes", "fh", "dark yellow pink window", u=0.52, radius=0.045, spaces=(3,), shares=[1.0, 0.86, 0.6, 0.36], oval=0.8),
            mark("margin", "f", "yellow", width=0.02, blur=0.004),
        ),
        (
            species("lunaria", "(Marsh, 1758)", "", "ground=c8e4bc"),
            species("aurea", "Rothwell, 1897", "ground=f0d868 pale=f6e8a0 line=c8843c edge=8a4a2c"),
            species("rosacea", "Wexham, 1872", "ground=d4e0b8 pale=eceed4 edge=c05a74 yellow=e8a4a4"),
        ),
        Body(0.4, 0.084, "feather", 0.22, 1.0),
    ),
    Genus(
        "Pavonilla", "Saturniidae", "Saturniinae", 74, shapes.SILK_FORE, shapes.SILK_HIND,
        palette("ground=b0a298 hind=b0a298 base=7e6c64 pale=e8e0d4 dark=2e2726 red=a84438 ochre=d8b070 blue=7a7c98 window=1c1a1e body=9a8a7e"),
        (
            mark("suffuse", "fh", "base", end=0.3, blur=0.02, strength=0.9),
            mark("band", "fh", "dark", u=0.32, width=0.02, wave=0.008, jag=0.006),
            mark("band", "fh", "red", u=0.29, width=0.02, wave=0.008, jag=0.006),
            mark("suffuse", "fh", "pale", start=0.36, end=0.66, blur=0.03, strength=0.7),
            mark("band", "fh", "dark", u=0.74, width=0.014, wave=0.02, jag=0.004),
            mark("band", "fh", "dark", u=0.78, width=0.02, wave=0.02, jag=0.004, blur=0.004),
            mark("margin", "fh", "pale", width=0.1, blur=0.004),
            mark("margin", "fh", "base", width=0.06, blur=0.004),
            mark("eyes", "fh", "dark ochre dark blue window", u=0.53, radius=0.085, spaces=(3,), shares=_RINGS),
            mark("patch", "f", "red", points=((0.86, 0.02), (0.95, 0.03), (0.93, 0.14), (0.86, 0.12))),
        ),
        (
            species("pavoniana", "(Tolland, 1758)", "hind=d88a3c ground=9a7c6c", "ground=b8b0ac hind=b8b0ac"),
            species("pyrina", "(Ferrar, 1775)", "ground=7c6a60 base=4e423c hind=7c6a60"),
            species("rubescens", "Brenner, 1866", "ground=b8786a base=7a3c38 hind=b8786a ochre=e8cc90"),
        ),
        Body(0.42, 0.092, "feather", 0.22, 1.0),
    ),
)  # fmt: skip

SPHINGIDAE = (
    Genus(
        "Deilephra", "Sphingidae", "Macroglossinae", 62, shapes.HAWK_FORE, shapes.HAWK_HIND,
        palette("ground=8f8a4a pink=cf7f96 hind=c86a86 dark=3a332e pale=e9d9c0 body=8f8a4a body2=d08a9c"),
        (
            mark("edge", "f", "pink", width=0.035, blur=0.008),
            mark("band", "f", "pink", u=0.66, width=0.1, slope=0.1, blur=0.008, jag=0.006),
            mark("band", "f", "pale", u=0.62, width=0.03, slope=0.1, blur=0.006),
            mark("margin", "f", "pink", width=0.1, blur=0.01, teeth=0.02),
            mark("suffuse", "h", "dark", end=0.42, blur=0.03, strength=0.9),
            mark("margin", "h", "dark", width=0.12, blur=0.01),
            mark("fringe", "h", "pale", width=0.012),
            mark("spots", "f", "dark", u=0.42, radius=0.012, spaces=(3,)),
        ),
        (
            species("elpenora", "(Marsh, 1758)"),
            species("galiella", "(Orde, 1785)", "ground=5c5a3c pink=e4cfa4 hind=d8607a body=5c5a3c body2=c8b890"),
            species("livornica", "Hale, 1901", "ground=7a6a4c pink=efe0c4 hind=d4646c body=7a6a4c body2=2a2622"),
        ),
        Body(0.72, 0.109, "rod", 0.32, 0.7, belt=True),
    ),
    Genus(
        "Sphingella", "Sphingidae", "Sphinginae", 98, shapes.HAWK_FORE, shapes.HAWK_HIND,
        palette("ground=8a8078 mid=7c726a pale=b8aea2 dark=34302e hind=a09488 pink=c8807a body=7a7068 body2=c87a72"),
        (
            mark("speckle", "f", "pale mid dark mid", count=1500, radius=0.004),
            mark("band", "f", "dark", u=0.3, width=0.016, jag=0.02, wave=0.012),
            mark("band", "f", "pale", u=0.5, width=0.1, jag=0.03, blur=0.02),
            mark("rays", "f", "dark", start=0.4, end=0.66, wide=0.1, spaces=(2, 3, 4, 5), inward=True),
            mark("band", "f", "dark", u=0.72, width=0.014, jag=0.012, wave=0.03),
            mark("band", "f", "dark", u=0.77, width=0.01, jag=0.01, wave=0.03),
            mark("patch", "f", "dark", points=((0.8, 0.0), (0.97, 0.02), (0.9, 0.1), (0.78, 0.1)), jag=0.01),
            mark("spots", "f", "pale", u=0.42, radius=0.012, spaces=(3,)),
            mark("band", "h", "dark", u=0.5, width=0.09, bow=-0.2, jag=0.012, blur=0.008),
            mark("band", "h", "dark", u=0.86, width=0.17, jag=0.012, blur=0.012),
            mark("fringe", "fh", "pale dark", width=0.012),
        ),
        (
            species("convolvulina", "(Tolland, 1758)"),
            species("ligustrella", "(Marsh, 1761)", "ground=6a5a4c hind=c8808a pale=a89484"),
            species("pinastrina", "(Ferrar, 1777)", "ground=9a948c hind=8a8278 pink=9a948c body2=d8d4cc"),
            species("atropa", "Brenner, 1852", "ground=3c342c hind=dca83c pale=7a6a4c body2=dcac48 body=4a4038"),
        ),
        Body(0.78, 0.126, "rod", 0.34, 0.7, belt=True),
    ),
    Genus(
        "Smerinthella", "Sphingidae", "Smerinthinae", 74, replace(shapes.HAWK_FORE, scallop=0.025), shapes.HAWK_HIND,
        palette("ground=a48a70 pale=cdb79c dark=4a3a30 hind=d08a80 eye=2a2830 blue=6a8cb8 body=8a745e body2=a48a70"),
        (
            mark("band", "f", "dark", u=0.36, width=0.16, slope=0.1, blur=0.02, jag=0.012, strength=0.75),
            mark("patch", "f", "dark", points=((0.52, 0.2), (0.72, 0.25), (0.76, 0.9), (0.6, 1.05), (0.5, 0.6)), blur=0.012, strength=0.8),
            mark("band", "f", "pale", u=0.8, width=0.02, wave=0.016),
            mark("spots", "f", "pale", u=0.48, radius=0.016, spaces=(3,), oval=1.6),
            mark("margin", "f", "dark", width=0.12, apex=0.3, blur=0.02, strength=0.7),
            mark("eyes", "h", "eye blue eye", u=0.74, radius=0.1, spaces=(5,), shares=[1.0, 0.74, 0.45]),
            mark("margin", "h", "ground", width=0.16, blur=0.02),
        ),
        (
            species("ocellatina", "(Marsh, 1758)"),
            species("populella", "(Orde, 1790)", "ground=9a9288 hind=a8584c dark=5a5450 eye=9a9288 blue=9a9288"),
            species("tiliaea", "Lidd, 1869", "ground=b49c70 dark=56643c hind=c8a468 eye=b49458 blue=c4a86c body=8a8c5c"),
        ),
        Body(0.66, 0.118, "rod", 0.3, 0.9),
    ),
)  # fmt: skip

_MOTTLE = (
    mark("speckle", "f", "pale stain dark stain stain", count=1800, radius=0.004),
    mark("suffuse", "f", "dark", start=0.76, end=0.92, blur=0.03, strength=0.4),
    mark("band", "f", "dark", u=0.2, width=0.014, wave=0.012, jag=0.014),
    mark("band", "f", "pale", u=0.222, width=0.012, wave=0.012, jag=0.01),
    mark("band", "f", "dark", u=0.7, width=0.013, wave=0.016, bow=-0.5, jag=0.008),
    mark("band", "f", "pale", u=0.725, width=0.014, wave=0.016, bow=-0.5, jag=0.006),
    mark("eyes", "f", "dark pale ground", u=0.38, radius=0.032, spaces=(3,), shares=[1.0, 0.8, 0.55]),
    mark("eyes", "f", "dark pale stain", u=0.54, radius=0.05, spaces=(3,), shares=[1.0, 0.84, 0.65], oval=0.62),
    mark("lunules", "f", "pale", u=0.87, depth=0.03, thick=0.012, sharp=True),
    mark("spots", "fh", "dark", u=0.965, radius=0.009),
    mark("fringe", "fh", "fringe dark", width=0.016),
)  # fmt: skip

NOCTUIDAE = (
    Genus(
        "Noctuella", "Noctuidae", "Noctuinae", 44, shapes.OWLET_FORE, shapes.OWLET_HIND,
        palette("ground=7c6550 pale=b39b7c dark=352b24 stain=8a7058 hind=c2b49e veil=6e6052 fringe=a0907a body=6e5a48"),
        (
            mark("veins", "h", "veil", width=0.006),
            mark("suffuse", "h", "veil", start=0.5, end=1.05, blur=0.08, strength=0.7),
            *_MOTTLE,
        ),
        (
            species("segetella", "(Ferrar, 1775)"),
            species("rubricosa", "(Orde, 1790)", "ground=8c4c38 stain=7a4434 pale=c08c6c"),
            species("pronubella", "(Tolland, 1758)", "hind=e8a432 veil=e8a432 ground=5c4a3a"),
            species("augura", "Hale, 1896", "ground=52463e stain=3a302a pale=8e8070"),
            species("viridaria", "Petherick, 1850", "ground=7c8c58 pale=d0d8b0 stain=a8b088 dark=343c28"),
        ),
        Body(0.66, 0.101, "thread", 0.42, 1.0),
    ),
    Genus(
        "Plusidea", "Noctuidae", "Plusiinae", 36, shapes.OWLET_FORE, shapes.OWLET_HIND,
        palette("ground=8a6a4c gold=d8b860 dark=4a3426 pale=c8a884 hind=9c8a74 veil=6a5848 fringe=b49c7c body=8a6a4c silver=f4ecc8"),
        (
            mark("patch", "f", "gold", points=((0.12, 0.2), (0.36, 0.2), (0.36, 0.9), (0.1, 0.9)), blur=0.01),
            mark("patch", "f", "gold", points=((0.66, 0.1), (0.88, 0.1), (0.88, 0.95), (0.68, 0.95)), blur=0.012),
            mark("band", "f", "dark", u=0.4, width=0.012, jag=0.006),
            mark("band", "f", "dark", u=0.66, width=0.012, jag=0.006, bow=-0.3),
            mark("patch", "f", "silver", points=((0.42, 0.62), (0.5, 0.56), (0.52, 0.66), (0.47, 0.78), (0.43, 0.72))),
            mark("suffuse", "h", "veil", start=0.5, end=1.05, blur=0.06, strength=0.8),
            mark("fringe", "fh", "fringe dark", width=0.016),
        ),
        (
            species("chrysella", "(Marsh, 1758)"),
            species("gammina", "(Tolland, 1758)", "gold=6c5c54 ground=5a4a44 pale=8a7a70"),
            species("viridis", "Lidd, 1888", "gold=a8b45c ground=6a5a40"),
        ),
        Body(0.66, 0.101, "thread", 0.42, 1.0),
    ),
)  # fmt: skip

EREBIDAE = (
    Genus(
        "Catocalina", "Erebidae", "Erebinae", 72, replace(shapes.OWLET_FORE, scallop=0.016), shapes.OWLET_HIND,
        palette("ground=8f8880 pale=bdb6ac dark=3a3633 stain=a09890 hind=c8403a band=1f1b1b fringe=e8e2d8 body=857d74"),
        (
            mark("band", "h", "band", u=0.46, width=0.15, bow=-0.5, jag=0.008, start=0.0, end=0.96),
            mark("margin", "h", "band", width=0.22, blur=0.003, teeth=0.02),
            mark("fringe", "h", "fringe", width=0.022),
            *_MOTTLE[:-1],
            mark("fringe", "f", "stain dark", width=0.016),
        ),
        (
            species("nuptella", "(Marsh, 1767)"),
            species("fraxinella", "(Tolland, 1758)", "hind=8a9cc4 band=2a2630"),
            species("flavina", "Wexham, 1859", "hind=e8a830 ground=7a6c5c"),
            species("vidua", "Rothwell, 1893", "hind=262224 ground=9c9690"),
        ),
        Body(0.64, 0.092, "thread", 0.46, 1.0),
    ),
    Genus(
        "Arctina", "Erebidae", "Arctiinae", 58, replace(shapes.OWLET_FORE, scallop=0), replace(shapes.OWLET_HIND, scallop=0),
        palette("ground=4a2e22 mark=f4ead6 hind=de6a34 spot=252240 body=5a3424 body2=d8602c dark=2a1a14"),
        (
            mark("stripes", "f", "mark", xs=(0.2, 0.44), lean=0.12, width=0.05),
            mark("band", "f", "mark", u=0.52, width=0.04, slope=0.12, jag=0.006),
            mark("band", "f", "mark", u=0.74, width=0.05, slope=-0.4, jag=0.006),
            mark("band", "f", "mark", u=0.8, width=0.045, slope=0.36, jag=0.006),
            mark("spots", "h", "spot dark", u=0.8, radius=0.05, spaces=(1, 3, 5), ring=0.15),
            mark("spots", "h", "spot dark", u=0.45, radius=0.045, spaces=(2, 4), ring=0.15),
        ),
        (
            species("cajana", "(Tolland, 1758)"),
            species("villicana", "(Ferrar, 1771)", "ground=1e1a18 mark=f2e6c0 hind=e8b43c"),
            species("purpurella", "Brenner, 1846", "ground=d8a03c mark=6a5030 hind=d0485c"),
        ),
        Body(0.62, 0.109, "feather", 0.3, 1.0, belt=True),
    ),
)  # fmt: skip

GEOMETRIDAE = (
    Genus(
        "Geometrina", "Geometridae", "Geometrinae", 42, shapes.LOOPER_FORE, shapes.LOOPER_HIND,
        palette("ground=9cc48c line=e8f2dc dark=6c9460 fringe=d8e4c8 body=a8cc98 base=b4d4a4"),
        (
            mark("band", "fh", "line", u=0.32, width=0.018, jag=0.003, bow=-0.3),
            mark("band", "fh", "line", u=0.7, width=0.02, wave=0.006, bow=-0.2),
            mark("band", "fh", "line", u=0.86, width=0.014, wave=0.016, blur=0.004),
            mark("spots", "fh", "dark", u=0.5, radius=0.014, spaces=(3,), oval=0.6),
            mark("fringe", "fh", "fringe", width=0.014),
        ),
        (
            species("papilionacea", "(Marsh, 1758)"),
            species("smaragdaria", "(Orde, 1787)", "ground=5ca87c line=d8ecd8"),
            species("sambucina", "(Tolland, 1758)", "ground=f0e88c line=b0943c dark=c8a848 fringe=c8b060 body=f0e8a8"),
        ),
        Body(0.5, 0.050, "thread", 0.36, 0.5),
    ),
    Genus(
        "Larentina", "Geometridae", "Larentiinae", 31, shapes.LOOPER_FORE, shapes.LOOPER_HIND,
        palette("ground=c8bca8 dark=55483c mid=8f7f6c pale=ece4d6 fringe=b0a290 body=9a8c7a"),
        (
            mark("suffuse", "f", "mid", end=0.2, blur=0.008, strength=1.0),
            mark("band", "f", "dark", u=0.5, width=0.27, wave=0.018, bow=-0.12, jag=0.008),
            mark("band", "f", "mid", u=0.5, width=0.17, wave=0.018, bow=-0.12, jag=0.01),
            mark("band", "f", "dark", u=0.48, width=0.012, wave=0.02, bow=-0.12, jag=0.008),
            mark("band", "fh", "pale", u=0.67, width=0.02, wave=0.018, bow=-0.12, jag=0.006),
            mark("band", "fh", "mid", u=0.78, width=0.025, wave=0.02, jag=0.008, blur=0.004),
            mark("lunules", "fh", "pale", u=0.89, depth=0.03, thick=0.012, sharp=True),
            mark("band", "h", "mid", u=0.5, width=0.015, wave=0.015, jag=0.006),
            mark("spots", "fh", "dark", u=0.48, radius=0.011, spaces=(3,)),
            mark("fringe", "fh", "fringe dark", width=0.014),
        ),
        (
            species("fluctuella", "(Tolland, 1758)"),
            species("rufata", "Petherick, 1862", "ground=d8a888 mid=a8604c dark=6a3428"),
            species("viridata", "Hale, 1904", "ground=b4c49c mid=6a8860 dark=3c5040"),
            species("albicillata", "(Ferrar, 1780)", "ground=f4f0ea mid=6c6470 dark=3a343c pale=faf8f4"),
        ),
        Body(0.5, 0.050, "thread", 0.36, 0.5),
    ),
    Genus(
        "Abraxella", "Geometridae", "Ennominae", 40, shapes.LOOPER_FORE, shapes.LOOPER_HIND,
        palette("ground=f2eee2 spot=3c3836 yellow=dca43c body=dcaa48 body2=2e2a28 dark=3c3836"),
        (
            mark("spots", "fh", "spot", u=0.93, radius=0.034, sizes=[1.0, 0.8, 1.1]),
            mark("spots", "fh", "spot", u=0.72, radius=0.03, sizes=[0.9, 0.4, 1.2, 0.7], scatter=0.02),
            mark("band", "f", "yellow", u=0.64, width=0.03, jag=0.01),
            mark("patch", "f", "spot", points=((0.4, 0.05), (0.54, 0.1), (0.52, 0.5), (0.42, 0.48)), jag=0.012),
            mark("suffuse", "f", "yellow", end=0.12, blur=0.01),
            mark("spots", "h", "spot", u=0.45, radius=0.02, spaces=(2, 4)),
        ),
        (
            species("grossulina", "(Tolland, 1758)"),
            species("sylvatella", "(Orde, 1763)", "spot=8a8480 yellow=b4905c"),
            species("ulmaria", "Lidd, 1875", "ground=f4ecc8 spot=6a4a30"),
        ),
        Body(0.54, 0.063, "thread", 0.38, 0.6, belt=True),
    ),
)  # fmt: skip
