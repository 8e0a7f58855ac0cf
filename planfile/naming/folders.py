"""What a folder's name says about its part in a library, by word tables.

A generic folder (`Downloads`, `1080p`, `A-F`) names nothing that is in it; a section
(`TV Shows`, `Films`) names a kind; a support folder (`Subs`, `Screens`) belongs to the
folder above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache

from planfile.naming.extras import extra_folder
from planfile.naming.roles import picture_folder, sample_folder


class Sort(StrEnum):
    """What a folder is, as far as its name alone tells."""

    NAMED = "named"
    GENERIC = "generic"
    SHOWS = "shows"
    MOVIES = "movies"
    SUBS = "subs"
    EXTRAS = "extras"
    SAMPLE = "sample"
    PICTURES = "pictures"
    PART = "part"
    COLLECTION = "collection"
    UNFINISHED = "unfinished"


_SHOWS = """tv;tv shows;tv show;tvshows;tv series;tv-shows;tv-series;shows;
    series;serien;television;séries;series tv;serie tv;serie;seriale;сериалы;
    tv programs;tv programmes;anime;animes;anime series;anime shows;anime tv;
    cartoons;tv cartoons;kids tv;kids shows;documentary series;docuseries;
    miniseries;mini-series;mini series;tv anime;k-drama;kdrama;kdramas;k-dramas;
    jdrama;dramas;telenovelas;sitcoms;soaps;tv-serien;fernsehserien;tv archive;
    tv_shows;tv library;my shows;my series;episodes;tv hd;tv 4k;uhd tv;
    season packs"""
_MOVIES = """movies;movie;films;film;filme;filmes;películas;peliculas;cinema;
    kino;фильмы;movie collection;my movies;hd movies;4k movies;movies 4k;
    movies hd;movies uhd;uhd movies;kids movies;family movies;anime movies;
    foreign movies;foreign films;documentary films;movie library;feature films;
    movies 1080p;movies 720p;short films;movies-4k;films 4k;spielfilme;elokuvat;
    filmer;filmy;cine;movie archive;movies_hd;movies_4k;christmas movies"""
_GENERIC = """downloads;download;downloaded;complete;completed;finished;done;
    torrents;torrent;usenet;nzb;sabnzbd;nzbget;deluge;transmission;qbittorrent;
    rtorrent;utorrent;jdownloader;new;new stuff;unsorted;to sort;tosort;sort;
    sort me;sort this;sorting;misc;miscellaneous;stuff;random;old;old stuff;
    archive;archives;backup;backups;bak;temp;tmp;incoming;inbox;media;medien;
    video;videos;vids;library;data;share;shared;public;storage;external;usb;hdd;
    ssd;nas;disk;drive;mnt;volume;import;imports;imported;export;staging;seeding;
    seeds;seed;watched;unwatched;to watch;towatch;watchlist;watch;not watched;
    seen;favorites;favourites;keep;various;mixed;other;others;rest;rename;renamed;
    unknown;recordings;recorded;recorded tv;dvr;pvr;tivo;captures;desktop;
    documents;home;user;users;untitled folder;kids;family;mine;files;from friend;
    from work;from usb;ripped;rips;dvd rips;dvdrips;encodes;encoded;handbrake;
    makemkv;converted;transcoded;dvds;dvd;blu-rays;bluray;blurays;blu-ray;bd;
    bdrip;remux;remuxes;uhd;4k;hd;sd;fhd;3d;hdr;1080p;720p;2160p;480p;576p;x264;
    x265;hevc;h264;web-dl;webrip;hdtv;mkv;mp4;avi;iso;isos;dubbed;subbed;multi;
    raw;raws;batch;batches;releases;scene;p2p;web;requests;ongoing;
    finished airing;airing;current;ended;classics;new releases;recently added;
    latest;todo;quarantine;duplicates;dupes;trash;recycle;lost files;recovered;
    found;copy;drop;dropbox;action;adventure;animation;animated;comedy;comedies;
    crime;documentary;documentaries;docs;drama;fantasy;horror;musical;musicals;
    mystery;romance;sci-fi;scifi;science fiction;thriller;thrillers;war;western;
    westerns;biography;history;sport;sports;noir;stand-up;standup;stand up;
    english;german;deutsch;french;spanish;italian;hindi;japanese;korean;chinese;
    russian;foreign;international;bollywood;hollywood;asian;european;british;us;
    uk;christmas;holiday;halloween;a;part"""
_GENERIC_PATTERN = re.compile(
    r"^(?:[a-z0-9#]|[a-z0-9#]\s?(?:-|–|to)\s?[a-z0-9#]|\d{3,4}p|(?:19|20)\d0'?s|\d{2}s|"
    r"new folder(?: ?\(\d+\))?|untitled folder(?: \d+)?|(?:disk|disc|drive|hdd|usb|"
    r"volume|share|nas|vol|archive|backup|download|downloads|batch|misc|unsorted|temp|folder|"
    r"old|stuff|media|dump|sort|seedbox|box|server|data|storage|raid|pool|mnt)"
    r"[ ._-]?(?:\d{1,3}|old|new|[a-d]|backup|hdd|drive|dump)?|"
    r"(?:(?:my|the|all|old|new|more|some|from|various|unsorted|other|random|misc|watched|"
    r"downloaded|finished|completed)[ ._-]+)+(?:movies?|films?|shows?|tv|series|"
    r"videos?|media|downloads?|stuff|files|torrents?|anime|disk|drive|hdd|laptop|pc|phone|backup|"
    r"rips|dump)|(?:19|20)\d\d-\d\d(?:-\d\d)?|@\w+|#\w+)$",
)
_SUBS = """subs;sub;subtitles;subtitle;subtitulos;subtítulos;untertitel;
    sous-titres;sottotitoli;legendas;vobsubs;vobsub;napisy;субтитры;srt;subs_eng;
    english subs;eng subs;subtitles_eng;idx"""
_UNFINISHED = re.compile(r"^(?:\.?incomplete|_unpack_.*|_failed_.*|__admin__|partial)$")
_COLLECTION = re.compile(
    r"(?:^|[\s._(\[-])(?:collections?|trilogy|quadrilogy|tetralogy|pentalogy|hexalogy|"
    r"duology|dilogy|saga(?![ ._-]*(?:\d|\((?:19|20)\d\d\)))|"
    r"anthology|box ?set|filmography|filmographie|franchise|"
    r"sammlung|all movies|complete films|movie series|film series|double feature|"
    r"colecci[oó]n|trilogie|trilogia|reihe|kollektion|(?:the )?complete movies|"
    r"\d{1,2}[ -]?(?:movies?|films?|movie pack|film pack)|movie pack|imdb top \d+|"
    r"top \d{2,3})(?=$|[\s._)\]-])",
    re.IGNORECASE,
)
_PART = re.compile(
    # "CD1", "Disc 2", "DVD 1", "Disk_A": one of several pieces of the same thing.
    r"^(?:cd|dis[ck]|dvd|blu-?ray|bd|d|part|pt|side|volume|vol)[ ._-]?"
    r"(\d{1,2}|[a-d])(?:[ ._-]of[ ._-]\d+)?$",
)


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split(";"))


_TABLE: dict[str, Sort] = {
    **dict.fromkeys(_words(_GENERIC), Sort.GENERIC),
    **dict.fromkeys(_words(_SHOWS), Sort.SHOWS),
    **dict.fromkeys(_words(_MOVIES), Sort.MOVIES),
    **dict.fromkeys(_words(_SUBS), Sort.SUBS),
}


_QUESTIONS: tuple[tuple[Sort, Callable[[str], object]], ...] = (
    (Sort.SAMPLE, sample_folder),
    (Sort.PICTURES, picture_folder),
    (Sort.EXTRAS, extra_folder),
    (Sort.PART, lambda name: _PART.match(name.lower().strip())),
    (Sort.UNFINISHED, lambda name: _UNFINISHED.match(name.lower())),
    (Sort.GENERIC, lambda name: _GENERIC_PATTERN.match(name.lower().strip(" _!"))),
    (Sort.COLLECTION, _COLLECTION.search),
)


@lru_cache(maxsize=65536)
def folder_sort(name: str) -> Sort:
    """What a folder of that name is.

    >>> folder_sort("TV Shows"), folder_sort("New Folder (2)"), folder_sort("Fargo")
    (<Sort.SHOWS: 'shows'>, <Sort.GENERIC: 'generic'>, <Sort.NAMED: 'named'>)
    """
    key = name.lower().strip(" !_[]{}+~")
    found = _TABLE.get(key) or _TABLE.get(key.replace("_", " ").replace(".", " "))
    if found:
        return found
    for sort, means in _QUESTIONS:
        if means(name):
            return sort
    return Sort.NAMED


def part_number(name: str) -> int:
    """Which piece a folder like `CD2`, `Disc B` or `DVD 1` is, 0 for other folders."""
    match = _PART.match(name.lower().strip())
    if not match:
        return 0
    which = match[1]
    return int(which) if which.isdigit() else ord(which) - ord("a") + 1
