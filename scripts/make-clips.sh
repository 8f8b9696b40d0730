#!/usr/bin/env bash
# Makes fixtures/clips: short MPEG-TS clips from ffmpeg's own test sources, for the simulator and the tests.
# The clips are committed; run this only to change them. The same ffmpeg gives the same bytes.
set -euo pipefail
cd "$(dirname "$0")/.."

out=fixtures/clips
font=/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf
mono=/usr/share/fonts/truetype/dejavu/DejaVuSansMono-Bold.ttf

command -v ffmpeg >/dev/null || { echo "ffmpeg is missing: install it (apt-get install ffmpeg) and try again." >&2; exit 1; }
for f in "$font" "$mono"; do
    [ -r "$f" ] || { echo "The font $f is missing: install fonts-dejavu-core and try again." >&2; exit 1; }
done
mkdir -p "$out"

# A band at the bottom with the clip's name and its running time: what a viewer sees proves which clip plays, and where.
band() { # NAME FONT-SIZE
    local margin=$(($2 / 2))
    printf '%s' "drawbox=x=0:y=ih-$(($2 * 2)):w=iw:h=$(($2 * 2)):color=black@0.65:t=fill," \
        "drawtext=fontfile=$font:text='$1':fontsize=$2:fontcolor=white:x=$margin:y=h-$(($2 * 3 / 2))," \
        "drawtext=fontfile=$mono:text='%{pts\:hms}':fontsize=$2:fontcolor=white:x=w-tw-$margin:y=h-$(($2 * 3 / 2))"
}

# One encoder thread and no version strings: the bytes depend on the encoder's version alone.
common=(-fflags +bitexact -flags:v +bitexact -flags:a +bitexact -map_metadata -1
    -f mpegts -muxdelay 0 -muxpreload 0 -metadata service_provider=Streav)

# The AAC encoder emits one packet of priming before time zero. Dropping it leaves audio that starts with the video and
# lasts as many whole frames of 1024 samples as were asked for.
aac=(-c:a aac -ac 2 -ar 48000 -bsf:a "noise=drop=eq(n\,0)")

# H.264 main, closed GOPs of exactly SECONDS-PER-GOP, two B frames.
h264() { # FILE TITLE RATE GOP FRAMES AUDIO-SAMPLES BITRATE-K FONT-SIZE VIDEO-SOURCE AUDIO-SOURCE
    echo "Making $1" >&2
    ffmpeg -nostdin -v error -y \
        -f lavfi -i "$9" -f lavfi -i "${10}" -map 0:v -map 1:a \
        -filter:v "trim=end_frame=$5,$(band "$2" "$8"),format=yuv420p" -filter:a "atrim=end_sample=$6,asetpts=N/SR/TB" \
        -r "$3" -c:v libx264 -profile:v main -preset slow -threads 1 \
        -b:v "$7k" -maxrate "$(($7 * 5 / 4))k" -bufsize "$7k" \
        -g "$4" -keyint_min "$4" -sc_threshold 0 -bf 2 -flags:v +cgop -x264-params "keyint=$4:min-keyint=$4:scenecut=0:open-gop=0" \
        -bsf:v filter_units=remove_types=6 \
        "${aac[@]}" -b:a 64k "${common[@]}" -metadata service_name="$2" "$out/$1"
}

h265() { # as h264
    echo "Making $1" >&2
    ffmpeg -nostdin -v error -y \
        -f lavfi -i "$9" -f lavfi -i "${10}" -map 0:v -map 1:a \
        -filter:v "trim=end_frame=$5,$(band "$2" "$8"),format=yuv420p" -filter:a "atrim=end_sample=$6,asetpts=N/SR/TB" \
        -r "$3" -c:v libx265 -profile:v main -preset medium \
        -b:v "$7k" -maxrate "$(($7 * 5 / 4))k" -bufsize "$7k" \
        -x265-params "keyint=$4:min-keyint=$4:scenecut=0:open-gop=0:bframes=2:info=0:pools=1:frame-threads=1:log-level=error" \
        "${aac[@]}" -b:a 64k "${common[@]}" -metadata service_name="$2" "$out/$1"
}

radio() { # FILE TITLE AUDIO-SAMPLES BITRATE-K AUDIO-SOURCE
    echo "Making $1" >&2
    ffmpeg -nostdin -v error -y -f lavfi -i "$5" \
        -filter:a "atrim=end_sample=$3,asetpts=N/SR/TB" "${aac[@]}" -b:a "$4k" \
        "${common[@]}" -metadata service_name="$2" "$out/$1"
}

# 16 s hold exactly 400 frames at 25 fps, 800 at 50 fps and 750 AAC frames at 48 kHz: no seam in any track.
whole=768000
# 12.012 s hold 360 frames at 29.97 fps; 563 AAC frames end 1.3 ms before: the seam that real recordings have.
ntsc=$((563 * 1024))

# Tones are whole numbers of hertz, so that they go on without a click when the clip starts again.
pluck() { # FREQUENCY PERIOD: a decaying note, struck each PERIOD seconds
    printf '%s' "0.35*sin(2*PI*$1*t)*exp(-5*mod(t\,$2))"
}

h264 test-card.ts "TEST CARD" 25 50 400 $whole 265 22 \
    "testsrc2=size=426x240:rate=25" \
    "sine=frequency=440:beep_factor=4:sample_rate=48000,aformat=channel_layouts=stereo"
h264 colour-bars.ts "COLOUR BARS" 25 25 400 $whole 220 22 \
    "smptehdbars=size=426x240:rate=25,drawgrid=w=71:h=60:t=1:c=white@0.25,drawbox=x='mod(t*106.5\,426)':y=0:w=6:h=ih:color=white@0.8:t=fill" \
    "aevalsrc='0.2*sin(2*PI*1000*t)*lt(mod(t\,2)\,1.5)|0.2*sin(2*PI*1000*t)':s=48000"
h264 fractal.ts "FRACTAL" 50 100 800 $whole 245 16 \
    "mandelbrot=size=320x180:rate=50:maxiter=512:start_scale=3:end_scale=0.004:end_pts=900" \
    "aevalsrc='$(pluck 220 1)+$(pluck 330 2)|$(pluck 220 1)+$(pluck 275 4)':s=48000"
h264 cells.ts "CELLS" 30000/1001 60 360 $ntsc 380 16 \
    "life=size=80x45:rate=10:mold=12:ratio=0.35:seed=7:death_color=#083030:life_color=#90ffa0:mold_color=#104848,scale=320:180:flags=neighbor,fps=30000/1001" \
    "aevalsrc='$(pluck 523 0.5)|$(pluck 659 0.75)':s=48000"
h265 gradients.ts "GRADIENTS H.265" 25 50 400 $whole 260 22 \
    "gradients=size=426x240:rate=25:c0=0x1b2a6b:c1=0xd94f70:c2=0xf2b134:c3=0x2fb5a5:n=4:x0=40:y0=30:x1=380:y1=210:speed=0.02:seed=11" \
    "aevalsrc='$(pluck 392 1)+$(pluck 494 2)|$(pluck 392 1)+$(pluck 587 4)':s=48000"
radio radio.ts "RADIO" $whole 96 \
    "aevalsrc='$(pluck 262 1)+$(pluck 330 2)+0.1*sin(2*PI*131*t)|$(pluck 262 1)+$(pluck 392 0.5)+0.1*sin(2*PI*131*t)':s=48000"

for clip in "$out"/*.ts; do
    complaint=$(ffmpeg -nostdin -v warning -i "$clip" -f null - 2>&1)
    [ -z "$complaint" ] || { printf '%s does not decode cleanly:\n%s\n' "$clip" "$complaint" >&2; exit 1; }
done
du -ch "$out"/*.ts >&2
