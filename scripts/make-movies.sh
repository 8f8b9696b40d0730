#!/usr/bin/env bash
# Makes fixtures/movies: short movie files from ffmpeg's own test sources, no two of the same shape, for the simulator
# and the tests. The movies are committed; run this only to change them. The same ffmpeg gives the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."

out=fixtures/movies
font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
mono=/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf

command -v ffmpeg >/dev/null || { echo "ffmpeg is missing: install it (apt-get install ffmpeg) and try again." >&2; exit 1; }
for f in "$font" "$mono"; do
    [ -r "$f" ] || { echo "The font $f is missing: install fonts-dejavu-core and try again." >&2; exit 1; }
done
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# A band at the bottom with the movie's name and its playing time: what a viewer sees proves which movie plays, and where.
band() { # NAME FONT-SIZE [SECONDS-TO-ADD]
    local margin=$(($2 / 2))
    printf '%s' "drawbox=x=0:y=ih-$(($2 * 2)):w=iw:h=$(($2 * 2)):color=black@0.65:t=fill," \
        "drawtext=fontfile=$font:text='$1':fontsize=$2:fontcolor=white:x=$margin:y=h-$(($2 * 3 / 2))," \
        "drawtext=fontfile=$mono:text='%{pts\:hms\:${3:-0}}':fontsize=$2:fontcolor=white:x=w-tw-$margin:y=h-$(($2 * 3 / 2))"
}

# A decaying note, struck each PERIOD seconds.
pluck() { # FREQUENCY PERIOD
    printf '%s' "0.35*sin(2*PI*$1*t)*exp(-5*mod(t\,$2))"
}

# One encoder thread and no version strings: the bytes depend on the encoder's version alone.
exact=(-fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1)
aac=(-c:a aac -ac 2 -ar 48000 -b:a 56k)
h264() { # BITRATE-K X264-PARAMETERS
    printf '%s\n' -c:v libx264 -preset slow -threads 1 -b:v "$1k" -maxrate "$(($1 * 3 / 2))k" -bufsize "$(($1 * 2))k" \
        -x264-params "$2" -bsf:v filter_units=remove_types=6
}
make() { # FILE FFMPEG-ARGUMENTS
    echo "Making $1" >&2
    ffmpeg -nostdin -v error -y "${@:2}" "${exact[@]}" "$out/$1"
}

# The usual download: moov first, B frames, closed GOPs of exactly 2 s.
mapfile -t video < <(h264 105 keyint=50:min-keyint=50:scenecut=0:bframes=2:b-pyramid=none:open-gop=0)
make harbour.mp4 \
    -f lavfi -i "gradients=size=640x360:rate=25:c0=0x0b2545:c1=0x13315c:c2=0x8da9c4:c3=0xeef4ed:n=4:x0=0:y0=0:x1=640:y1=360:speed=0.012:seed=4,drawbox=x='mod(t*40\,760)-120':y=150:w=120:h=26:color=0xd1495b:t=fill" \
    -f lavfi -i "aevalsrc='$(pluck 220 2)+$(pluck 330 3)|$(pluck 220 2)+$(pluck 277 4)':s=48000" \
    -filter:v "trim=end_frame=1500,$(band HARBOUR 24),format=yuv420p" -filter:a "atrim=end=60" \
    -profile:v main "${video[@]}" "${aac[@]}" -movflags +faststart

# moov last, B frames that others refer to, and a key frame where each scene begins: asked for by time, because x264 takes
# some of these cuts for motion.
mapfile -t video < <(h264 130 keyint=66:min-keyint=12:scenecut=40:bframes=4:b-adapt=2:b-pyramid=normal:ref=4:open-gop=0)
make orchard.mp4 \
    -f lavfi -i "testsrc2=size=426x240:rate=24:duration=5.5[a];
        gradients=size=426x240:rate=24:c0=0x386641:c1=0xa7c957:n=2:x0=0:y0=0:x1=426:y1=240:speed=0.02:seed=2:duration=7[b];
        mandelbrot=size=426x240:rate=24:maxiter=256:start_scale=3:end_scale=0.02:end_pts=300,trim=end_frame=211[c];
        smptehdbars=size=426x240:rate=24:duration=3.25[d];
        gradients=size=426x240:rate=24:c0=0xbc4749:c1=0xf2e8cf:n=2:x0=0:y0=240:x1=426:y1=0:speed=0.02:seed=3:duration=8.5[e];
        testsrc=size=426x240:rate=24:duration=4[f];
        sierpinski=size=426x240:rate=24:seed=5:jump=30,trim=end_frame=200[g];
        [a][b][c][d][e][f][g]concat=n=7:v=1:a=0" \
    -f lavfi -i "aevalsrc='$(pluck 392 1)+$(pluck 494 2)|$(pluck 392 1)+$(pluck 587 4)':s=48000" \
    -filter:v "trim=end_frame=1080,$(band ORCHARD 18),format=yuv420p" -filter:a "atrim=end=45" \
    -force_key_frames 5.5,12.5,21.291667,24.541667,33.041667,37.041667 -profile:v high "${video[@]}" "${aac[@]}"

# Fragments of one GOP each, behind a moov without samples.
mapfile -t video < <(h264 120 keyint=50:min-keyint=50:scenecut=0:bframes=2:open-gop=0)
make signal.mp4 \
    -f lavfi -i "smptehdbars=size=320x180:rate=25,drawgrid=w=40:h=45:t=1:c=white@0.25,drawbox=x='mod(t*80\,320)':y=0:w=5:h=ih:color=white@0.8:t=fill" \
    -f lavfi -i "aevalsrc='0.2*sin(2*PI*1000*t)*lt(mod(t\,2)\,1.5)|0.2*sin(2*PI*1000*t)':s=48000" \
    -filter:v "trim=end_frame=1000,$(band SIGNAL 16),format=yuv420p" -filter:a "atrim=end=40" \
    -profile:v main "${video[@]}" "${aac[@]}" -movflags frag_keyframe+empty_moov+default_base_moof

# Two languages: the English one is a high note each second, the Portuguese one a low note each 2 seconds.
mapfile -t video < <(h264 95 keyint=48:min-keyint=48:scenecut=0:bframes=2:open-gop=0)
make lantern.mp4 \
    -f lavfi -i "gradients=size=426x240:rate=24:c0=0x2b1d0e:c1=0xe0a458:c2=0xffdbb5:n=3:x0=213:y0=0:x1=213:y1=240:speed=0.015:seed=9" \
    -f lavfi -i "aevalsrc='$(pluck 880 1)|$(pluck 880 1)':s=48000" \
    -f lavfi -i "aevalsrc='$(pluck 196 2)|$(pluck 196 2)':s=48000" \
    -map 0:v -map 1:a -map 2:a -filter:v "trim=end_frame=864,$(band LANTERN 18),format=yuv420p" -filter:a "atrim=end=36" \
    -profile:v main "${video[@]}" "${aac[@]}" -movflags +faststart \
    -metadata:s:v handler_name=Picture -metadata:s:a:0 language=eng -metadata:s:a:0 handler_name=English \
    -metadata:s:a:1 language=por -metadata:s:a:1 handler_name=Português \
    -disposition:a:0 default -disposition:a:1 0

# H.265 whose parameter sets stand in the sample entry alone.
make meridian.mp4 \
    -f lavfi -i "testsrc2=size=426x240:rate=25" \
    -f lavfi -i "aevalsrc='$(pluck 262 1)+$(pluck 330 2)|$(pluck 262 1)+$(pluck 392 0.5)':s=48000" \
    -filter:v "trim=end_frame=900,$(band MERIDIAN 18),format=yuv420p" -filter:a "atrim=end=36" \
    -c:v libx265 -profile:v main -preset medium -tag:v hvc1 -b:v 120k -maxrate 180k -bufsize 240k \
    -x265-params "keyint=50:min-keyint=50:scenecut=0:open-gop=0:bframes=3:info=0:pools=1:frame-threads=1:log-level=error" \
    "${aac[@]}" -movflags +faststart

# A frame rate and a sample rate that share no whole number of milliseconds.
mapfile -t video < <(h264 130 keyint=60:min-keyint=60:scenecut=0:bframes=2:open-gop=0)
make quarry.mp4 \
    -f lavfi -i "life=size=80x45:rate=10:mold=12:ratio=0.35:seed=7:death_color=#3d3d3d:life_color=#e9c46a:mold_color=#5c5346,scale=320:180:flags=neighbor,fps=30000/1001" \
    -f lavfi -i "aevalsrc='$(pluck 523 0.5)':s=44100" \
    -filter:v "trim=end_frame=900,$(band QUARRY 16),format=yuv420p" -filter:a "atrim=end=30.03" \
    -profile:v main "${video[@]}" -c:a aac -ac 1 -ar 44100 -b:a 48k

# Cut out of a longer file without encoding again: it begins 1.4 s into a GOP, between two frames that are not key
# frames, so its edit list has to skip what is only there to be decoded. Playing time in the picture is zero where
# the edit list begins and negative before. The sound starts 1.1 s after the picture and ends 2.6 s before it.
mapfile -t video < <(h264 120 keyint=50:min-keyint=50:scenecut=0:bframes=2:open-gop=0)
ffmpeg -nostdin -v error -y \
    -f lavfi -i "mandelbrot=size=320x180:rate=25:maxiter=384:start_scale=3:end_scale=0.01:end_pts=700" \
    -f lavfi -i "aevalsrc='$(pluck 330 1)+$(pluck 415 2)|$(pluck 330 1)+$(pluck 494 4)':s=48000" \
    -filter:v "trim=end_frame=835,$(band TIDAL 16 -3.4),format=yuv420p" -filter:a "atrim=end=26.3,asetpts=PTS+4.5/TB" \
    -profile:v main "${video[@]}" "${aac[@]}" "${exact[@]}" "$work/tidal.nut"
make tidal.mp4 -ss 3.4 -i "$work/tidal.nut" -map 0 -c copy

# A record without a picture, in the brand that music has.
make vinyl.m4a \
    -f lavfi -i "aevalsrc='$(pluck 262 1)+$(pluck 330 2)+0.1*sin(2*PI*131*t)|$(pluck 262 1)+$(pluck 392 0.5)+0.1*sin(2*PI*131*t)':s=48000" \
    -filter:a "atrim=end=48" "${aac[@]}" -f ipod

# Upright, fast, and silent.
mapfile -t video < <(h264 170 keyint=100:min-keyint=100:scenecut=0:bframes=2:open-gop=0)
make portrait.mp4 \
    -f lavfi -i "gradients=size=180x320:rate=50:c0=0x5f0f40:c1=0x9a031e:c2=0xfb8b24:c3=0x0f4c5c:n=4:x0=0:y0=0:x1=180:y1=320:speed=0.02:seed=6,drawbox=x=80:y='abs(mod(t*120\,480)-240)':w=20:h=20:color=white:t=fill" \
    -filter:v "trim=end_frame=1200,$(band PORTRAIT 12),format=yuv420p" \
    -profile:v main "${video[@]}" -an -movflags +faststart

for movie in "$out"/*.mp4 "$out"/*.m4a; do
    complaint=$(ffmpeg -nostdin -v warning -i "$movie" -map 0 -f null - 2>&1)
    [ -z "$complaint" ] || { printf '%s does not decode cleanly:\n%s\n' "$movie" "$complaint" >&2; exit 1; }
done
du -ch "$out"/* >&2
