"""Words that tell of a release, not of a story: one table per strength.

A row is `idea | value | spellings | example`. Spellings are lower case, separated by
commas; a space in one stands for any separator ("web dl" is WEB-DL, WEB.DL, Web DL).
"""

from __future__ import annotations

# Tags wherever they stand: no title needs these words.
STRONG = """
source | BluRay | bluray, blu ray, bdrip, bd rip, brrip, br rip, bdmux, brmux, bdscr,
    bdr | Late.Tide.2011.BDRip
source | BluRay | blurayrip, bdripmux, brripmux, bluraydisc, uhdrip, uhdbdrip, uhdbd,
    wbbrip | Late.Tide.UHDRip
source | BluRay | bd5, bd9, bd25, bd50, bdmv, uhd bluray, uhd blu ray, 4kbluray |
    Late.Tide.BD50
source | REMUX | remux, bdremux, uhdremux, blurayremux, bd remux, dvdremux |
    Late.Tide.2160p.REMUX
source | HD-DVD | hddvd, hddvdrip, hd dvd, hd dvdrip | Late.Tide.HDDVD
source | DVD | dvdrip, dvd rip, dvdscr, dvd scr, dvdscreener, dvdr, dvd r, dvd5, dvd9 |
    Late.Tide.DVDRip
source | DVD | dvdmux, dvdripmux, dvdivx, dvdfull, full dvd, dvd full, predvd,
    predvdrip, hqdvd, vcd, svcd, kvcd, xvcd | Late Tide FULL DVD
source | WEB | web dl, webdl, webrip, web rip, webdlrip, web dlrip, web dl rip |
    Late.Tide.WEB-DL
source | WEB | webmux, dlmux, webdlmux, webhd, webuhd, webhdrip, webcap, web cap,
    hdwebrip | Late.Tide.WEBMux
source | HDTV | hdtv, hdtvrip, hdtv rip, ahdtv, uhdtv, pdtv, dsr, dsrip, dthrip, tvrip,
    tv rip | Late.Tide.PDTV
source | HDTV | dtvrip, satrip, sat rip, dvbrip, dvb rip, dvbt, dvbs, iptvrip, iptv,
    vodrip, sdtv | Late.Tide.SATRip
source | HDTV | vhsrip, vhs rip, ppvrip, tvmux, tvdub, tvcap, ldtv, dvb, tv dub |
    Late.Tide.VHSRip
source | CAM | camrip, cam rip, hdcam, hd cam, telesync, hdts, hd ts, hqcam, tsrip,
    telecine | Late.Tide.HDCAM
source | CAM | hdtc, hd tc, tcrip, workprint, pdvd, pdvdrip, hqhdts, dvdts |
    Late.Tide.TELESYNC
source | HDRip | hdrip, hd rip, hdlight, hd light, 4klight, uhdlight, microhd, mhd,
    mhdrip | Late.Tide.HDLight
codec | H.264 | x264, h264, h 264, x 264, avchd, avc1, h264p, x264p | Late.Tide.H.264
codec | H.265 | x265, h265, h 265, x 265, hevc, hevc10, x265hevc | Late.Tide.HEVC
codec | other | av1, vp9, vc1, vc 1, mpeg2, mpeg 2, mpg2, h262, h 262, rv10, mpeg4 |
    Late.Tide.VC-1
codec | container | mkv, mp4, avi, wmv, m4v, rmvb | Late Tide MP4
codec | XviD | xvid, xvidvd, divx, divx5, divx6, dvix | Late.Tide.XviD
audio | AAC | aac, heaac, he aac, aaclc, aac lc, qaac | Late.Tide.AAC-LC
audio | AC3 | ac3, ac3d, eac3, e ac3, e ac 3, ac 3, ac3md, ac3ld, ac3dub |
    Late.Tide.E-AC-3
audio | AC3 | dd51, dd5 1, dd 5 1, dd2 0, dd20, ddp, ddp5 1, ddp51, ddp 5 1, ddpa |
    Late.Tide.DD5.1
audio | DTS | dts, dtshd, dts hd, dts x, dtsx, dtshdma, dts es, dtsma, dtsrip, dts hdma,
    dtsex | Late.Tide.DTS-HD
audio | lossless | truehd, true hd, flac, flacx2, lpcm, atmos, vorbis, mp3 |
    Late.Tide.TrueHD
resolution | HD | hi10p, hi10, hi444pp, fullhd, full hd, 4kuhd, uhd4k, uhd, ultrahd |
    Late Tide Hi10P
colour | HDR | hdr10, hdr10plus, hdr, dovi, dolby vision, hlg, dvhdr | Late.Tide.DoVi
service | stream | amzn, hmax, dsnp, dsny, hulu, atvp, pcok, pmtp, sonyliv, hotstar,
    blutv | Late.Tide.AMZN
service | stream | itunes, ituneshd, hditunes, netflixuhd, netflixhd, ithd, zee5, all4,
    natg | Late.Tide.iTunesHD
fix | repack | repack, repack2, rerip, nfofix, dirfix, samplefix, prooffix, readnfo,
    syncfix | Late.Tide.REPACK
language | French | truefrench, vostfr, subfrench, vff, vfq, vost, fastsub, vosten, vf2,
    multivff | Late.Tide.TRUEFRENCH
language | Multi | multisubs, multisub, multi subs, multi sub, dual audio, dualaudio,
    multi audio | Late.Tide.Dual-Audio
language | Multi | multi lang, triple audio, quad audio, multiple subtitle, multiple
    subtitles | Late Tide (Triple Audio)
language | Subs | hardsub, hardsubs, hardsubbed, softsub, softsubs, esub, esubs, msub,
    msubs | Late.Tide.ESubs
language | Subs | engsub, engsubs, hebsubs, nlsubs, nlsub, swesub, swesubs, dksubs,
    plsub, plsubs | Late.Tide.SweSub
language | Subs | korsub, korsubs, subita, sub ita, legendado, dublado, custom subbed,
    subpack, rusub | Late.Tide.Legendado
language | Dub | pldub, pldubbed, dubpl, lektor, lektorpl, ukrdub, funidub, engdub,
    hindidub, nordicsubs | Late.Tide.PLDUB
site | junk | rartv, rarbg, eztv, ettv, xpost, asrequested, obfuscated, scnzbefnet,
    newpct | Late.Tide.S01E02[rartv]
"""

# Tags when nothing but tags, a year or the end follows: titles use them too.
TRAILING = """
source | WEB | web, webtv, vod, ppv | Late.Tide.WEB.x264
source | DVD | dvd, screener, scr, r5 | Late.Tide.R5
source | HDTV | hd, sd, fhd, ts, tc, md, ld, cam, hdcam, hq, vhs, hdtv | Late.Tide.CAM
source | BluRay | bd, bluray3d | Late Tide BD 720p
resolution | 4K | 4k, 8k, sbs, hsbs, half sbs, half ou, h sbs, h ou, hou, full sbs |
    Late.Tide.2011.Half-SBS
edition | Extended | version longue, versione estesa, versión extendida, langfassung,
    extended fassung, kinofassung, extended, extended cut, extended edition, extended
    version, long version | Late.Tide.EXTENDED.2011
edition | Director's Cut | directors cut, director's cut, director’s cut, director cut,
    directors edition | Late Tide Director's Cut
edition | Unrated | unrated, uncut, uncensored, unrated edition, unrated cut, unrated
    version, unzensiert | Late.Tide.UNCUT.2011
edition | Theatrical | theatrical, theatrical cut, theatrical edition, theatrical
    version | Late Tide Theatrical Cut
edition | Remastered | remastered, 4k remastered, restored, remaster, restauriert,
    upscaled, regraded | Late.Tide.REMASTERED
edition | Special Edition | special edition, limited edition, anniversary edition,
    collectors edition | Late Tide 10th Anniversary Edition
edition | Special Edition | collector's edition, ultimate edition, criterion edition,
    deluxe edition, redux | Late.Tide.Ultimate.Edition
edition | Special Edition | justice is gray edition, black and chrome, black and
    chrome edition, black chrome edition, noir edition | Late Tide Noir Edition
edition | Special Edition | final cut, the final cut, ultimate cut, special edition
    remastered, criterion collection, criterion | Late Tide Final Cut
edition | Special Edition | diamond edition, signature edition, platinum edition, gold
    edition, definitive edition, complete edition | Late.Tide.Diamond.Edition
edition | IMAX | the imax experience, imax, imax edition, imax enhanced | Late.Tide.IMAX
edition | Special Edition | rogue cut, extended rogue cut, assembly cut, edition, 2in1,
    3in1, hybrid, ultimate edition cut | Late.Tide.Rogue.Cut
edition | Fan Edit | fan edit, fanedit, fan cut, fancut, despecialized | Late Tide
    FanEdit
edition | Alternate | alternate cut, alternative cut, alternate ending, alternative
    version, open matte, recut | Late Tide Open Matte
pack | full | full movie, full film, film complet, película completa, ganzer film |
    Late Tide Full Movie 2011
fix | fix | proper, internal, limited, retail, stv, readnfo, read nfo, nfo fix, proof,
    ltd | Late.Tide.LIMITED.BDRip
pack | complete | batch, complete, the complete, integrale, intégrale |
    Late.Tide.COMPLETE.DVDRip
pack | complete | l'intégrale, boxset, box set | Late Tide Box Set
pack | complete | completa, komplett, complète, compleet | Late Tide Completa
pack | show | complete series, the complete series, komplette serie, die komplette
    serie, serie completa, série complète, all seasons, season pack | Late Tide
    Complete Series
pack | show | complete series movie, complete series movies, complete series and movie,
    complete series and movies, complete series specials, complete series extras,
    complete tv series, the complete tv series, full series, entire series, series
    complete, seasons complete, the complete box set |
    Late Tide Complete Series + Movie
pack | show | series movie, series movies, series movies specials, series specials,
    series ova, series ovas | Late Tide (Series+Movies+Specials)
pack | show | limited series, limited event series, event series, tv miniseries |
    Late Tide (Limited Series)
pack | show | miniseries, the miniseries, the mini series, miniserie, mini series, mini
    serie, tv mini series, tv series | Late.Tide.MiniSeries.2011
pack | set | collection, complete collection, movie collection, complete movie
    collection | Late Tide Collection
pack | type | アニメ, ドラマ, 动漫, 国漫, 动画, 電影, 电影, 电视剧 | (アニメ) Late Tide
pack | type | doku, docu, documentary | Late.Tide.DOCU.720p
language | language | french, german, english, italian, spanish, castellano, español,
    espanol, russian, rus | Late.Tide.German.720p
language | language | eng, ger, deu, fre, fra, ita, spa, esp, jpn, japanese, korean,
    chinese, mandarin, cantonese | Late Tide ITA ENG
language | language | hindi, tamil, telugu, malayalam, kannada, bengali, punjabi,
    polish, pl, polski, dutch, nl | Late Tide Hindi
language | language | swissgerman, austrian, flemish, swedish, danish, norwegian,
    nordic, finnish, portuguese, brazilian, pt br, czech, cz | Late.Tide.FLEMISH
language | language | hungarian, hun, romanian, ukrainian, ukr, turkish, greek, hebrew,
    arabic, thai, vietnamese | Late.Tide.UKR
language | language | urdu, marathi, gujarati, farsi, persian, bulgarian, serbian,
    croatian, slovak, slovenian, lithuanian, latvian, estonian, icelandic, indonesian,
    tagalog, malay | Late.Tide.Urdu.720p
language | Multi | multi, dual | Late.Tide.MULTi
language | language | dubbed, subbed, subtitled, subs, dub, bilingual, vo, vf, deutsch,
    francais, français, quebec | Late.Tide.Dubbed
language | language | ntsc, pal, secam, dl, kor, jap, chi, por, swe, nor, dan, fin,
    vlaams, catalan, latino, castilian | Late.Tide.PAL.DVDR
"""

# Tags only inside brackets or after a sure tag: everyday words and short codes.
FAINT = """
source | source | tv, dtv, disc, disk, line, rip, tvr, bs11, mbs, baha, at x, mx | [BD
    TV]
resolution | resolution | 720, 1080, 480, 576, 540, 2160, 3d, 2d, hi, sdr, qhd | [1080]
codec | codec | avc, nvenc, hybrid, dxva, x, h | [AVC]
audio | audio | dd, ma, hra, opus, ogg, dolby, digital, stereo, mono, audio, ex,
    surround, auds, sub, ch | [Stereo]
colour | colour | dv, vision, bit, bits | [DV]
service | stream | nf, netflix, amazon, disney, max, hbo, itv, cbs, nbc, cw, pbs, stan,
    cr, crunchyroll, funi, red, ip, ae, cc, apple, hallmark, paramount | [NF]
fix | fix | real, sample, int, final, fixed, batch, custom, v2, v3, v4, nfo, fix, by,
    p2p, xxx, end, uncensored, pack, full, extras | [Final]
edition | edition | dc, se, ce, version, cut, anniversary, special, widescreen, ws, fs,
    fullscreen, director, director's | [DC]
language | language | en, de, fr, it, ru, es, pt, br, sv, da, no, fi, jp, ja, tam, tel,
    hin, mal, kan, pol, gr, cht, chs, gb, big5, raw, hc, forced, ml, vose, org, jptc,
    jpsc | [ENG+RU]
size | size | mb, gib, mib, tb, kbps, mbps, fps, kbit, kb | [1400 MB]
"""
