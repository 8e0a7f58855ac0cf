"""Build a messy media library to try planfile on: small sparse files, real-world names.

    python examples/sample_library.py FOLDER

The same files, contents, modes and times on every machine and every run.
"""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Iterator

LIBRARY = r"""
# A season pack of the scene, with everything such packs bring along.
Downloads/Silicon.Valley.S01.1080p.BluRay.x264-ROVERS/
  silicon.valley.s01e{01-08}.1080p.bluray.x264-rovers.mkv
  silicon.valley.s01e{01-08}.1080p.bluray.x264-rovers.nfo
  rovers.sfv
  RARBG.txt
Downloads/Silicon.Valley.S01.1080p.BluRay.x264-ROVERS/Sample/
  silicon.valley.s01e01.1080p.bluray.x264-rovers.sample.mkv
Downloads/Silicon.Valley.S01.1080p.BluRay.x264-ROVERS/Subs/silicon.valley.s01e01.1080p.bluray.x264-rovers/
  2_English.srt
  3_German.srt
Downloads/Silicon.Valley.S01.1080p.BluRay.x264-ROVERS/Subs/silicon.valley.s01e02.1080p.bluray.x264-rovers/
  2_English.srt

# Episodes of one show, scattered and named by different people.
Downloads/
  Silicon.Valley.S02E01.Sand.Hill.Shuffle.720p.HDTV.x264-KILLERS.mkv
  Silicon.Valley.S02E01.Sand.Hill.Shuffle.720p.HDTV.x264-KILLERS.en.srt
  silicon valley 2x02 - runaway devaluation.avi
  Silicon Valley - s02e03 - Bad Money [WEBDL-1080p].mkv
  Silicon Valley - s02e03 - Bad Money [WEBDL-1080p].pt-BR.forced.srt
  Thumbs.db
  www.example-torrents.com.url
  unfinished.film.2019.mkv.part
  some.show.S01E01.mkv.!qB

# Double episodes, specials, daily and anime.
Downloads/Stargate.SG-1/
  Stargate SG-1 - S01E01E02 - Children of the Gods.avi
  Stargate SG-1 - S01E03 - The Enemy Within.avi
  Stargate.SG-1.S07E21-E22.Lost.City.DVDRip.XviD.avi
  Stargate SG-1 - S00E01 - Behind the Mythology.avi
Downloads/late night/
  The.Daily.Show.2016.05.03.Guest.Name.720p.WEB.x264.mkv
  The.Daily.Show.2016.05.04.Another.Guest.720p.WEB.x264.mkv
Anime/[SubGroup] Cowboy Bebop [BD 1080p]/
  [SubGroup] Cowboy Bebop - {01-05} [BD 1080p][0A1B2C3D].mkv
  [SubGroup] Cowboy Bebop - 01 [BD 1080p][0A1B2C3D].ass
Anime/[SubGroup] Cowboy Bebop [BD 1080p]/Extras/
  [SubGroup] Cowboy Bebop - NCOP [BD 1080p][55AA55AA].mkv
Anime/進撃の巨人/
  進撃の巨人 S01E01.mkv
  進撃の巨人 S01E02.mkv

# Titles that are numbers, remakes, years in titles, editions.
Movies unsorted/
  2012.2009.1080p.BluRay.x264.mkv
  1917 (2019).mkv
  300.2006.DVDRip.XviD.avi
  Blade.Runner.1982.The.Final.Cut.1080p.BluRay.mkv
  Blade.Runner.2049.2017.2160p.UHD.BluRay.x265.mkv
  Dune.1984.mkv
  Dune.Part.One.2021.2160p.WEB-DL.mkv
  The.Thing.1982.mkv
  The.Thing.2011.mkv
  2001.A.Space.Odyssey.1968.mkv
  Se7en.1995.mkv
  Ocean's Eleven (2001) [1080p].mp4
  Ocean's Eleven (2001) [1080p].eng.srt
  Amélie (2001).mkv
  Amélie (2001)-poster.jpg
  Дурак.2014.WEB-DL.1080p.mkv
  千と千尋の神隠し (2001).mkv
  Caf\xe9 Society (2016).mkv

# A release folder with its companions, extras and a trailer beside it.
Movies unsorted/Heat.1995.Remastered.1080p.BluRay.x264-GROUP/
  Heat.1995.Remastered.1080p.BluRay.x264-GROUP.mkv
  Heat.1995.Remastered.1080p.BluRay.x264-GROUP.nfo
  Heat.1995.Remastered.1080p.BluRay.x264-GROUP.idx
  Heat.1995.Remastered.1080p.BluRay.x264-GROUP.sub
  heat-trailer.mkv
  poster.jpg
  fanart.jpg
Movies unsorted/Heat.1995.Remastered.1080p.BluRay.x264-GROUP/Featurettes/
  The Making of Heat.mkv
  Pacino and De Niro.mkv
Movies unsorted/Heat.1995.Remastered.1080p.BluRay.x264-GROUP/Proof/
  heat-proof.jpg

# Two parts of one film, and two discs of another.
Movies unsorted/Gettysburg.1993.DVDRip/CD1/
  gettysburg.1993.cd1.avi
Movies unsorted/Gettysburg.1993.DVDRip/CD2/
  gettysburg.1993.cd2.avi
Discs/Alien (1979)/BDMV/
  index.bdmv
  MovieObject.bdmv
Discs/Alien (1979)/BDMV/STREAM/
  {00000-00003}.m2ts
Discs/Alien (1979)/BDMV/PLAYLIST/
  00000.mpls
Discs/Alien (1979)/CERTIFICATE/
  id.bdmv
Discs/Casablanca.1942/VIDEO_TS/
  VIDEO_TS.IFO
  VTS_01_0.IFO
  VTS_01_{1-3}.VOB

# A part of the library that is already right.
TV Shows/Breaking Bad (2008)/
  tvshow.nfo
  poster.jpg
TV Shows/Breaking Bad (2008)/Season 01/
  Breaking.Bad.S01E{01-07}.720p.BluRay.mkv
  Breaking.Bad.S01E01.720p.BluRay.en.srt
TV Shows/Breaking Bad (2008)/Season 02/
  Breaking.Bad.S02E01.720p.BluRay.mkv
Movies/The Matrix (1999)/
  The Matrix (1999).mkv
  The Matrix (1999).en.srt
  The Matrix (1999).nfo
Movies/The Matrix (1999)/Extras/
  Bullet Time.mkv

# More of a show that has its folder already, and what nobody can tell.
Incoming/
  breaking.bad.s02e02.720p.bluray.mkv
  Breaking.Bad.S02E03.720p.BluRay.mkv
  video_2019-08-14.mp4
  xyz.mkv
  notes.txt
  home movie from the lake.mov
  soundtrack.flac
  latest.mkv -> ../Movies/The Matrix (1999)/The Matrix (1999).mkv
  broken link -> nowhere
  Se7en.1995.copy.mkv = Movies unsorted/Se7en.1995.mkv

# Folders that hold nothing, and folders that belong to the system.
Incoming/empty/
Incoming/New folder/New folder (2)/
Incoming/@eaDir/xyz.mkv/
  SYNOVIDEO_VIDEO_SCREENSHOT.jpg
#recycle/
  deleted.film.2001.mkv
"""
"""Folders end in "/", names below them are indented. {01-08} counts, "->" is a symlink,
"=" a hard link to another path of this library, \\xe9 a byte that is not UTF-8."""

RANGE = re.compile(r"\{(\d+)-(\d+)\}")
BYTE = re.compile(rb"\\x([0-9a-f]{2})")
VIDEOS = (b".mkv", b".avi", b".mp4", b".mov", b".m2ts", b".vob")
OLDEST = 1_230_768_000  # 2009-01-01
SPAN = 15 * 365 * 86_400
SECOND = 1_000_000_000
FILE_MODES = (0o644, 0o644, 0o664, 0o600, 0o444, 0o755)
FOLDER_MODES = (0o755, 0o755, 0o775, 0o700)


def paths(text: str = LIBRARY) -> Iterator[bytes]:
    """Every path of the listing, folders with a "/" at the end, ranges counted out."""
    folder = ""
    for line in text.splitlines():
        if line.startswith("# ") or not line.strip():
            continue
        if line.startswith("  "):
            for name in counted(line.strip()):
                yield as_bytes(folder + name)
        else:
            folder = line.strip()
            yield as_bytes(folder)


def counted(name: str) -> list[str]:
    """The names that a {01-08} in a name stands for."""
    found = RANGE.search(name)
    if not found:
        return [name]
    first, last = found.groups()
    numbers = range(int(first), int(last) + 1)
    return [RANGE.sub(f"{n:0{len(first)}}", name, count=1) for n in numbers]


def as_bytes(path: str) -> bytes:
    r"""The name on the disk: UTF-8, and \xe9 as that byte."""
    return BYTE.sub(lambda found: bytes([int(found[1], 16)]), path.encode("utf-8"))


def build(root: str) -> int:
    """Build the library in an empty or new folder; the result counts its files.

    Raises:
        FileExistsError: The folder holds something.
    """
    top = os.fsencode(root)
    os.makedirs(top, exist_ok=True)
    if os.listdir(top):
        raise FileExistsError(root)
    folders = {top}
    count = 0
    for path in paths():
        link = path.partition(b" -> ")[0].partition(b" = ")[0]
        folder, _, name = link.rpartition(b"/")
        os.makedirs(os.path.join(top, folder), exist_ok=True)
        while folder:
            folders.add(os.path.join(top, folder))
            folder = folder.rpartition(b"/")[0]
        if name:
            make(top, path)
            count += 1
    for folder in sorted(folders, key=len, reverse=True):  # deepest first: times last
        settle(folder, folder[len(top) :], FOLDER_MODES)
    return count


def make(top: bytes, path: bytes) -> None:
    """One file, symlink or hard link."""
    link, arrow, target = path.partition(b" -> ")
    if arrow:
        os.symlink(target, os.path.join(top, link))
        settle(os.path.join(top, link), path, ())
        return
    twin, equals, original = path.partition(b" = ")
    if equals:
        os.link(os.path.join(top, original), os.path.join(top, twin))
        return
    with open(os.path.join(top, path), "wb") as file:
        file.write(b"sample of " + path + b"\n")
        file.truncate(size_of(path))
    settle(os.path.join(top, path), path, FILE_MODES)


def size_of(path: bytes) -> int:
    """Megabytes for videos (with a hole, so that they cost nothing), else little."""
    number = number_of(path)
    if b"sample" in path.lower():
        return 40_000 + number % 20_000
    if path.lower().endswith(VIDEOS):
        return 700_000 + number % 4_000_000
    return 500 + number % 5_000


def settle(full: bytes, path: bytes, modes: tuple[int, ...]) -> None:
    """Give a file or folder the mode and the time that its path stands for."""
    number = number_of(path)
    if modes:
        os.chmod(full, modes[number % len(modes)])
    time = (OLDEST + number % SPAN) * SECOND + number % SECOND
    os.utime(full, ns=(time, time), follow_symlinks=False)


def number_of(path: bytes) -> int:
    """A number that a path always has."""
    return int.from_bytes(hashlib.sha256(path).digest()[:7], "big")


def main(arguments: list[str]) -> int:
    """Build the library in the folder that the command line names."""
    if len(arguments) != 1:
        print("usage: python examples/sample_library.py FOLDER", file=sys.stderr)
        return 64
    try:
        count = build(arguments[0])
    except FileExistsError:
        print(f"error: {arguments[0]} is not empty", file=sys.stderr)
        return 3
    print(f"{count} files in {arguments[0]}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
