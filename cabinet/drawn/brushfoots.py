"""Genera of Nymphalidae. All names are invented."""

from __future__ import annotations

from dataclasses import replace

from cabinet.drawn import shapes
from cabinet.drawn.genera import Body, Genus, mark, palette, species

_EYE = [1.0, 0.78, 0.6, 0.22]

NYMPHALIDAE = (
    Genus(
        "Argyrella", "Nymphalidae", "Heliconiinae", 56, shapes.BRUSHFOOT_FORE, shapes.BRUSHFOOT_HIND,
        palette("ground=d8862e dark=2a2019 base=8a5a2a silver=eef0ea under=c8a450 moss=8a8c3c pale=e8b868 body=6a4a28 fringe=e4cc98"),
        (
            mark("suffuse", "fh", "base", end=0.25, blur=0.08, strength=0.7),
            mark("veins", "fh", "dark", width=0.005),
            mark("bars", "f", "dark", places=(0.2, 0.3, 0.4, 0.52), width=0.026, bow=0.02),
            mark("macules", "f", "dark", u=0.6, length=0.05, gap=0.1, bow=-0.6, sizes=[1.1, 0.8, 1.2, 0.9]),
            mark("band", "h", "dark", u=0.44, width=0.04, wave=0.012, jag=0.008, side="d"),
            mark("spots", "fh", "dark", u=0.76, radius=0.024, bow=-0.15),
            mark("lunules", "fh", "dark", u=0.88, depth=0.03, thick=0.03),
            mark("band", "fh", "dark", u=0.965, width=0.035, wave2=0.01),
            mark("macules", "h", "silver", u=0.5, length=0.16, gap=0.12, side="v"),
            mark("macules", "h", "silver", u=0.9, length=0.08, gap=0.16, side="v"),
            mark("suffuse", "h", "moss", end=0.4, blur=0.04, strength=0.5, side="v"),
            mark("fringe", "fh", "fringe dark", width=0.012),
        ),
        (
            species("paphiella", "(Marsh, 1758)", "", "ground=b8803c base=6a5a34"),
            species("aglaiana", "(Ferrar, 1775)", "ground=e0963a moss=5a7a3c"),
            species("selenella", "Orde, 1816", "ground=e8a040 dark=1c1612 silver=f6e8c0"),
            species("nigrescens", "Hale, 1911", "ground=9a6230 base=3a2a1c dark=1a1410"),
        ),
        Body(0.62, 0.071, "club", 0.46, 0.8),
    ),
    Genus(
        "Vanessula", "Nymphalidae", "Nymphalinae", 58, replace(shapes.BRUSHFOOT_FORE, scallop=0.028), shapes.BRUSHFOOT_HIND,
        palette("ground=29201b bandc=d4472c mark=f4f0e6 dark=191311 base=4a362a blue=5a7ab8 under=6a5644 body=3a2c22 fringe=e8e2d4 pale=c8b494"),
        (
            mark("suffuse", "fh", "base", end=0.42, blur=0.08, strength=0.8),
            mark("band", "f", "bandc", u=0.56, width=0.15, slope=-0.24, start=0.05, end=1.0, jag=0.012),
            mark("macules", "f", "mark", u=0.74, length=0.13, spaces=(0, 1, 2), gap=0.06, sizes=[1.2, 1.0, 0.6]),
            mark("spots", "f", "mark", u=0.87, radius=0.016, spaces=(1, 2, 3)),
            mark("band", "h", "bandc", u=0.87, width=0.15, start=0.2, jag=0.006),
            mark("spots", "h", "dark", u=0.87, radius=0.02, spaces=(2, 3, 4, 5)),
            mark("spots", "h", "blue dark", u=0.9, radius=0.025, spaces=(6,)),
            mark("eyes", "h", "pale dark blue mark", u=0.72, radius=0.04, spaces=(2, 3, 4), shares=_EYE, side="v"),
            mark("speckle", "h", "pale dark base", count=1600, radius=0.006, side="v"),
            mark("fringe", "fh", "dark fringe", width=0.014),
        ),
        (
            species("atalantella", "(Tolland, 1758)"),
            species("aurantifascia", "Brenner, 1847", "bandc=e88a2a base=5a3a24"),
            species("albofasciata", "Lidd, 1879", "bandc=efe6cc ground=3a2a20"),
            species("rosea", "Rothwell, 1900", "bandc=d88494 ground=342630"),
        ),
        Body(0.64, 0.080, "club", 0.5, 0.8),
    ),
    Genus(
        "Ocellina", "Nymphalidae", "Nymphalinae", 55, replace(shapes.BRUSHFOOT_FORE, scallop=0.022), replace(shapes.BRUSHFOOT_HIND, scallop=0.03),
        palette("ground=a8402a dark=251a18 pale=ecd49a eye=24202a blue=7a8fd0 under=3a302c mark=f6ead0 body=4a3028 fringe=6a5a4e"),
        (
            mark("bars", "f", "dark", places=(0.3,), width=0.08),
            mark("patch", "f", "dark", points=((0.42, -0.1), (0.58, -0.08), (0.56, 0.26), (0.44, 0.24))),
            mark("patch", "f", "pale", points=((0.58, -0.1), (0.7, -0.06), (0.66, 0.16), (0.58, 0.18))),
            mark("margin", "fh", "fringe", width=0.09, blur=0.012),
            mark("eyes", "f", "pale dark blue ground mark", u=0.8, radius=0.11, spaces=(2,), shares=[1.0, 0.86, 0.66, 0.4, 0.12], drift=0.3, side="d"),
            mark("eyes", "h", "pale dark blue eye mark", u=0.7, radius=0.13, spaces=(2,), shares=[1.0, 0.82, 0.6, 0.42, 0.1], drift=0.3, side="d"),
            mark("spots", "f", "mark", u=0.8, radius=0.014, spaces=(4, 5)),
            mark("suffuse", "fh", "dark", end=0.2, blur=0.08, strength=0.6),
            mark("band", "fh", "dark", u=0.55, width=0.05, wave=0.015, jag=0.015, side="v", blur=0.006),
            mark("speckle", "fh", "dark fringe", count=2200, radius=0.006, side="v"),
        ),
        (
            species("ionella", "(Marsh, 1758)"),
            species("almanora", "(Orde, 1782)", "ground=d89438 pale=f2e0b0 fringe=8a6a44 under=b8925a"),
            species("cyanops", "Hale, 1893", "ground=4a5a9c blue=a8d0f0 pale=d8dcec fringe=3a3a4c"),
        ),
        Body(0.62, 0.076, "club", 0.48, 0.9),
    ),
    Genus(
        "Passiflorina", "Nymphalidae", "Heliconiini", 76, shapes.LONGWING_FORE, shapes.LONGWING_HIND,
        palette("ground=1a1614 red=cf3a24 yellow=f0d44c dark=1a1614 under=3a302a white=f2efe4 body=1f1a17"),
        (
            mark("patch", "f", "red", points=((0.4, 0.0), (0.62, -0.06), (0.76, 0.2), (0.78, 0.5), (0.72, 0.8), (0.56, 0.84), (0.46, 0.4)), jag=0.004, blur=0.004),
            mark("macules", "f", "yellow", u=0.8, length=0.1, spaces=(1, 2, 3), gap=0.1),
            mark("rays", "h", "ray", start=0.2, end=0.86, wide=0.5, inward=False, power=0.35),
            mark("band", "h", "yellow", u=0.5, width=0.17, slope=-0.1, start=0.1, end=0.92, taper=0.3, jag=0.004),
            mark("spots", "h", "white", u=0.94, radius=0.012, shift=0.25),
            mark("spots", "fh", "red", u=0.1, radius=0.014, spaces=(2, 4, 6), side="v"),
        ),
        (
            species("melpomenella", "(Tolland, 1758)", "ray=1a1614"),
            species("radiosa", "Wexham, 1863", "ray=d8702c yellow=1a1614 red=f0c850"),
            species("cyanella", "(Ferrar, 1801)", "ground=16203c ray=2c4890 red=f4f2ea yellow=f4f2ea"),
            species("galbula", "Brenner, 1874", "red=f0d850 ray=1a1614 white=d86040"),
        ),
        Body(0.62, 0.050, "club", 0.62, 0.2),
    ),
    Genus(
        "Morphidea", "Nymphalidae", "Morphinae", 118, replace(shapes.BRUSHFOOT_FORE, scallop=0.014), replace(shapes.BRUSHFOOT_HIND, scallop=0.02),
        palette("ground=2a74d0 shine=5cb4f4 dark=17151a mark=f0f2f4 under=6a543e ring=d8bc7c eye=1c1816 body=2a2624"),
        (
            mark("suffuse", "fh", "shine", start=0.25, end=0.72, blur=0.12, strength=0.75, side="d"),
            mark("suffuse", "fh", "dark", end=0.14, blur=0.06, strength=0.8),
            mark("margin", "f", "dark", width=0.16, apex=0.9, blur=0.012, side="d", costa=0.025),
            mark("margin", "h", "dark", width=0.11, blur=0.014, side="d"),
            mark("spots", "f", "mark", u=0.9, radius=0.013, spaces=(0, 1, 2, 3, 4)),
            mark("band", "fh", "ring", u=0.93, width=0.02, side="v"),
            mark("eyes", "fh", "ring eye under mark", u=0.7, radius=0.085, spaces=(2, 4, 5), sizes=[1, 0.8, 0.7], shares=_EYE, side="v"),
            mark("band", "fh", "ring", u=0.36, width=0.025, jag=0.01, side="v"),
        ),
        (
            species("caerulea", "(Marsh, 1780)", "", "dark=2a1e18"),
            species("opalina", "Rothwell, 1889", "ground=a8d4e0 shine=e4f4f4 dark=4a4e54"),
            species("achillea", "(Tolland, 1758)", "ground=241e1e shine=3c84d8"),
        ),
        Body(0.5, 0.050, "club", 0.38, 0.5),
    ),
    Genus(
        "Satyrella", "Nymphalidae", "Satyrinae", 46, shapes.BRUSHFOOT_FORE, replace(shapes.BRUSHFOOT_HIND, scallop=0.014),
        palette("ground=5f4632 bandc=b8763a dark=241c17 eye=1f1916 pupil=f4f2ea ring=dca658 under=8a7350 body=4e3c2c fringe=b8a58a"),
        (
            mark("suffuse", "fh", "dark", end=0.4, blur=0.12, strength=0.45),
            mark("band", "f", "bandc", u=0.78, width=0.17, bow=-0.2, wave=0.012, jag=0.008, blur=0.01, start=0.05),
            mark("band", "h", "bandc", u=0.77, width=0.15, bow=-0.2, wave=0.014, jag=0.008, blur=0.012, start=0.15),
            mark("eyes", "f", "ring eye pupil", u=0.77, radius=0.042, spaces=(1, 4), sizes=[1.1, 0.8], shares=[1.0, 0.78, 0.24]),
            mark("eyes", "h", "ring eye pupil", u=0.78, radius=0.03, spaces=(2, 3, 4, 5), sizes=[0.5, 0.8, 1, 0.6], shares=[1.0, 0.76, 0.26]),
            mark("band", "fh", "dark", u=0.95, width=0.018),
            mark("band", "h", "dark", u=0.55, width=0.02, wave=0.015, jag=0.015, side="v"),
            mark("speckle", "h", "dark fringe", count=1800, radius=0.005, side="v"),
            mark("fringe", "fh", "fringe", width=0.014),
        ),
        (
            species("jurtinella", "(Marsh, 1758)", "", "bandc=d89a4c"),
            species("alpina", "Petherick, 1848", "ground=3c2c24 bandc=a04a28 ring=a04a28"),
            species("galathina", "(Orde, 1790)", "ground=8a7a60 bandc=efe6cc ring=dcd0b0"),
            species("semelina", "Lidd, 1884", "ground=7c6448 bandc=dcae68 under=9a9080"),
            species("hyperantella", "(Ferrar, 1771)", "ground=453428 bandc=4a382c ring=d0b070"),
        ),
        Body(0.58, 0.063, "club", 0.44, 0.8),
    ),
    Genus(
        "Danaella", "Nymphalidae", "Danainae", 88, replace(shapes.LONGWING_FORE, cell=0.6), replace(shapes.BRUSHFOOT_HIND, scallop=0.008),
        palette("ground=d6741e dark=1a1614 mark=f4f2ea under=e0a860 body=1a1816"),
        (
            mark("veins", "fh", "dark", width=0.016, flare=1.3),
            mark("margin", "f", "dark", width=0.11, apex=2.2, reach=0.5, costa=0.02),
            mark("margin", "h", "dark", width=0.11),
            mark("macules", "f", "mark", u=0.74, length=0.1, spaces=(0, 1, 2), gap=0.2),
            mark("spots", "fh", "mark", u=0.925, radius=0.012, shift=-0.22),
            mark("spots", "fh", "mark", u=0.925, radius=0.012, shift=0.22),
            mark("spots", "fh", "mark", u=0.972, radius=0.007, shift=0.22),
            mark("spots", "h", "dark", u=0.58, radius=0.022, spaces=(5,), shift=-0.3, sex="m", side="d"),
        ),
        (
            species("plexippella", "(Tolland, 1758)"),
            species("chrysippina", "(Marsh, 1766)", "ground=c8782c mark=f6f4ee"),
            species("limniacea", "Brenner, 1849", "ground=b4d0cc under=c8d4c4 mark=b4d0cc"),
            species("eucharina", "Wexham, 1867", "ground=8a3a1c mark=e8c890"),
        ),
        Body(0.58, 0.063, "club", 0.4, 0.3),
    ),
)  # fmt: skip
